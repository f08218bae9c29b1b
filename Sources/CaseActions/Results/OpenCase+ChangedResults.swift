import CaseFolder
import CaseModel
import Files

/// Files that the case holds for a bundle and that are not as casefile wrote them.
extension OpenCase {
  /// Folders whose files casefile alone makes: what is different there is none of its results.
  static var derivedPlaces: [String] { ["exchange", "findings", "issues"] }

  /// Reports and worksheets are there to be filled in: one that is different is somebody's work. It
  /// goes into the bundle, and the log states its hash first; so too what somebody put there.
  mutating func logChangedResults() throws {
    var changed: [CustodyObject] = []
    let stated = custody.lastStatements
    for file in try resultFiles(in: OpenCase.resultPlaces) {
      let known = stated[file.name]?.sha256
      // A derived file that the log knows is held to its hash while it is packed.
      if known != nil, OpenCase.derivedPlaces.contains(file.place) { continue }
      let hash = try hashFile(file.path)
      if hash != known { changed.append(CustodyObject(file.name, hash)) }
    }
    if !changed.isEmpty { try log(.resultFoundChanged, changed) }
  }

  /// Paths of reports, and where `all` also of findings and what was exported, that are not as
  /// casefile wrote them, whether the log says so yet or not.
  package func changedResults(all: Bool) throws -> [String] {
    let stated = custody.lastStatements
    let places = (all ? OpenCase.derivedPlaces : []) + ["reports"]
    return try resultFiles(in: places).filter { file in
      guard let statement = stated[file.name] else { return true }
      return try statement.isFoundChanged
        || hashFile(file.path) != statement.sha256
    }.map(\.path)
  }

  /// Files and folders among the results that no bundle takes.
  func unpackableResults() throws -> [String] {
    try OpenCase.resultPlaces.flatMap { place in
      let path = "\(folder.root)/\(place)"
      return try packable(in: path).others.map { "\(path)/\($0)" }
    }
  }

  static var resultPlaces: [String] { derivedPlaces + ["reports", "review"] }

  private func resultFiles(
    in places: [String]
  ) throws -> [(place: String, name: String, path: String)] {
    try places.flatMap { place in
      let path = "\(folder.root)/\(place)"
      return try packable(in: path).names.map { (place, "\(place)/\($0)", "\(path)/\($0)") }
    }
  }

  /// What of a folder goes into a bundle, files with a name that is safe everywhere, and what does not;
  /// hidden files are nobody's results.
  func packable(in path: String) throws -> (names: [String], others: [String]) {
    guard try fileFacts(path)?.kind == .folder else { return ([], []) }
    var (names, others): ([String], [String]) = ([], [])
    for name in try folderEntries(path).sorted() where !name.hasPrefix(".") {
      if try safeFileName(name) == name && fileFacts("\(path)/\(name)")?.kind == .file {
        names.append(name)
      } else {
        others.append(name)
      }
    }
    return (names, others)
  }
}
