import Archiving
import CaseFolder
import CaseImport
import CaseModel
import Files
import TestSupport
import Testing
import TextFormats

/// What is in an archive and cannot be read is named with the way on, stays on record, and excludes
/// nothing (R22).
struct ContainerRefusalTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let export = FixtureExport.purviewNewCSV.bytes((1...20).map { FixtureRecord($0) })
  private var folder: String { place.path("case") }
  private static let by = ["--by", "D", "--why", "unpacked by hand"]

  init() throws {
    place = try Workplace()
    runner.run("new", place.path("case"))
  }

  private func run(_ name: String, _ bytes: [UInt8], _ options: String...) throws -> CommandOutcome
  {
    runner.run(["import", place.path("case"), try place.write(name, bytes)] + options)
  }

  private func register() throws -> [RegisterEntry] { try registeredEvidence(place.path("case")) }

  private func workbook() -> WorkbookFixture { WorkbookFixture("Audit", texts: [["a"], ["b"]]) }

  // MARK: - Named

  @Test func whatIsEncryptedOrPackedOtherwiseIsNamedWithTheWayOn() throws {
    let member = RawArchive.Member("a.csv", String(decoding: export, as: UTF8.self))
    let cases: [(UInt16, UInt16, String, String)] = [
      (1, 99, "it is encrypted (AES)", "unpack it with its password"),
      (1, 8, "it is encrypted (ZipCrypto)", "unpack it with its password"),
      (0, 9, "compression method 9 (Deflate64)", "unpack it with another program"),
      (0, 14, "compression method 14 (LZMA)", "unpack it with another program"),
      (0, 77, "compression method 77", "unpack it with another program"),
    ]
    for (flags, method, found, hint) in cases {
      let bytes = RawArchive([
        member.with {
          $0.flags = flags
          $0.method = method
        }
      ]).bytes
      let outcome = try run("a.zip", bytes)
      #expect(outcome.code == 3)
      #expect(outcome.error.contains(found), "\(outcome.error)")
      #expect(outcome.error.contains("hint: \(hint)"), "\(outcome.error)")
    }
  }

  @Test func documentsOfOfficeProgramsAreNamed() throws {
    let types = ("[Content_Types].xml", Array("<Types/>".utf8))
    func compound(_ stream: String) -> [UInt8] {
      var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
      bytes += [UInt8](repeating: 0, count: 1_024 - bytes.count)
      let name = stream.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      return bytes + name + [UInt8](repeating: 0, count: 512 - name.count)
    }
    let cases: [(name: String, bytes: [UInt8], found: String)] = [
      ("a.docx", try zipped([types, ("word/document.xml", [])]), "a Word document (.docx)"),
      ("a.pptx", try zipped([types, ("ppt/slides/slide1.xml", [])]), "PowerPoint"),
      ("a.xlsb", try zipped([types, ("xl/workbook.bin", [])]), "a binary Excel workbook (.xlsb)"),
      ("a.ods", try zipped([("mimetype", []), ("content.xml", [])]), "an OpenDocument file"),
      ("a.xls", compound("Workbook"), "an old Excel workbook (.xls)"),
      ("b.xlsx", compound("EncryptedPackage"), "an Office document with a password"),
      ("a.msg", compound("__properties_version1.0"), "a saved message of Outlook (.msg)"),
      ("a.doc", compound("x"), "an old Office document or a saved message"),
      ("a.parquet", Array("PAR1".utf8) + [UInt8](repeating: 1, count: 64), "a Parquet file"),
    ]
    for (name, bytes, found) in cases {
      let outcome = try run(name, bytes)
      #expect(outcome.code == 3)
      #expect(outcome.error.contains(found), "\(outcome.error)")
      #expect(outcome.error.contains("hint: "))
      #expect(try register().isEmpty)
    }
    let list = try run("a.xlsx", try workbook().bytes(), "--kind", "messages")
    #expect(list.error.contains("an Office document"))
    #expect(list.error.contains("hint: save the sheet as CSV (UTF-8)"))
  }

  // MARK: - Kept

  /// The owner's access on both sides of the window, so that a message which nothing names is notSeen.
  private func scoped() throws -> [UInt8] {
    let own = [(1, "2025-03-10T08:00:00"), (2, "2025-03-12T08:00:00"), (3, "2025-03-20T08:00:00")]
      .map { number, time in
        var record = FixtureRecord(number)
        record.time = time
        record.folders = [
          FixtureRecord.Folder(id: "F", path: "\\Inbox", items: [.init("<m\(number)@x>")])
        ]
        return record
      }
    runner.run(
      [
        "scope", folder, "--from", "2025-03-11", "--to", "2025-03-13", "--attacker-address",
        "203.0.113.66",
      ] + ContainerRefusalTests.by)
    return FixtureExport.ndjson.bytes(own)
  }

  private func tier() throws -> String {
    let answer = try JSONReader.read(
      Array(runner.run("check", folder, "never@x", "--json").out.utf8))
    return answer["verdicts"]?.elements?.first?["tier"]?.text ?? "?"
  }

  private func withMember(_ name: String, _ bytes: [UInt8]) throws -> [UInt8] {
    try zipped([("own.ndjson", try scoped()), (name, bytes)])
  }

  /// Each of them may hold the attacker's access.
  @Test(arguments: [
    "inner.7z", "inner.parquet", "notes.txt", "utf16.txt", "audit.bin", "lost.csv",
    "made-from.json", "deep.zip", "inner.zip", "leaflet.pdf",
  ])
  func whatMayHoldRecordsExcludesNothing(_ name: String) throws {
    let access = FixtureRecord.attackerBind(9, "never@x", at: "2025-03-12T09:00:00").json
    let bytes: [UInt8]
    switch name {
    case "inner.7z": bytes = [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C] + Array("packed".utf8)
    case "inner.parquet": bytes = Array("PAR1".utf8) + [UInt8](repeating: 1, count: 64)
    case "notes.txt":
      bytes = Array((String(repeating: "a log of ours\n", count: 40_000) + access).utf8)
    case "utf16.txt":
      bytes =
        [0xFF, 0xFE]
        + "a log, and MailItemsAccessed in it".utf16.flatMap {
          [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)]
        }
    case "audit.bin": bytes = [1, 2, 3, 4] + Array("packed in some way".utf8)
    // What a file begins with is a label.
    case "leaflet.pdf": bytes = Array("%PDF-1.7\n\(access)".utf8)
    case "lost.csv": bytes = [UInt8](repeating: 0, count: 4_096)
    case "made-from.json": bytes = Array(#"[{"ClientInfoString": "Client=OWA", "Id": 1}]"#.utf8)
    case "deep.zip":
      bytes = try zipped([
        ("a.zip", try zipped([("b.zip", try zipped([("c", Array(access.utf8))]))]))
      ])
    default: bytes = try zipped([("x.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])])
    }
    let archive = try withMember(name, bytes)
    #expect(try run("all.zip", archive).code == 3)
    #expect(try tier() == "undetermined")
    let findings = try JSONReader.read(try findingsBytes())
    let notRead = try #require(findings["completeness"]?["notRead"]?.elements)
    #expect(notRead.count == 1 && notRead[0]["mayHoldRecords"] == .bool(true), "\(notRead)")
    #expect(notRead[0]["name"]?.text?.hasPrefix(name) == true)
    #expect(findings["completeness"]?["statement"]?.text == "signsFound")
    #expect(
      runner.run("findings", folder).out.contains("1 file(s) in archives that could not be read"))
    // Somebody unpacked it, imported what was in it, and says so.
    #expect(runner.run(["scope", folder, "--final"] + ContainerRefusalTests.by).code == 1)
    #expect(
      runner.run(["scope", folder, "--accept-rejected", "E001"] + ContainerRefusalTests.by).code
        == 0)
    #expect(try tier() == "notSeen")
    // The archive holds no record of the attacker's.
    let waivers = CommandRunner.waivers(evidence: folder) + ["--waive", "match:A1"]
    #expect(
      runner.run(["scope", folder, "--final"] + waivers + ContainerRefusalTests.by).code == 0)
  }

  /// None of them can hold any, or names any: it is listed, and that is all.
  @Test(arguments: [("readme.txt", "What this archive holds: an export.\n"), ("empty.csv", "")])
  func whatHoldsNoRecordsIsListed(_ name: String, _ text: String) throws {
    let bytes = Array(text.utf8)
    #expect(try run("all.zip", try withMember(name, bytes)).code == 3)
    #expect(try tier() == "notSeen")
    let findings = try JSONReader.read(try findingsBytes())
    let notRead = try #require(findings["completeness"]?["notRead"]?.elements)
    #expect(notRead.count == 1 && notRead[0]["mayHoldRecords"] == .bool(false), "\(notRead)")
    // The archive holds no record of the attacker's.
    let waivers = CommandRunner.waivers(evidence: folder) + ["--waive", "match:A1"]
    #expect(
      runner.run(["scope", folder, "--final"] + waivers + ContainerRefusalTests.by).code == 0)
  }

  /// A bundle says so too: the register is sealed, and the findings come out of it again.
  @Test func itIsSealedAndReproduced() throws {
    #expect(
      try run("all.zip", try withMember("inner.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])).code == 3
    )
    #expect(runner.run("run", folder).code == 0)
    for language in ["en", "de", "pt-BR"] {
      #expect(runner.run("render", folder, "--language", language).code == 0)
      let report = String(
        decoding: try readSmallFile("\(folder)/reports/breach-scope.\(language).md"), as: UTF8.self)
      #expect(report.contains("inner.7z") && report.contains("a 7z archive"))
    }
    let bundle = try #require(
      try folderEntries("\(folder)/bundles").first { $0.hasSuffix(".zip") })
    let verified = runner.run("verify", "\(folder)/bundles/\(bundle)", "--recompute")
    #expect(verified.code == 0 && verified.out.contains("reproduced"), "\(verified)")
    // What leaves the house redacted names no file.
    runner.run("render", folder, "--redact")
    for name in try folderEntries("\(folder)/reports") where name.contains("redacted") {
      let text = String(decoding: try readSmallFile("\(folder)/reports/\(name)"), as: UTF8.self)
      #expect(!text.contains("inner.7z"), "\(name)")
    }
  }

  private func findingsBytes() throws -> [UInt8] {
    runner.run("findings", folder)
    return try readSmallFile("\(folder)/findings/findings.json")
  }
}
