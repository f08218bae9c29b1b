import Archiving
import CaseFolder
import CaseImport
import CaseModel
import Files
import TestSupport
import Testing

/// Workbooks, tar archives and archives in archives: each container is evidence as it came, and so is
/// each table and each export in it.
struct ContainerImportTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let export = FixtureExport.purviewNewCSV.bytes((1...20).map { FixtureRecord($0) })

  init() throws {
    place = try Workplace()
    runner.run("new", place.path("case"))
  }

  private func run(_ name: String, _ bytes: [UInt8], _ options: String...) throws -> CommandOutcome
  {
    runner.run(["import", place.path("case"), try place.write(name, bytes)] + options)
  }

  private static let header = [
    "RecordId", "CreationDate", "RecordType", "Operation", "UserId", "AuditData",
  ]

  private func table(_ records: [String]) -> [[String]] {
    [ContainerImportTests.header]
      + records.enumerated().map { row, json in
        ["id\(row)", "2025-03-02T10:00:00Z", "50", "MailItemsAccessed", "m@x.org", json]
      }
  }

  private func workbook() -> WorkbookFixture {
    WorkbookFixture("Audit", texts: table((1...20).map { FixtureRecord($0).json }))
  }

  private func register() throws -> [RegisterEntry] { try registeredEvidence(place.path("case")) }

  /// Lines of the files that were named, without what stands before and behind their names.
  private func names(_ outcome: CommandOutcome) -> [String] {
    outcome.out.split(separator: "\n").compactMap { line in
      guard let start = line.firstRange(of: "\(place.root)/")?.upperBound else { return nil }
      return String(line.suffix(from: start).prefix { $0 != ":" && $0 != "'" })
    }
  }

  // MARK: - Workbooks

  @Test func aWorkbookIsEvidenceAndEachSheetToo() throws {
    let bytes = try workbook().bytes()
    let outcome = try run("audit.xlsx", bytes)
    #expect(outcome.code == 0, "\(outcome.error)")
    let register = try register()
    #expect(register.map(\.format) == ["xlsx-workbook", "purview-csv"])
    #expect(register.map(\.memberOf) == [nil, 1])
    #expect(register.map(\.originalName.string) == ["audit.xlsx", "Audit"])
    #expect(register.map(\.storedName) == ["E001-audit.xlsx", "E002-Audit.csv"])
    #expect(try place.read("case/evidence/E001-audit.xlsx") == bytes)
    // The records are those of the export: every one is a copy.
    #expect(try run("same.csv", export).code == 0)
    runner.run("findings", place.path("case"))
    let findings = try place.text("case/findings/findings.json")
    #expect(findings.contains("\"duplicates\": 20,"))
    #expect(findings.contains("\"uniqueRecords\": 20"))
    #expect(findings.contains("\"conflicts\": 0,"))
    let again = try run("again.xlsx", bytes)
    #expect(again.code == 0)
    #expect(
      again.out.split(separator: "\n").map { $0.hasSuffix("already imported") } == [true, true])
  }

  @Test func aSheetWithoutAuditColumnsIsNamedAndTheOthersAreRead() throws {
    var fixture = workbook()
    fixture.sheets.insert(("Notes", "<row><c t=\"str\"><v>who asked</v></c></row>"), at: 0)
    fixture.sheets.append(("Sheet3", "<row r=\"1\"/>"))
    let outcome = try run("audit.xlsx", try fixture.bytes())
    #expect(outcome.code == 3)
    #expect(outcome.error.contains("audit.xlsx » Notes' is not an export casefile knows"))
    #expect(outcome.error.contains("a sheet without a column of audit records: text that starts"))
    #expect(outcome.error.contains("hint: expected a column named AuditData in the first row"))
    #expect(!outcome.error.contains("Sheet3"))
    #expect(try register().map(\.originalName.string) == ["audit.xlsx", "Audit"])
  }

  @Test func aCellThatASpreadsheetCutIsASign() throws {
    let items = (1...600).map {
      "{\"InternetMessageId\":\"<\(String(repeating: "m", count: 40))\($0)@x>\"}"
    }
    let json = FixtureRecord(1).json
    let long = String(json.dropLast()) + ",\"More\":[\(items.joined(separator: ","))]}"
    let cut = String(long.prefix(32_767))
    #expect(cut.utf16.count == 32_767)
    let fixture = WorkbookFixture("Audit", texts: table([FixtureRecord(2).json, cut]))
    let outcome = try run("cut.xlsx", try fixture.bytes(), "--dry-run")
    #expect(outcome.code == 3)
    #expect(outcome.out.contains("sign: 1 rows whose AuditData ends near 32767 characters"))
    #expect(outcome.out.contains("2 rows, 1 records, 1 mail access, 1 rejected"))
  }

  @Test func damageOfOneSheetLeavesTheOthers() throws {
    var fixture = workbook()
    fixture.sheets.append(("Lost", "<row><c t=\"s\"><v>99999</v></c></row>"))
    let outcome = try run("audit.xlsx", try fixture.bytes())
    #expect(outcome.code == 3)
    #expect(outcome.error.contains("audit.xlsx » Lost'"))
    #expect(outcome.error.contains("names text 99999 of the workbook, which is not there"))
    #expect(outcome.error.contains("hint: open it, save each sheet as CSV (UTF-8)"))
    #expect(try register().count == 2)
  }

  // MARK: - Archives in archives

  private func tar(_ members: [(String, [UInt8])]) -> [UInt8] {
    var tar = TarFixture()
    for (name, bytes) in members { tar.add(name, bytes) }
    return tar.bytes
  }

  @Test func containersOneLevelDownAreRead() throws {
    let book = try workbook().bytes()
    let shapes: [(name: String, bytes: [UInt8], read: [String], formats: [String])] = [
      (
        "a.zip", try zipped([("in.zip", try zipped([("a.csv", export)]))]),
        ["", " » in.zip", " » in.zip » a.csv"], ["zip-archive", "zip-archive", "purview-csv"]
      ),
      (
        "b.zip", try zipped([("b.xlsx", book)]), ["", " » b.xlsx", " » b.xlsx » Audit"],
        ["zip-archive", "xlsx-workbook", "purview-csv"]
      ),
      (
        "c.zip", try zipped([("c.tar", tar([("c.csv.gz", try gzipped(export))]))]),
        ["", " » c.tar", " » c.tar » c.csv.gz"], ["zip-archive", "tar-archive", "purview-csv"]
      ),
      (
        "d.tar.gz", try gzipped(tar([("d.csv", export)])), ["", " » d.csv"],
        ["gzip-archive", "purview-csv"]
      ),
      (
        "e.tar", tar([("e.zip", try zipped([("e.xlsx", book)]))]),
        ["", " » e.zip", " » e.zip » e.xlsx", " » e.zip » e.xlsx » Audit"],
        ["tar-archive", "zip-archive", "xlsx-workbook", "purview-csv"]
      ),
    ]
    for shape in shapes {
      runner.run("new", place.path("case"))
      let dry = try run(shape.name, shape.bytes, "--dry-run")
      #expect(dry.code == 0, "\(dry.error)")
      let outcome = try run(shape.name, shape.bytes)
      #expect(outcome.code == 0, "\(outcome.error)")
      #expect(names(outcome) == shape.read.map { shape.name + $0 })
      #expect(names(dry) == names(outcome))
      let register = try register()
      #expect(register.map(\.format) == shape.formats)
      #expect(register.map(\.memberOf) == [nil] + (1..<shape.formats.count).map { $0 })
      #expect(try place.read("case/evidence/\(register[0].storedName)") == shape.bytes)
      let again = try run(shape.name, shape.bytes)
      #expect(names(again) == names(outcome))
      #expect(again.code == 0)
      try removeTree(place.path("case"))
    }
  }

  @Test func anArchiveInAnArchiveInAnArchiveIsRefusedAndLeavesNothing() throws {
    let inner = try zipped([("in.zip", try zipped([("a.csv", export)]))])
    for (name, bytes) in [
      ("a.zip", try zipped([("mid.zip", inner)])), ("b.tar", tar([("mid.zip", inner)])),
    ] {
      for options in [["--dry-run"], []] {
        let outcome = runner.run(
          ["import", place.path("case"), try place.write(name, bytes)] + options)
        #expect(outcome.code == 3)
        #expect(
          outcome.error.contains(
            "\(name) » mid.zip » in.zip' is not an export casefile knows: an archive inside an"
              + " archive inside an archive"))
        #expect(outcome.error.contains("hint: unpack the outermost"))
      }
      #expect(try register().isEmpty)
      #expect(try folderEntries(place.path("case/evidence")) == [])
    }
    // The hint: what was in the outermost is read.
    #expect(try run("mid.zip", inner).code == 0)
  }

  /// What is no use in an inner archive takes nothing else with it.
  @Test func anInnerArchiveOfNoUseIsNamedAndForgotten() throws {
    let notes = try zipped([("notes.txt", Array("hello".utf8))])
    let outcome = try run("a.zip", try zipped([("in.zip", notes), ("a.csv", export)]))
    #expect(outcome.code == 3)
    #expect(outcome.error.contains("a.zip » in.zip » notes.txt'"))
    #expect(try register().map(\.originalName.string) == ["a.zip", "a.csv"])
    #expect(try register().map(\.evidence) == [1, 2])
  }

  @Test func aTarThatIsCutIsReadAsFarAsItGoes() throws {
    var archive = TarFixture()
    archive.add("a.csv", export)
    archive.add("b.csv", export + Array("\r\n".utf8))
    let outcome = try run("a.tar", Array(archive.bytes.prefix(archive.blocks.count - 2_000)))
    #expect(outcome.code == 3)
    #expect(outcome.error.contains("a.tar » b.csv'"))
    #expect(outcome.error.contains("it ends early"))
    #expect(try register().map(\.originalName.string) == ["a.tar", "a.csv"])
    var linked = TarFixture()
    linked.add("a.csv", flag: "2")
    linked.add("b.csv", export)
    let links = try run("b.tar", linked.bytes)
    #expect(links.error.contains("b.tar » a.csv' is not an export casefile knows: a link"))
  }

  // MARK: - Findings

  /// Accesses of the attacker, throttled and not, a synchronised folder, and texts that each notation
  /// writes in its own way.
  private var attack: [FixtureRecord] {
    let ids = [
      "a\"b@x", "c,d;e@x", "_x000D_@x", "\u{E9}\u{1F600}@x", "<&>@x", "f'g@x", "h@x", "i@x",
    ]
    var records = ids.enumerated().map { number, id in
      FixtureRecord.attackerBind(number + 1, id, at: "2025-03-12T08:0\(number):00")
    }
    records[6].throttled = "\"True\""
    records[7].clientIPAddress = "198.51.100.7"
    var sync = FixtureRecord.attackerBind(20, at: "2025-03-12T09:00:00")
    sync.access = "Sync"
    sync.recordType = 2
    sync.folders = nil
    sync.syncFolder = FixtureRecord.Folder(id: "F9", path: "\\Zeichnungen")
    return records + [sync]
  }

  /// What the findings say, without the number of the evidence.
  private func findings(_ name: String, _ bytes: [UInt8]) throws -> [String] {
    let folder = place.path("case-\(name)")
    runner.run("new", folder)
    let outcome = runner.run("import", folder, try place.write(name, bytes))
    #expect(outcome.code == 0, "\(name): \(outcome.error)")
    runner.run("scope", folder, "--attacker-address", "203.0.113.66", "--by", "D", "--why", "w")
    runner.run("findings", folder)
    return try ["messages", "folders", "unaudited", "contexts", "rejected"].map { table in
      let text = try place.text("case-\(name)/findings/\(table).csv")
      return (1...4).reduce(text) { $0.replacing("E00\($1):", with: "E:") }
    }
  }

  @Test func everyContainerGivesTheFindingsOfTheExportAlone() throws {
    let export = FixtureExport.purviewNewCSV.bytes(attack)
    let plain = try findings("a.csv", export)
    #expect(plain[0].utf8.count { $0 == 0x0A } == 8)
    #expect(plain[1].contains("Zeichnungen"))
    #expect(plain[2].contains("throttled"))
    let book = try WorkbookFixture("Audit", texts: table(attack.map(\.json))).bytes()
    let containers = [
      ("a.xlsx", book), ("a.tar", tar([("a.csv", export)])),
      ("a.tar.gz", try gzipped(tar([("a.csv", export)]))),
      ("a.zip", try zipped([("a.zip", try zipped([("a.csv", export)]))])),
      ("b.zip", try zipped([("a.tar", tar([("a.xlsx", book)]))])),
      ("a.csv.gz", try gzipped(export)),
      ("nul.csv", export + [UInt8](repeating: 0, count: 5_000)),
    ]
    for (name, bytes) in containers {
      #expect(try findings(name, bytes) == plain, "\(name)")
    }
  }
}
