import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// Files that were made longer than they were written, or that a disk lost a part of: NUL bytes at the end
/// are no row, NUL bytes between rows are something that is not there any more.
struct NulPaddingTests {
  static let shapes: [FixtureExport] =
    [
      .purviewNewCSV, .searchCSV, .ndjson, .jsonArray, .graphLines,
    ] + FixtureExport.allCases.filter { $0.description == "Format-List" }

  private struct Reading: Equatable {
    var sources: [SourcePosition] = []
    var rejects: [RejectedRow] = []
  }

  /// The same for blocks of any size, on any number of threads, however short the longest row.
  private func read(_ bytes: [UInt8], longestRow: Int = 3_000) throws -> Reading {
    let format = try recognise(bytes, isWhole: true)
    func walk(_ threads: Int, _ block: Int, _ longest: Int) throws -> Reading {
      var reading = Reading()
      _ = try walkEvidence(
        fixtureSource(bytes), format: format, evidence: 1, threads: threads, blockBytes: block,
        longestRow: longest
      ) {
        reading.sources += $0.records.map(\.source)
        reading.rejects += $0.rejects
      }
      reading.sources.sort()
      reading.rejects.sort { $0.source < $1.source }
      return reading
    }
    let whole = try walk(1, 1 << 20, 64 << 20)
    var random = FixtureRandom(seed: 11)
    for _ in 0..<12 {
      #expect(try walk(random.pick([1, 2, 3, 8]), 20 + random.below(6_000), longestRow) == whole)
    }
    return whole
  }

  private func records(_ numbers: ClosedRange<Int>) -> [FixtureRecord] {
    numbers.map { FixtureRecord.attackerBind($0, "m\($0)@x") }
  }

  @Test(arguments: shapes, [1, 15, 16, 512, 9_000])
  func nulBytesAtTheEndAreNoRow(_ shape: FixtureExport, _ count: Int) throws {
    let bytes = shape.bytes(records(1...12))
    let reading = try read(bytes + [UInt8](repeating: 0, count: count))
    #expect(reading == (try read(bytes)))
    #expect(reading.sources.count == 12)
    #expect(reading.rejects == [])
  }

  /// AuditData is the last column, and nothing ends its row.
  @Test func paddingBehindARowWithoutLineEndIsNoPartOfIt() throws {
    let rows = records(1...3).map { "2025,\"\($0.json.replacing("\"", with: "\"\""))\"" }
    let text = Array(("CreationDate,AuditData\r\n" + rows.joined(separator: "\r\n")).utf8)
    let reading = try read(text + [UInt8](repeating: 0, count: 700))
    #expect(reading == (try read(text)))
    #expect(reading.sources.count == 3)
    #expect(reading.rejects == [])
  }

  @Test(arguments: shapes.filter { $0 != .jsonArray }, [1, 512, 9_000])
  func aHoleBetweenRowsIsOneRejectWithItsPlace(_ shape: FixtureExport, _ count: Int) throws {
    let first = shape.bytes(records(1...5))
    let hole = [UInt8](repeating: 0, count: count)
    let reading = try read(first + hole + shape.bytes(records(6...9)))
    #expect(reading.sources.count == 9)
    #expect(reading.rejects.map(\.reason) == [.hole])
    #expect(reading.rejects.map(\.source.offset) == [Int64(first.count)])
    #expect(reading.rejects.map(\.source.length) == [Int64(count)])
    #expect(
      reading.rejects.map(\.detail)
        == ["\(count) NUL bytes stand between rows: what was there is lost"])
  }

  @Test(arguments: [0, 1, 511, 1_024])
  func utf16IsFilledByAnyNumberOfBytes(_ count: Int) throws {
    let text = String(decoding: FixtureExport.purviewNewCSV.bytes(records(1...4)), as: UTF8.self)
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let reading = try read(bytes + [UInt8](repeating: 0, count: count))
    #expect(reading.sources.count == 4)
    #expect(reading.rejects == [])
  }

  private func refusal(_ bytes: [UInt8]) -> String? {
    do {
      _ = try recognise(bytes, isWhole: true)
      return nil
    } catch {
      return error.found
    }
  }

  @Test func aFileOfNothingElseOrWithoutItsBeginningIsNamed() {
    let lost = [UInt8](repeating: 0, count: 4_096)
    #expect(refusal(lost) == "nothing but NUL bytes")
    #expect(
      refusal(lost + Array("the end of a row\r\n".utf8))
        == "4096 NUL bytes where the file should begin")
  }
}
