import Archiving
import CaseFolder
import CaseModel
import CaseReport
import CaseScope
import Files
import TextFormats

/// A case that is held for writing: locked, its log open, its documents read and checked.
package struct OpenCase: ~Copyable {
  package let folder: CaseFolder
  package let surroundings: Surroundings
  package var custody: CustodyLog
  package private(set) var document: CaseDocument
  package private(set) var caseBytes: [UInt8]
  package private(set) var scope: Scope
  package private(set) var scopeBytes: [UInt8]
  package var register: [RegisterEntry]
  /// What reports and bundles are made with.
  package var templates = TemplateSet.builtIn
  /// Ids of the languages of reports; none: that of case.json.
  package var languages: [String] = []
  /// Files of what was read elsewhere, in place of the evidence in the case.
  package var tallies: [String] = []
  /// What reports are written as, and the paper of those that are printed.
  package var formats: [ReportFormat] = [.html, .md]
  package var paper = "A4"
  /// Reports are to be shared: with pseudonyms.
  package var isRedacted = false
  private let lock: FolderLock

  /// Opens a case; a case.json or scope.json that was changed by hand is logged.
  ///
  /// - Parameter changing: a closed case is refused.
  package static func open(
    _ folder: CaseFolder, _ surroundings: Surroundings, changing: Bool = true
  ) throws -> OpenCase {
    var opened = try OpenCase(folder, surroundings)
    if changing, let closed = opened.document.closed {
      throw CaseProblem.closed(path: folder.root, at: closed.at, by: closed.by)
    }
    try opened.noteOutsideChanges()
    return opened
  }

  private init(_ folder: CaseFolder, _ surroundings: Surroundings) throws {
    guard folder.exists else { throw CaseProblem.noCase(path: folder.root) }
    guard let lock = try FolderLock(folder.lockFile) else {
      throw CaseProblem.inUse(path: folder.root)
    }
    for place in [
      folder.root, folder.evidence, folder.findings, folder.reports, folder.bundles, folder.issues,
      folder.review, folder.exchange, folder.scopeHistory,
    ] {
      try removePartialFiles(in: place)
    }
    let (document, caseBytes) = try folder.readCase()
    let (scope, scopeBytes) = try readScopeOf(folder)
    let custody = try CustodyLog(opening: folder)
    let register = try folder.readRegister()
    self.folder = folder
    self.surroundings = surroundings
    self.lock = lock
    self.document = document
    self.caseBytes = caseBytes
    self.scope = scope
    self.scopeBytes = scopeBytes
    self.custody = custody
    self.register = register
  }

  /// Replaces scope.json and keeps the version with the log.
  package mutating func replaceScope(_ scope: Scope, reason: String) throws {
    let bytes = writeScope(scope)
    try replaceFile(folder.scopeFile, with: bytes)
    self.scope = scope
    scopeBytes = bytes
    let hash = try keepScope()
    try log("scope", [CustodyObject("scope.json", hash)], reason: reason)
  }

  /// Replaces case.json.
  mutating func replaceCase(_ bytes: [UInt8]) throws {
    try replaceFile(folder.caseFile, with: bytes)
    (document, caseBytes) = try folder.readCase()
  }

  package mutating func log(_ action: String, _ objects: [CustodyObject], reason: String = "")
    throws
  {
    try custody.append(action, objects, reason: reason, surroundings)
  }

  static var changedOutside: String { "changed outside casefile" }

  private mutating func noteOutsideChanges() throws {
    var changed: [CustodyObject] = []
    let caseHash = hexadecimal(try sha256(caseBytes))
    if custody.lastHash(of: "case.json") != caseHash {
      changed.append(CustodyObject("case.json", caseHash))
    }
    if !scopeBytes.isEmpty {
      let scopeHash = hexadecimal(try sha256(scopeBytes))
      if custody.lastHash(of: "scope.json") != scopeHash {
        _ = try keepScope()
        changed.append(CustodyObject("scope.json", scopeHash))
      }
    }
    if changed.isEmpty { return }
    let isFirst = custody.entries.isEmpty
    try log(isFirst ? "case opened" : OpenCase.changedOutside, changed)
  }

  private func keepScope() throws -> String {
    let hash = hexadecimal(try sha256(scopeBytes))
    try makeFolder(folder.scopeHistory)
    let path = "\(folder.scopeHistory)/\(hash).json"
    if try fileFacts(path) == nil { try replaceFile(path, with: scopeBytes, mode: 0o400) }
    return hash
  }
}

/// Makes a new case.
package func makeCase(_ folder: CaseFolder, _ document: CaseDocument, _ surroundings: Surroundings)
  throws
{
  if try fileFacts(folder.caseFile) != nil { throw CaseProblem.caseExists(path: folder.root) }
  try makeFolder(folder.root)
  try makeFolder(folder.evidence)
  if try fileFacts(folder.scopeFile) == nil {
    try replaceFile(folder.scopeFile, with: writeScope(Scope()))
  }
  try replaceFile(folder.caseFile, with: writeCaseDocument(document))
  _ = try OpenCase.open(folder, surroundings)
}

/// scope.json, checked.
package func readScopeOf(_ folder: CaseFolder) throws -> (scope: Scope, bytes: [UInt8]) {
  let (json, bytes) = try folder.readScopeFile()
  do throws(DocumentProblem) {
    return (try readScope(json), bytes)
  } catch {
    throw CaseProblem.document(
      file: folder.scopeFile, key: error.key, found: error.found, expected: error.expected)
  }
}
