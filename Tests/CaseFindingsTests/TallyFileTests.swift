import Archiving
@testable import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
@testable import CaseTally
import TestSupport
import Testing
import TextFormats

/// What is read in parts, anywhere, in any order and more than once, is what one machine reads.
struct TallyFileTests {
  private static let scope = String(repeating: "a", count: 64)

  /// A part of a source, as `casefile tally` reads it.
  private func part(
    _ bytes: ArraySlice<UInt8>, _ source: String, threads: Int = 1, rules: String = "1",
    scope: String = TallyFileTests.scope, split: Int64? = nil
  ) throws -> PartialTally {
    var tally = Tally()
    let ledger = try walkEvidence(
      fixtureSource(Array(bytes), part: 777), format: .auditJSON, evidence: 1,
      threads: threads
    ) { tally.add($0) }
    return PartialTally(
      part: TallyPart(
        source: source, offset: split ?? Int64(bytes.startIndex), length: Int64(bytes.count),
        isSplit: split != nil, sha256: try hexadecimalHash(Array(bytes)), format: "json",
        ledger: ledger),
      tally: tally, scopeSHA256: scope, rules: rules)
  }

  /// Cut behind line ends, as often as asked.
  private func cut(_ bytes: [UInt8], _ count: Int, _ random: inout FixtureRandom)
    -> [ArraySlice<UInt8>]
  {
    let ends = bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    let cuts = Set((1..<max(2, count)).map { _ in ends[random.below(ends.count)] })
    let all = [0] + cuts.sorted() + [bytes.count]
    return zip(all, all.dropFirst()).filter { $0 < $1 }.map { bytes[$0..<$1] }
  }

  private func evidence(_ number: Int, _ bytes: Int) -> TallyEvidence {
    TallyEvidence(
      name: evidenceName(number), originalName: "", number: number, bytes: Int64(bytes),
      format: "json")
  }

  private func throughBytes(_ tally: PartialTally) throws -> PartialTally {
    let bytes = tally.encoded()
    let read = try PartialTally(decoding: bytes[...])
    #expect(read.encoded() == bytes)
    return read
  }

  @Test(arguments: 1...6)
  func anySplitAndOrderGivesTheSameFindings(_ seed: UInt64) throws {
    var random = FixtureRandom(seed: seed)
    let scope = try attackerScope(
      """
      "windows": [{"from": "2025-03-10T00:00:00Z", "to": "2025-03-12T06:00:00Z"}]
      """)
    let records = QuirkyRecords(count: 300, seed: seed).json
    // Copies of records in several sources, and rows that cannot be read.
    let files = [records[..<200], records[120...], records[40..<90]].map { lines in
      Array((lines.joined(separator: "\n") + "\n{\"Operation\":\"Send\n").utf8)
    }
    let (inputs, request) = try fixtureRequest(files.map { FixtureFile($0) }, scope)
    let whole = writeFindings(try answer(FindingsQuestions(), inputs, request).findings)

    var parts: [PartialTally] = []
    for (index, file) in files.enumerated() {
      for bytes in cut(file, 1 + random.below(6), &random) {
        let read = try part(bytes, evidenceName(index + 1), threads: 1 + random.below(3))
        parts.append(try throughBytes(read))
        if random.below(4) == 0 { parts.append(read) }
      }
    }
    var results: [[UInt8]] = []
    for _ in 0..<3 {
      var heap = parts
      while heap.count > 1 {
        var one = heap.remove(at: random.below(heap.count))
        try one.merge(heap.remove(at: random.below(heap.count)))
        heap.append(try throughBytes(one))
      }
      results.append(heap[0].encoded())
      let known = files.enumerated().map {
        evidence($0 + 1, $1.count)
      }
      let merged = writeFindings(
        try answer(FindingsQuestions(), try heap[0].whole(known), request).findings)
      #expect(merged == whole)
    }
    #expect(Set(results).count == 1)
  }

