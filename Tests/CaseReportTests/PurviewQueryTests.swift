import Archiving
import CaseModel
import TestSupport
import Testing

@testable import CaseReport

struct PurviewQueryTests {
  private func folderId(_ number: Int) -> String {
    base64((0..<48).map { UInt8($0) }.dropLast() + [UInt8(number)])
  }

  /// As the script of "Use Content search for targeted collections" does: 23 bytes are skipped, and
  /// 24 written as hexadecimal digits.
  @Test func aFolderIsAskedForByThePartOfItsIdThatTheIndexKnows() {
    #expect(
      PurviewQuery.indexId(EvidenceText(folderId(1)))
        == "1718191A1B1C1D1E1F202122232425262728292A2B2C2D2E")
    #expect(PurviewQuery.indexId("LgAAAABnRtabuCD+GuTWf2iEAAAB") == nil)
    #expect(PurviewQuery.indexId("") == nil)
  }

  @Test func noQueryAsksForMoreThanTwentyFoldersAndNoMessageIsLost() throws {
    let records = (0..<23).map { number in
      var record = FixtureRecord.attackerBind(number + 1, "m\(number)@x")
      var id = (0..<48).map { UInt8($0) }
      id[30] = UInt8(number + 100)
      record.folders?[0].id = number == 22 ? "F" : base64(id)
      return record
    }
    let queries = PurviewQuery.all(try fixtureFindings(records, attackerScope()))
    #expect(queries.map(\.folders.count) == [20, 2, 0])
    #expect(queries.map(\.messages) == [20, 2, 1])
    #expect(queries[1].text.split(separator: " OR ").count == 2)
    #expect(queries[0].text.utf8.count < 1_500)
    #expect(queries[2].text.isEmpty)
  }
}
