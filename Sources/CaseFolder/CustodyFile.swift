import Archiving
import CaseModel
import Files
import TextFormats

/// custody.jsonl and custody.head on disk. Reading them changes nothing; what an interrupted command
/// left is put right by the next one that writes, under the lock, and logged.
package struct CustodyFile: Sendable {
  /// What stands behind the last line end.
  package enum Tail: Equatable, Sendable {
    case none
    /// The last entry is whole and lacks its line end, as some editors leave it.
    case entryWithoutLineEnd
    /// Half an entry, as an append leaves it that was interrupted.
    case halfEntry([UInt8])
  }

  private let folder: CaseFolder
  package private(set) var log = CustodyLog()
  package private(set) var tail = Tail.none
  /// custody.head is one entry behind, or is not there yet.
  package private(set) var isHeadBehind = false
  /// Bytes of custody.jsonl.
  private var size: Int64 = 0

  package init(reading folder: CaseFolder) throws {
    self.folder = folder
    if try fileFacts(folder.custodyFile) != nil {
      let bytes = try readSmallFile(folder.custodyFile, limit: folder.limits.custody)
      size = Int64(bytes.count)
      try classify(try log.read(bytes))
    }
    isHeadBehind = try headState() == .oneBehind
    if case .halfEntry = tail, isHeadBehind, !log.entries.isEmpty {
      throw CaseProblem.custodyBroken(line: log.head.seq + 1, what: "the line is incomplete")
    }
  }

  private mutating func classify(_ rest: ArraySlice<UInt8>) throws(CaseProblem) {
    if rest.isEmpty { return }
    if CustodyFile.isHalfEntry(rest) {
      tail = .halfEntry(Array(rest))
    } else {
      try log.read(line: rest)
      tail = .entryWithoutLineEnd
    }
  }

  /// Begins as every entry does, and ends before it is JSON; a power loss may leave zeros behind it.
  private static func isHalfEntry(_ rest: ArraySlice<UInt8>) -> Bool {
    var text = rest
    while text.last == 0 { text.removeLast() }
    let start = Array(#"{"action":""#.utf8)
    let begins = text.count < start.count ? start.starts(with: text) : text.starts(with: start)
    return begins && text.allSatisfy { $0 >= 0x20 } && (try? JSONReader.read(Array(text))) == nil
  }

  /// A crash between an entry and its head leaves the head one entry behind, or none for the first.
  /// Any other difference is none that a crash makes.
  private func headState() throws -> CustodyLog.HeadState {
    if try fileFacts(folder.custodyHead) != nil {
      if size == 0, try fileFacts(folder.custodyFile) == nil {
        throw CaseProblem.custodyBroken(
          line: 1, what: "the log is missing, though custody.head names its last entry")
      }
      return try log.checkHead(try readSmallFile(folder.custodyHead))
    }
    if log.entries.count > 1 {
      throw CaseProblem.custodyBroken(line: log.head.seq, what: "custody.head is missing")
    }
    return log.entries.isEmpty ? .equal : .oneBehind
  }

  // MARK: - Writing

  /// Puts right what an interrupted command left, and logs it. What is cut is kept beside the log.
  package mutating func repair(_ surroundings: Surroundings) throws {
    if isHeadBehind { try writeHead() }
    if case .halfEntry(let bytes) = tail {
      let hash = try hexadecimalHash(bytes)
      let name = "\(CaseFolder.cutPrefix)\(log.head.seq)-\(hash.prefix(12))"
      try replaceFile("\(folder.root)/\(name)", with: bytes, mode: 0o400)
      size -= Int64(bytes.count)
      try cutFile(folder.custodyFile, to: size)
      tail = .none
    }
    try logCuts(surroundings)
  }

  /// Also where a command was interrupted between the cut and its entry.
  private mutating func logCuts(_ surroundings: Surroundings) throws {
    for name in try folderEntries(folder.root) where name.hasPrefix(CaseFolder.cutPrefix) {
      guard log.lastEntry(of: name) == nil,
        try fileFacts("\(folder.root)/\(name)")?.kind == .file
      else { continue }
      let bytes = try readSmallFile("\(folder.root)/\(name)", limit: folder.limits.custody)
      // Who else uses such a name says something else.
      if !CustodyFile.isHalfEntry(bytes[...]) { continue }
      try append(
        .halfEntryCut, [CustodyObject(name, try hexadecimalHash(bytes))],
        reason: "\(bytes.count) bytes that an interrupted command left at the end of the log",
        surroundings)
    }
  }

  package mutating func append(
    _ action: CustodyAction, _ objects: [CustodyObject], reason: String = "",
    _ surroundings: Surroundings
  ) throws {
    let entry = CustodyEntry(
      seq: log.head.seq + 1, time: surroundings.now(), actor: surroundings.actor,
      host: surroundings.host, action: action.rawValue, objects: objects, reason: reason,
      tool: "\(surroundings.tool.name) \(surroundings.tool.version)", previous: log.head.hash)
    let (line, hash) = try entry.line()
    let bytes = (tail == .entryWithoutLineEnd ? [0x0A] : []) + line
    if size + Int64(bytes.count) > Int64(folder.limits.custody) {
      throw FileProblem(.write, folder.custodyFile, limit: folder.limits.custody)
    }
    try appendToFile(folder.custodyFile, bytes, size: size)
    size += Int64(bytes.count)
    tail = .none
    log.add(entry, hash)
    try writeHead()
  }

  private mutating func writeHead() throws {
    let (seq, hash) = log.head
    try replaceFile(folder.custodyHead, with: CustodyLog.headBytes(seq: seq, hash: hash))
    isHeadBehind = false
  }
}