  /// Splits as Spark cuts them: at any byte, each with the lines that begin in it; without the mark at
  /// the beginning, and with a last line that is ended.
  @Test(arguments: 1...8)
  func splitsGiveTheSameFindings(_ seed: UInt64) throws {
    var random = FixtureRandom(seed: seed)
    let scope = try attackerScope()
    let records = QuirkyRecords(count: 120, seed: seed).json
    let mark: [UInt8] = seed % 2 == 0 ? [0xEF, 0xBB, 0xBF] : []
    let lines = records.map { Array($0.utf8) + [0x0A] }
    var file = mark + lines.joined()
    if seed % 3 == 0 { file.removeLast() }
    let (inputs, request) = try fixtureRequest([FixtureFile(file)], scope)
    let whole = writeFindings(try answer(FindingsQuestions(), inputs, request).findings)

    let size = 1_000 + random.below(5_000)
    var parts: [PartialTally] = []
    for begin in stride(from: 0, to: file.count, by: size) {
      // A line belongs to the split before where it begins at its very end.
      func first(_ place: Int) -> Int {
        if place == 0 { return 0 }
        return (file[(place - 1)...].firstIndex(of: 0x0A) ?? file.count - 1) + 1
      }
      let from = first(begin)
      let to = first(min(file.count, begin + size))
      if from >= to { continue }
      var bytes = file[from..<to]
      if begin == 0 { bytes = bytes.dropFirst(mark.count) }
      let text = Array(bytes) + (bytes.last == 0x0A ? [] : [0x0A])
      parts.append(try throughBytes(part(text[...], "a/b/E001", split: Int64(begin))))
    }
    #expect(parts.count > 3)
    var sum = parts.remove(at: random.below(parts.count))
    for part in parts.shuffled(using: &random) { try sum.merge(part) }
    var piece = evidence(1, file.count)
    piece.beginsWithMark = !mark.isEmpty
    piece.endsOpen = file.last != 0x0A
    let merged = try sum.whole([piece])
    #expect(writeFindings(try answer(FindingsQuestions(), merged, request).findings) == whole)
    // One split that is missing is missed, whichever it is.
    parts.removeFirst()
    var less = parts[0]
    for part in parts.dropFirst() { try less.merge(part) }
    #expect(throws: TallyProblem.self) { _ = try less.whole([piece]) }
    // What is missing by as many bytes as a mark has is missing.
    piece.bytes = mark.isEmpty ? piece.bytes + 3 : piece.bytes
    piece.beginsWithMark = false
    #expect(throws: TallyProblem.self) { _ = try sum.whole([piece]) }
    piece.format = "other"
    #expect(throws: TallyProblem.self) { _ = try sum.whole([piece]) }
  }

  @Test func whatDoesNotBelongTogetherIsRefused() throws {
    let bytes = Array((QuirkyRecords(count: 40, seed: 3).json.joined(separator: "\n") + "\n").utf8)
    let middle = (bytes[(bytes.count / 2)...].firstIndex(of: 0x0A) ?? 0) + 1
    let all = try part(bytes[...], "E001")
    let first = try part(bytes[..<middle], "E001")
    func refused(_ other: PartialTally) -> TallyProblem? {
      var sum = first
      do { try sum.merge(other) } catch { return error }
      return nil
    }
    let other = String(repeating: "b", count: 64)
    #expect(
      try refused(part(bytes[middle...], "E001", scope: other))
        == .otherScope(TallyFileTests.scope, other))
    #expect(try refused(part(bytes[middle...], "E001", rules: "2")) == .otherRules("1", "2"))
    #expect(refused(all) == .overlap(source: "E001", offset: 0))
    #expect(refused(first) == nil)
    #expect(try refused(part(bytes[middle...], "E001")) == nil)

