import Archiving
import CaseFolder
import CaseModel
import Files
import TestSupport
import Testing
import TextFormats

/// No byte of an archive is passed over without a word: neither by what a file is called, nor by how it
/// begins, nor by what the archive says of itself (R22).
struct ContainerSilenceTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let export = FixtureExport.ndjson.bytes((1...3).map { FixtureRecord($0) })
  private let access = Array(
    FixtureRecord.attackerBind(9, "never@x", at: "2025-03-12T09:00:00").json.utf8)
  private var folder: String { place.path("case") }

  init() throws {
    place = try Workplace()
    runner.run("new", place.path("case"))
  }

  /// What the register says of the files in an archive that were not read, each with a `?` where it may
  /// hold records, and how many exports it held.
  private func imported(_ name: String, _ bytes: [UInt8]) throws -> (notRead: [String], read: Int) {
    let path = try place.write(name, bytes)
    let dry = runner.run("import", folder, path, "--dry-run")
    let outcome = runner.run("import", folder, path)
    let register = try registeredEvidence(folder)
    let notRead = register.flatMap { $0.notRead ?? [] }.map {
      $0.name.string + ($0.mayHoldRecords ? "?" : "")
    }
    #expect(outcome.code == (notRead.isEmpty ? 0 : 3), "\(outcome)")
    #expect(dry.code == outcome.code)
    return (notRead, register.count { $0.memberOf != nil })
  }

  private func withMember(_ name: String, _ bytes: [UInt8]) throws -> [UInt8] {
    try zipped([("own.ndjson", export), (name, bytes)])
  }

  // MARK: - Names and beginnings

  /// A record behind the first bytes of something else.
  @Test(arguments: ["%PDF-1.7", "!BDN", "\u{89}PNG", "GIF89a", "PAR1", "SQLite format 3"])
  func whatAFileBeginsWithIsALabel(_ label: String) throws {
    let bytes = Array(label.unicodeScalars.map { UInt8($0.value) }) + [0x0A] + access
    #expect(try imported("a.zip", try withMember("x", bytes)).notRead == ["x?"])
  }

  @Test func documentsAreLabelsToo() throws {
    let document = try zipped([
      ("[Content_Types].xml", Array("<Types/>".utf8)), ("word/document.xml", access),
    ])
    #expect(try imported("a.zip", try withMember("a.docx", document)).notRead == ["a.docx?"])
  }

  @Test(arguments: [".own", "__MACOSX/own", "a/.b/own", "folder/", "__MACOSX/._own"])
  func whatIsHiddenOrCalledAFolderIsRead(_ name: String) throws {
    let read = try imported("a.zip", try withMember(name, access))
    #expect(read.notRead == [] && read.read == 2)
  }

  /// An AppleDouble file and the view of a folder, as macOS writes them, say nothing of mail; under
  /// another name, with access in it, or longer than they are, they are no such thing.
  @Test func whatMacOSAddsIsTakenForThatByNameAndContent() throws {
    let double: [UInt8] =
      [0x00, 0x05, 0x16, 0x07, 0x00, 0x02, 0x00, 0x00] + [UInt8](repeating: 0, count: 56)
    let store: [UInt8] = [0, 0, 0, 1] + Array("Bud1".utf8) + [UInt8](repeating: 0, count: 6_140)
    let usual = try zipped([
      ("own.ndjson", export), ("__MACOSX/._own.ndjson", double), ("a/.DS_Store", store),
      ("a/", [UInt8]()),
    ])
    #expect(try imported("usual.zip", usual).notRead == [])
    let forged = try zipped([
      ("own.ndjson", export), ("a", double), ("._b", double + access),
      ("._c", double + [UInt8](repeating: 1, count: 64 << 10)),
    ])
    #expect(try imported("forged.zip", forged).notRead == ["a?", "._b?", "._c?"])
  }

  /// A text that only looks like one.
  @Test(arguments: ["base64", "base64, in lines", "base64url", "hexadecimal", "UTF-16"])
  func encodedTextMayHoldRecords(_ encoding: String) throws {
    var text = base64(access)
    switch encoding {
    case "base64, in lines":
      text = stride(from: 0, to: text.count, by: 76).map { text.dropFirst($0).prefix(76) }
        .joined(separator: "\r\n")
    case "base64url": text = text.replacing("+", with: "-").replacing("/", with: "_")
    case "hexadecimal":
      text = access.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    default: break
    }
    let bytes: [UInt8] =
      encoding == "UTF-16"
      ? [0xFF, 0xFE] + text.utf8.flatMap { [$0, 0] } : Array("Attached:\n\n\(text)\n".utf8)
    #expect(try imported("a.zip", try withMember("x.txt", bytes)).notRead == ["x.txt?"])
  }

  @Test func textThatNamesNothingHoldsNone() throws {
    let text = "Exports of 2025, see https://purview.example/a/b/c?x=1.\n" + "0a1b2c3d4e5f6071 "
    let bytes = Array(String(repeating: text, count: 9_000).utf8)
    #expect(try imported("a.zip", try withMember("x.txt", bytes)).notRead == ["x.txt"])
  }

  // MARK: - What an archive says of itself

  private func member(_ name: String, _ bytes: [UInt8]) -> RawArchive.Member {
    RawArchive.Member(name, String(decoding: bytes, as: UTF8.self))
  }

  /// A file that the directory no longer names, or names in two ways.
  @Test(arguments: ["whole", "gap", "before", "overlap", "count", "entry", "name"])
  func aDirectoryThatLeavesSomethingOutIsDamage(_ kind: String) throws {
    var archive = RawArchive([member("own", export), member("other", access)])
    // The bytes of the second member as they stand in the archive.
    let lost = Array(RawArchive([member("other", access)]).bytes.prefix(35 + access.count))
    switch kind {
    case "gap": (archive.members, archive.gap) = ([archive.members[0]], lost)
    case "before":
      (archive.members, archive.before) = ([archive.members[0].with { $0.shift = 0 }], lost)
    case "overlap":
      let shift = archive.bytes.count
      archive.members.append(archive.members[0].with { $0.shift = -shift / 2 })
      archive.members[2].shift = 0
      archive.members[2].data = []
    case "count": archive.count = 3
    case "name": archive.members[1].localName = Array("othe2".utf8)
    default: break
    }
    var bytes = archive.bytes
    if kind == "entry" {
      // The signature of the second entry of the directory.
      let entries = bytes.indices.dropLast(4).filter {
        bytes[$0...].starts(with: [0x50, 0x4B, 1, 2])
      }
      bytes[entries[1]] = 0
    }
    let notRead = try imported("a.zip", bytes).notRead
    #expect(kind == "whole" ? notRead == [] : notRead.contains("a.zip?"), "\(notRead)")
  }

  /// The type of a member is a label too: a folder, a device and what speaks of other members have no
  /// records in them.
  @Test(arguments: ["5", "D", "V", "3", "4", "6", "7", "A", "g", "x", "L", "K"])
  func aTypeInATarArchiveIsALabel(_ flag: Character) throws {
    var tar = TarFixture()
    tar.add("own", export)
    tar.add("other", access, flag: flag)
    let read = try imported("a.tar", tar.bytes)
    #expect(read.read == ("gxLK".contains(flag) ? 1 : 2))
    #expect(read.notRead == ("gxLK".contains(flag) ? ["a.tar?"] : []))
  }

  @Test func whatHasNoBytesInATarArchiveIsNoFile() throws {
    var tar = TarFixture()
    tar.add("own", export)
    for flag: Character in ["5", "D", "V"] { tar.add("a", flag: flag) }
    tar.add("folder/")
    tar.add("null", flag: "3")
    #expect(try imported("a.tar", tar.bytes).notRead == ["null"])
  }

  // MARK: - Registers

  /// A register that says nothing of them does not say that there were none.
  @Test func aRegisterWithoutAnAccountOfThemExcludesNothing() throws {
    #expect(try imported("a.zip", try zipped([("own.ndjson", export)])).notRead == [])
    func reasons() throws -> String {
      runner.run("findings", folder)
      let findings = try readJSON(
        try readSmallFile("\(folder)/findings/findings.json"), file: "findings.json")
      return findings["completeness"].map { "\($0)" } ?? ""
    }
    #expect(try !reasons().contains("mayHoldRecords"))
    let file = CaseFolder(folder).registerFile
    let text = String(decoding: try readSmallFile(file), as: UTF8.self)
    let older = text.replacing(/,?\s*"notRead": \[\]/, with: "")
    #expect(older != text)
    try place.write("case/evidence/register.json", Array(older.utf8))
    #expect(try registeredEvidence(folder).allSatisfy { $0.notRead == nil })
    #expect(try reasons().contains("mayHoldRecords"))
  }
}
