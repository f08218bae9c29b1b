import CaseActions
import CaseFolder
import CasePipeline
import Files
import TextFormats

/// The files that operands of `import` stand for: themselves, or for a folder what is in it, numbers in
/// names by their value.
struct ExportFiles {
  private(set) var paths: [String] = []
  /// In folders: what is never read, so that nobody believes it was.
  private(set) var passedOver: [(path: String, why: String)] = []

  /// The case itself, from the root; what lies in it is no export, its folder `exports/` apart.
  private let own: String
  private let exports: String

  init(_ operands: [String], of folder: CaseFolder) throws {
    own = absolutePath(folder.root) + "/"
    exports = absolutePath(folder.root) + "/\(lastPathPart(folder.exports))/"
    for operand in operands { try add(operand) }
  }

  private func isOwn(_ path: String) -> Bool {
    let whole = absolutePath(path)
    return whole.hasPrefix(own) && !"\(whole)/".hasPrefix(exports)
  }

  private mutating func add(_ path: String) throws {
    // A pattern that no shell has filled in: quoted, or from another program.
    if path != standardInputPath, try fileFacts(path) == nil {
      let matches = filesMatching(path)
      if !matches.isEmpty {
        return try matches.sorted(by: naturallyPrecedes).forEach { try add($0) }
      }
    }
    if path != standardInputPath, isOwn(path) {
      passedOver.append((path, "it is one of the case's own files"))
      return
    }
    guard path != standardInputPath, try targetFacts(path)?.kind == .folder else {
      // What a shell's `*` names: it is read with the export that it is about.
      if try !isSideFile(path) { paths.append(path) }
      return
    }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    for name in try folderEntries(path).sorted(by: naturallyPrecedes) {
      let entry = "\(folder)/\(name)"
      if try isSideFile(entry) { continue }
      if name.hasSuffix(aboutSuffix) {
        passedOver.append((entry, "the export that it is about is not beside it"))
      } else if name.hasPrefix(".") {
        passedOver.append((entry, "its name begins with a dot; name it to import it"))
      } else if try fileFacts(entry)?.kind == .link, "\(absolutePath(folder))/".hasPrefix(exports) {
        // In a case that somebody received it could lead to any file of theirs.
        passedOver.append((entry, "a link in the case's own folder; name its target to import it"))
      } else if try fileFacts(entry)?.kind == .link, try targetFacts(entry)?.kind != .file {
        // A link to a folder may lead back to this one.
        passedOver.append((entry, "a link, but not to a file; name its target to import it"))
      } else if try fileFacts(entry)?.kind == .other {
        // Nobody may ever write into it.
        passedOver.append((entry, "it is a pipe, a socket or a device; name it to read from it"))
      } else {
        try add(entry)
      }
    }
  }

  private func isSideFile(_ path: String) throws -> Bool {
    guard path.hasSuffix(aboutSuffix) else { return false }
    return try targetFacts(String(path.dropLast(aboutSuffix.count)))?.kind == .file
  }
}