    func whole(
      _ tally: PartialTally, _ evidence: [(String, Int, Int64)]
    ) -> TallyProblem? {
      do {
        _ = try tally.whole(
          evidence.map {
            TallyEvidence(name: $0.0, originalName: "", number: $0.1, bytes: $0.2, format: "json")
          })
      } catch { return error }
      return nil
    }
    let size = Int64(bytes.count)
    #expect(whole(all, [("E001", 1, size)]) == nil)
    #expect(
      whole(first, [("E001", 1, size)]) == .gap(source: "E001", from: Int64(middle), to: size))
    #expect(whole(all, [("E001", 1, 3)]) == .gap(source: "E001", from: size, to: 3))
    #expect(
      try whole(part(bytes[middle...], "E001"), [("E001", 1, size)])
        == .gap(source: "E001", from: 0, to: Int64(middle)))
    #expect(whole(all, [("E002", 1, size)]) == .unknownSource("E001"))
    #expect(whole(all, [("E001", 1, size), ("E002", 2, 9)]) == .missingSource("E002"))
    var two = all
    try two.merge(try part(bytes[...], "E002"))
    #expect(whole(two, [("E001", 2, size), ("E002", 1, size)]) == .otherOrder("E001", "E002"))
  }

  /// The manual (lake) states it: what a tally may weigh.
  @Test(arguments: [(50, 3), (400, 5), (1_500, 8)])
  func aTallyIsNoLargerThanItsParts(_ count: Int, _ seed: UInt64) throws {
    let text = QuirkyRecords(count: count, seed: seed).json.joined(separator: "\n") + "\n"
    let read = try part(Array(text.utf8)[...], "E001")
    let tally = read.tally
    var bound = 512
    for texts in [tally.texts, tally.messages] {
      for number in 0..<UInt32(texts.count) { bound += texts.length(number) + 4 }
    }
    bound += 64 * tally.records.count + 12 * tally.items.count
    bound += 32 * tally.contexts.rows.count + 24 * tally.facts.listed.count
    bound += 16 * (tally.items.folders.count + tally.items.namings.count)
    #expect(read.encoded().count <= bound)
    #expect(read.encoded().count > bound / 4, "the bound says nothing")
  }

  /// Whatever stands in a file, it is read as what `encoded` writes, or refused.
  @Test func damageIsRefusedAndNeverRead() throws {
    let text = QuirkyRecords(count: 25, seed: 9).json.joined(separator: "\n") + "\n{\"Id\":\n"
    let bytes = try part(Array(text.utf8)[...], "E001").encoded()
    for count in bytes.indices {
      #expect(throws: TallyDamage.self) { try PartialTally(decoding: bytes[..<count]) }
    }
    #expect(throws: TallyDamage.self) { try PartialTally(decoding: (bytes + [0])[...]) }
    var random = FixtureRandom(seed: 1)
    for _ in 0..<4_000 {
      var wrong = bytes
      for _ in 0...random.below(3) {
        wrong[random.below(wrong.count)] = UInt8(random.below(256))
      }
      // What passes is another tally, and whole.
      guard let read = try? PartialTally(decoding: wrong[...]) else { continue }
      #expect(try PartialTally(decoding: read.encoded()[...]).encoded() == read.encoded())
    }
  }

  /// The fuzzer found it: every context has a name of its mailbox.
  @Test func aContextOfNoMailboxIsRefused() throws {
    let row = #"{"CreationTime":"2025-03-12T08:00:00","Operation":"Send","Id":"1"}"# + "\n"
    let whole = try part(Array(row.utf8)[...], "E001")
    #expect(try PartialTally(decoding: whole.encoded()[...]).records == 1)
    var tally = whole.tally
    tally.items.namings = NumberTable()
    let less = PartialTally(
      scopeSHA256: whole.scopeSHA256, rules: whole.rules, parts: whole.parts, tally: tally)
    #expect(throws: TallyDamage("a context belongs to no mailbox")) {
      try PartialTally(decoding: less.encoded()[...])
    }
  }

  @Test func anotherFormatIsNamed() throws {
    let newer = #"{"rules":"6","schema":"casefile/tally/4","scopeSha256":"aa"}"# + "\n"
    #expect(
      throws: TallyDamage("its format is casefile/tally/4, this casefile knows casefile/tally/3")
    ) { try PartialTally(decoding: Array(newer.utf8)[...]) }
    for text in ["", "PK\u{3}\u{4}", "{}\n", "{\"schema\":\"casefile/scope/1\"}\n"] {
      #expect(throws: TallyDamage("it is not a casefile tally")) {
        try PartialTally(decoding: Array(text.utf8)[...])
      }
    }
  }

  @Test func sourcesAreInTheOrderThatPeopleExpect() {
    let names = [
      "E001", "E2", "E010", "E999", "E1000", "part-2.json", "part-10.json", "s3a://b/a/1", "é",
    ]
    #expect(names.shuffled().sorted(by: naturallyPrecedes) == names)
  }
}
