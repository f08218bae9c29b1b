import CaseFolder
import CaseModel
import CaseReport
import Files

/// The built-in templates, with those of a folder in their place: DIR/reports/…, DIR/languages/…,
/// DIR/regimes/… A language or a regime that is not built in is added.
package func readTemplates(_ folder: String) throws -> TemplateSet {
  guard try targetFacts(folder)?.kind == .folder else {
    throw CaseProblem.document(
      file: folder, key: "--templates", found: "not a folder",
      expected: "a folder such as casefile templates export makes")
  }
  var set = TemplateSet.builtIn
  for place in TemplateSet.places {
    let path = "\(folder)/\(place)"
    guard try targetFacts(path)?.kind == .folder else { continue }
    for name in try folderEntries(path) where !name.hasPrefix(".") {
      let bytes = try readSmallFile("\(path)/\(name)", followsLinks: true)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw CaseProblem.document(
          file: "\(path)/\(name)", key: "(the file)", found: "bytes that are not UTF-8",
          expected: "UTF-8 text")
      }
      set.files["\(place)/\(name)"] = text
    }
  }
  return set
}

/// Writes the built-in templates to a folder that is new or empty.
///
/// - Returns: the paths written.
package func exportTemplates(to folder: String) throws -> [String] {
  if let facts = try targetFacts(folder) {
    guard facts.kind == .folder, try folderEntries(folder).isEmpty else {
      throw CaseProblem.document(
        file: folder, key: "DIR", found: "something that already exists",
        expected: "a new or an empty folder")
    }
  }
  try makeFolder(folder)
  var paths: [String] = []
  for place in TemplateSet.places { try makeFolder("\(folder)/\(place)") }
  for (path, text) in TemplateSet.builtIn.files.sorted(by: { $0.key < $1.key })
  where TemplateSet.places.contains(where: { path.hasPrefix($0 + "/") }) {
    try replaceFile("\(folder)/\(path)", with: Array(text.utf8))
    paths.append("\(folder)/\(path)")
  }
  return paths
}
