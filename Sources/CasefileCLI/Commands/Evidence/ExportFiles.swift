import CasePipeline
import Files

/// The files that operands of `import` stand for: themselves, or for a folder what is in it, sorted.
struct ExportFiles {
  private(set) var paths: [String] = []
  /// In folders: what is never read, so that nobody believes it was.
  private(set) var passedOver: [(path: String, why: String)] = []

  init(_ operands: [String]) throws {
    for operand in operands { try add(operand) }
  }

  private mutating func add(_ path: String) throws {
    guard path != standardInputPath, try targetFacts(path)?.kind == .folder else {
      paths.append(path)
      return
    }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    for name in try folderEntries(path) {
      let entry = "\(folder)/\(name)"
      if name.hasSuffix(aboutSuffix) { continue }
      if name.hasPrefix(".") {
        passedOver.append((entry, "its name begins with a dot; name it to import it"))
      } else if try fileFacts(entry)?.kind == .link, try targetFacts(entry)?.kind != .file {
        // A link to a folder may lead back to this one.
        passedOver.append((entry, "a link that leads to no file; name its target to import it"))
      } else {
        try add(entry)
      }
    }
  }
}
