import Archiving
import CaseFolder
import CaseImport
import CaseModel
import Files
import TestSupport
import Testing

/// Exports in archives: the archive is evidence, and so is each export in it.
struct ArchiveImportTests {
  private final class Memory: ArchiveSink {
    var bytes: [UInt8] = []

    func write(_ more: ArraySlice<UInt8>) { bytes += more }

    func write(_ more: [UInt8], at offset: Int64) {
      bytes.replaceSubrange(Int(offset)..<(Int(offset) + more.count), with: more)
    }
  }

  private func zip(_ members: [(String, [UInt8])]) throws -> [UInt8] {
    let memory = Memory()
    let writer = try ZIPWriter(memory)
    for (name, bytes) in members { _ = try writer.add(name, bytes) }
    try writer.finish()
    return memory.bytes
  }

  private let export = FixtureExport.searchCSV.bytes((1...30).map { FixtureRecord($0) })

  @Test func everyMemberIsEvidenceAndTheArchiveToo() throws {
    let place = try Workplace()
    let runner = CommandRunner()
    let archive = try zip([
      ("2025/m\u{E4}rz.csv", export), ("notes.txt", Array("hello".utf8)),
      ("more.json.gz", try gzipped(FixtureExport.jsonArray.bytes([FixtureRecord(77)]))),
    ])
    try place.write("exports.zip", archive)
    runner.run("new", place.path("case"))
    let dry = runner.run("import", place.path("case"), place.path("exports.zip"), "--dry-run")
    #expect(dry.code == 3)
    #expect(try folderEntries(place.path("case/evidence")) == [])
    let outcome = runner.run("import", place.path("case"), place.path("exports.zip"))
    #expect(outcome.code == 3)
    #expect(outcome.error.contains("notes.txt' is not an export casefile knows"))
    let register = try registeredEvidence(place.path("case"))
    #expect(
      register.map(\.format) == [
        "zip-archive", "search-unifiedauditlog-csv", "management-activity-json",
      ])
    #expect(register.map(\.memberOf) == [nil, 1, 1])
    #expect(
      register.map(\.originalName.string) == ["exports.zip", "2025/m\u{E4}rz.csv", "more.json.gz"])
    #expect(try place.read("case/evidence/\(register[0].storedName)") == archive)
    #expect(try place.read("case/evidence/\(register[1].storedName)") == export)
    #expect(try fileFacts(place.path("case/evidence/\(register[1].storedName)"))?.mode == 0o400)
    let again = runner.run("import", place.path("case"), place.path("exports.zip"))
    #expect(again.code == 0)
    #expect(again.out.split(separator: "\n").allSatisfy { $0.hasSuffix("already imported") })
    let bundle = runner.run("run", place.path("case"))
    #expect(bundle.code == 0)
    let findings = try place.text("case/findings/findings.json")
    #expect(findings.contains("\"memberOf\": \"E001\""))
    let path = try #require(bundle.out.split(separator: "\n").first { $0.hasPrefix("bundle") })
    let verified = runner.run("verify", String(path.dropFirst(10)), "--recompute")
    #expect(verified.code == 0, "\(verified.error)")
  }

  @Test func anArchiveWithoutExportsLeavesNothing() throws {
    let place = try Workplace()
    let runner = CommandRunner()
    try place.write("a.zip", try zip([("notes.txt", Array("hello".utf8))]))
    try place.write("b.csv.gz", Array(try gzipped(export).dropLast(20)))
    runner.run("new", place.path("case"))
    let outcome = runner.run(
      "import", place.path("case"), place.path("a.zip"), place.path("b.csv.gz"))
    #expect(outcome.code == 3)
    #expect(outcome.error.contains("its compressed data ends early"))
    #expect(try folderEntries(place.path("case/evidence")) == [])
    #expect(try registeredEvidence(place.path("case")).isEmpty)
  }
}
