import Archiving
import Files

/// A document of the case of which the custody log states every version.
///
/// A new version stands beside the old one, as `.NAME.next`, before the log states it, and takes its
/// place afterwards. So after an interruption at any moment the log tells which of the two holds.
package enum StatedDocument: String, CaseIterable, Sendable {
  case caseFile = "case.json"
  case scope = "scope.json"
  case register = "evidence/register.json"
  case review = "review/decisions.json"

  /// In the custody log; relative to the case.
  package var name: String { rawValue }

  package func path(in folder: CaseFolder) -> String { "\(folder.root)/\(rawValue)" }

  package func nextPath(in folder: CaseFolder) -> String {
    let path = path(in: folder)
    return "\(parentFolder(path))/.\(lastPathPart(path)).next"
  }

  package func limit(_ limits: CaseLimits) -> Int {
    switch self {
    case .caseFile, .scope: limits.document
    case .register: limits.register
    case .review: limits.review
    }
  }
}

extension CaseFolder {
  /// The version that the log states, where it states one.
  ///
  /// - Throws: `CaseProblem.documentMissing` where the log states one and none is there: what only casefile
  ///   writes is never taken for absent.
  /// - Returns: `nil` where neither the log nor the folder knows it.
  package func read(_ document: StatedDocument, _ log: CustodyLog) throws -> [UInt8]? {
    let path = try path(of: document, log)
    if try fileFacts(path) != nil {
      return try readSmallFile(path, limit: document.limit(limits))
    }
    try checkPresence(document, log)
    return nil
  }

  /// - Throws: `CaseProblem.documentMissing`, without reading it.
  package func checkPresence(_ document: StatedDocument, _ log: CustodyLog) throws {
    let path = try path(of: document, log)
    guard try fileFacts(path) == nil, let entry = log.lastEntry(of: document.name) else { return }
    throw CaseProblem.documentMissing(path: path, seq: entry.seq)
  }

  /// The path at which the version stands that the log states; that of the document itself where the
  /// log knows none of both.
  package func path(of document: StatedDocument, _ log: CustodyLog) throws -> String {
    let (path, next) = (document.path(in: self), document.nextPath(in: self))
    guard try fileFacts(next) != nil, let stated = log.lastHash(of: document.name) else {
      return path
    }
    let bytes = try readSmallFile(next, limit: document.limit(limits))
    return try hexadecimalHash(bytes) == stated ? next : path
  }

  /// Puts a new version beside the old one.
  package func prepare(_ document: StatedDocument, _ bytes: [UInt8]) throws {
    let limit = document.limit(limits)
    if bytes.count > limit { throw FileProblem(.write, document.path(in: self), limit: limit) }
    let next = document.nextPath(in: self)
    try makeFolder(parentFolder(next))
    try replaceFile(next, with: bytes)
  }

  /// Gives what was prepared its name.
  package func adopt(_ document: StatedDocument) throws {
    try renameFile(document.nextPath(in: self), to: document.path(in: self))
  }

  /// Puts right what an interrupted command left beside the documents: what the log states gets its
  /// name, what it does not state was never said and goes.
  ///
  /// - Returns: the documents that got their names, with their hashes; and what stood there, was stated by
  ///   no entry, and is kept under another name.
  package func settleDocuments(
    _ log: CustodyLog
  ) throws -> (settled: [CustodyObject], kept: [CustodyObject]) {
    var settled: [CustodyObject] = []
    var kept: [CustodyObject] = []
    for document in StatedDocument.allCases {
      let next = document.nextPath(in: self)
      guard try fileFacts(next) != nil else { continue }
      if try path(of: document, log) == next, let hash = log.lastHash(of: document.name) {
        if let own = try keepUnstated(document, log) { kept.append(own) }
        try adopt(document)
        settled.append(CustodyObject(document.name, hash))
      } else {
        try removeFile(next)
      }
    }
    return (settled, kept)
  }
}

extension CaseFolder {
  /// A version that the log never stated is somebody's work of the meantime.
  private func keepUnstated(
    _ document: StatedDocument, _ log: CustodyLog
  ) throws -> CustodyObject? {
    let path = document.path(in: self)
    guard try fileFacts(path) != nil else { return nil }
    let hash = try hexadecimalHash(try readSmallFile(path, limit: document.limit(limits)))
    let isStated = log.entries.contains { entry in
      entry.objects.contains { $0.name == document.name && $0.sha256 == hash }
    }
    if isStated { return nil }
    let name = lastPathPart(path).replacing(".json", with: ".changed-\(hash.prefix(12)).json")
    try renameFile(path, to: "\(root)/\(name)")
    return CustodyObject(name, hash)
  }
}
