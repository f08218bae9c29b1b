import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// One program appended to what another had written, in another encoding: every record is read, and its place
/// is that of the file.
struct MixedEncodingTests {
  private let lines = (1...9).map { number in
    FixtureRecord.attackerBind(number, "r\u{E9}u-\(number)@x").json + "\r\n"
  }

  private enum Encoding { case utf8, little, big }

  private func bytes(_ text: String, _ encoding: Encoding) -> [UInt8] {
    if encoding == .utf8 { return Array(text.utf8) }
    return text.utf16.flatMap { unit in
      let pair = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      return encoding == .little ? pair : pair.reversed()
    }
  }

  private func expectAll(_ parts: [(encoding: Encoding, mark: Bool, lines: [String])]) throws {
    var file: [UInt8] = []
    var expected: [SourcePosition] = []
    for part in parts {
      if part.mark { file += bytes("\u{FEFF}", part.encoding) }
      for line in part.lines {
        let row = bytes(String(line.dropLast()), part.encoding)
        expected.append(
          SourcePosition(
            evidence: 1, row: Int64(expected.count + 1), offset: Int64(file.count),
            length: Int64(row.count)))
        file += bytes(line, part.encoding)
      }
    }
    let format = try recognise(file, isWhole: true)
    var random = FixtureRandom(seed: 21)
    for turn in 0..<16 {
      var sources: [SourcePosition] = []
      let ledger = try walkEvidence(
        fixtureSource(file, part: turn == 0 ? .max : 1 + random.below(700)), format: format,
        evidence: 1, threads: 1 + random.below(3),
        blockBytes: turn == 0 ? 1 << 20 : 16 + random.below(3_000)
      ) { sources += $0.records.map(\.source) }
      #expect(ledger.rejected == 0)
      #expect(sources.sorted() == expected)
    }
  }

  /// A row may hold several records, whole or cut: all have its place, whatever the encoding.
  @Test(arguments: [true, false])
  func recordsOfOneRowHaveOnePlace(_ isLittle: Bool) throws {
    let encoding = isLittle ? Encoding.little : .big
    let whole = FixtureRecord.attackerBind(1, "r\u{E9}u@x").json
    let rows = [
      "{\"a\":\(quoted(whole)),\"b\":\(quoted(FixtureRecord.attackerBind(2, "b@x").json))}",
      "{\"a\":\(quoted(String(whole.dropLast(9)))),\"b\":\(quoted(String(whole.dropLast(30))))}",
      FixtureRecord.attackerBind(3, "c@x").json,
    ]
    var file = bytes("\u{FEFF}", encoding)
    var places: [SourcePosition] = []
    for row in rows {
      let offset = Int64(file.count)
      file += bytes(row, encoding)
      places.append(
        SourcePosition(
          evidence: 1, row: 0, offset: offset, length: Int64(file.count) - offset))
      file += bytes("\n", encoding)
    }
    for block in [1 << 20, 16, 111, 700] {
      var seen: [SourcePosition] = []
      _ = try walkEvidence(
        fixtureSource(file), format: .auditJSON, evidence: 1, blockBytes: block
      ) { seen += $0.records.map(\.source) + $0.rejects.map(\.source) }
      let found = seen.sorted().map { [$0.offset, $0.length] }
      let expected = [0, 0, 1, 1, 2].map { [places[$0].offset, places[$0].length] }
      #expect(found == expected, "\(block)")
    }
  }

  /// A few letters in UTF-16 are read alike wherever the file is cut, and whatever follows them.
  @Test(arguments: [0, 1, 40, 63, 64, 65, 300])
  func aShortPassageIsReadAlikeInAnyParts(_ before: Int) throws {
    for passage in [
      bytes("List", .little), bytes("List", .big), [0xFF, 0xFE] + bytes("abc", .little),
    ] {
      let text = String(repeating: "x", count: before)
      let file = bytes("\(text)\"\n", .utf8) + passage + bytes("\n\(text)\n", .utf8)
      var whole: [UInt8]?
      for part in [Int.max] + Array(1...40) {
        var source = try UTF8Source(fixtureSource(file, part: part), blockBytes: 16 + min(part, 99))
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 + min(part, 999))
        while true {
          let count = try source.read(into: &buffer, from: 0)
          if count == 0 { break }
          text += buffer[..<count]
        }
        #expect(text == whole ?? text, "\(before) bytes before, in parts of \(part)")
        whole = whole ?? text
      }
    }
  }

  @Test(arguments: [true, false], [true, false])
  func utf16BehindUTF8AndBack(_ isLittle: Bool, _ mark: Bool) throws {
    let wide = isLittle ? Encoding.little : .big
    let (a, b, c) = (Array(lines[..<3]), Array(lines[3..<6]), Array(lines[6...]))
    try expectAll([(.utf8, false, a), (wide, mark, b), (.utf8, false, c)])
    try expectAll([(wide, mark, a), (.utf8, false, b), (wide, false, c)])
    try expectAll([(.utf8, true, a), (wide, mark, b), (.utf8, true, c)])
  }

  @Test func zerosThatStandTogetherAreNoUTF16() throws {
    let text = lines.joined()
    let file = Array(text.utf8) + [UInt8](repeating: 0, count: 512)
    var last = SourcePosition(evidence: 1, row: 0, offset: 0, length: 0)
    _ = try walkEvidence(fixtureSource(file), format: .auditJSON, evidence: 1) { batch in
      last = max(last, batch.records.map(\.source).max() ?? last)
    }
    #expect(last.row == 9)
    #expect(last.offset + last.length == Int64(text.utf8.count - 2))
  }

  /// Both bytes of each character are letters of ASCII too.
  @Test func namesInOtherScriptsEndNoUTF16() throws {
    let names = (1...9).map { number in
      var record = FixtureRecord.attackerBind(number, "m\(number)@x")
      record.folders?[0].path = "\u{4E2D}\u{6587}\u{2D2D}\u{4F2D}\u{6587}\u{4E2D}\u{6587}\u{4E2D}"
      return record.json + "\n"
    }
    try expectAll([(.little, true, names)])
  }
}
