import CaseModel
import TextFormats

/// The append-only log of a case, hash-chained (design section 5), as it was read.
package struct CustodyLog: Sendable {
  package private(set) var entries: [CustodyEntry] = []
  package private(set) var hashes: [String] = []

  /// One without entries.
  package init() {}

  package init(reading bytes: [UInt8]) throws(CaseProblem) {
    let rest = try read(bytes)
    if !rest.isEmpty {
      throw .custodyBroken(line: entries.count + 1, what: "the line is incomplete")
    }
  }

  package var head: (seq: Int, hash: String) {
    (entries.last?.seq ?? 0, hashes.last ?? CustodyEntry.beginning)
  }

  /// Reads every line that is whole.
  ///
  /// - Returns: what stands behind the last line end.
  mutating func read(_ bytes: [UInt8]) throws(CaseProblem) -> ArraySlice<UInt8> {
    if let damage = CustodyLog.damage(bytes) { throw .custodyBroken(line: 1, what: damage) }
    let whole = (bytes.lastIndex(of: 0x0A) ?? -1) + 1
    let lines = bytes[..<whole].split(separator: 0x0A, omittingEmptySubsequences: false)
    for line in lines.dropLast() {
      if line.isEmpty {
        throw .custodyBroken(
          line: entries.count + 1, what: "it is empty, and casefile writes no empty line")
      }
      try read(line: line)
    }
    return bytes[whole...]
  }

  mutating func read(line: ArraySlice<UInt8>) throws(CaseProblem) {
    let number = entries.count + 1
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
    add(entry, hash)
  }

  mutating func add(_ entry: CustodyEntry, _ hash: String) {
    entries.append(entry)
    hashes.append(hash)
  }

  /// What an editor or a transfer did to the whole file, in words: none of these bytes is ever in an
  /// entry.
  private static func damage(_ bytes: [UInt8]) -> String? {
    if TextBytes.isMarked(bytes[...]) {
      return "it begins with a byte-order mark, which casefile never writes"
    }
    guard let place = bytes.firstIndex(of: 0x0D) else { return nil }
    let ends = bytes[place...].dropFirst().first == 0x0A ? "CR LF" : "CR"
    return "its line endings are \(ends), expected LF: an editor or a transfer changed them"
  }

  package enum HeadState: Equatable, Sendable {
    case equal
    /// As a command leaves it that was interrupted behind its entry.
    case oneBehind
  }

  /// Compares custody.head with the log: the only sign of a log that lost its end.
  package func checkHead(_ bytes: [UInt8]) throws(CaseProblem) -> HeadState {
    let json = try? JSONReader.read(bytes)
    let (seq, hash) = (json?["seq"]?.integer ?? 0, json?["hash"]?.text)
    if seq == Int64(head.seq), hash == head.hash { return .equal }
    let before = hashes.dropLast().last ?? CustodyEntry.beginning
    if seq == Int64(head.seq) - 1, hash == before { return .oneBehind }
    throw .custodyBroken(
      line: entries.count, what: "custody.head says seq \(seq), the log ends with \(head.seq)")
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
      entry.kind != .resultFoundChanged && entry.objects.contains { $0.name == name }
    }
    return entry?.objects.last { $0.name == name }?.sha256
  }

  /// The last entry that speaks of a file.
  package func lastEntry(of name: String) -> CustodyEntry? {
    entries.last { $0.objects.contains { $0.name == name } }
  }

  package var datedBack: [DatedBack] { DatedBack.all(entries.map { ($0.seq, $0.time) }) }
}
