import CaseModel
import Files
import TextFormats

/// The append-only log of a case, hash-chained, with its head beside it (design section 5).
package struct CustodyLog: Sendable {
  private let folder: CaseFolder
  package private(set) var entries: [CustodyEntry] = []
  package private(set) var hashes: [String] = []

  /// One without entries.
  package init() { folder = CaseFolder("") }

  /// Reads the log and repairs what a crash left: half a line at the end, or a head one line behind.
  package init(opening folder: CaseFolder) throws {
    self.folder = folder
    guard try fileFacts(folder.custodyFile) != nil else {
      try repairHead()
      return
    }
    let bytes = try readSmallFile(folder.custodyFile, limit: 1 << 30)
    let whole = (bytes.lastIndex(of: 0x0A) ?? -1) + 1
    try read(bytes[..<whole])
    if whole < bytes.count { try truncateFile(folder.custodyFile, to: Int64(whole)) }
    try repairHead()
  }

  /// A crash between an entry and its head leaves the head one entry behind: that is put right.
  /// Any other difference is none that a crash makes.
  private func repairHead() throws {
    let last = head
    if try fileFacts(folder.custodyHead) != nil {
      if try checkHead(try readSmallFile(folder.custodyHead)) { return }
    } else if entries.count > 1 {
      throw CaseProblem.custodyBroken(line: last.seq, what: "custody.head is missing")
    } else if entries.isEmpty {
      return
    }
    try replaceFile(
      folder.custodyHead, with: CustodyLog.headBytes(seq: last.seq, hash: last.hash))
  }

  /// Reads a log without touching it.
  package init(reading bytes: [UInt8]) throws(CaseProblem) {
    folder = CaseFolder("")
    if let last = bytes.last, last != 0x0A {
      throw .custodyBroken(line: bytes.count { $0 == 0x0A } + 1, what: "the line is not whole")
    }
    try read(bytes[...])
  }

  package var head: (seq: Int, hash: String) {
    (entries.last?.seq ?? 0, hashes.last ?? CustodyEntry.beginning)
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>) throws(CaseProblem) {
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: true).enumerated()
    {
      let number = index + 1
      guard let (entry, hash) = CustodyEntry.read(line) else {
        throw .custodyBroken(line: number, what: "it is not a custody entry")
      }
      if entry.seq != number {
        throw .custodyBroken(line: number, what: "its seq is \(entry.seq), expected \(number)")
      }
      if entry.previous != head.hash {
        throw .custodyBroken(line: number, what: "its previous hash is not that of the line before")
      }
      guard let expected = try? entry.line(), expected.hash == hash,
        expected.text.dropLast().elementsEqual(line)
      else { throw .custodyBroken(line: number, what: "its hash is not that of its content") }
      entries.append(entry)
      hashes.append(hash)
    }
  }

  /// Compares custody.head with the log: the only sign of a log that lost its end.
  ///
  /// - Returns: false where the head is one entry behind, as an interrupted command leaves it.
  package func checkHead(_ bytes: [UInt8]) throws(CaseProblem) -> Bool {
    let json = try? JSONReader.read(bytes)
    let (seq, hash) = (json?["seq"]?.integer ?? 0, json?["hash"]?.text)
    if seq == Int64(head.seq), hash == head.hash { return true }
    let before = hashes.dropLast().last ?? CustodyEntry.beginning
    if seq == Int64(head.seq) - 1, hash == before { return false }
    throw .custodyBroken(
      line: entries.count, what: "custody.head says seq \(seq), the log ends with \(head.seq)")
  }

  package mutating func append(
    _ action: String, _ objects: [CustodyObject], reason: String = "", _ surroundings: Surroundings
  ) throws {
    let entry = CustodyEntry(
      seq: head.seq + 1, time: surroundings.now(), actor: surroundings.actor,
      host: surroundings.host, action: action, objects: objects, reason: reason,
      tool: "\(surroundings.tool.name) \(surroundings.tool.version)", previous: head.hash)
    let (line, hash) = try entry.line()
    try appendToFile(folder.custodyFile, line)
    entries.append(entry)
    hashes.append(hash)
    try replaceFile(folder.custodyHead, with: CustodyLog.headBytes(seq: entry.seq, hash: hash))
  }

  package static func headBytes(seq: Int, hash: String) -> [UInt8] {
    var writer = JSONWriter(compact: true)
    writer.object { writer in
      writer.key("hash", hash)
      writer.key("seq", seq)
    }
    return writer.finish()
  }

  /// The hash that the log last knew of a file; `nil` where it never spoke of it.
  package func lastHash(of name: String) -> String? {
    lastEntry(of: name)?.objects.last { $0.name == name }?.sha256
  }

  /// What the log last says of every file that it speaks of, by name.
  package var lastStatements: [String: CustodyStatement] {
    CustodyStatement.last(entries.lazy.map { ($0.seq, $0.action, $0.objects) })
  }

  /// The hash that casefile itself last gave a file; `nil` where it made none of that name.
  package func lastMade(_ name: String) -> String? {
    let entry = entries.last { entry in
      entry.action != CustodyEntry.changedResult && entry.objects.contains { $0.name == name }
    }
    return entry?.objects.last { $0.name == name }?.sha256
  }

  /// The last entry that speaks of a file.
  package func lastEntry(of name: String) -> CustodyEntry? {
    entries.last { $0.objects.contains { $0.name == name } }
  }
}
