import CaseFolder
import CaseModel
import Files
import TestSupport
import Testing

struct CustodyTests {
  private let place: Workplace
  private let folder: CaseFolder
  private let surroundings = Surroundings(
    now: { UTCTime(seconds: 1_742_810_400) }, actor: "a\"b", host: "h",
    tool: ToolIdentity(name: "casefile", version: "t", rules: "1"))

  init() throws {
    place = try Workplace()
    folder = CaseFolder(place.root)
  }

  private func filled(_ count: Int) throws -> CustodyLog {
    var log = try CustodyLog(opening: folder)
    for number in 1...count {
      try log.append("import", [CustodyObject("evidence/E00\(number)", "ab")], surroundings)
    }
    return log
  }

  @Test func theChainHoldsAndContinues() throws {
    let first = try filled(3)
    #expect(first.entries.map(\.seq) == [1, 2, 3])
    #expect(first.entries[0].previous == CustodyEntry.beginning)
    #expect(first.entries[1].previous == first.hashes[0])
    let again = try CustodyLog(opening: folder)
    #expect(again.head.hash == first.head.hash)
    #expect(try again.checkHead(try place.read("custody.head")))
    #expect(try !again.checkHead(CustodyLog.headBytes(seq: 2, hash: first.hashes[1])))
    #expect(throws: CaseProblem.self) {
      try again.checkHead(CustodyLog.headBytes(seq: 2, hash: first.hashes[0]))
    }
    #expect(again.lastHash(of: "evidence/E002") == "ab")
    #expect(again.lastHash(of: "nothing") == nil)
  }

  @Test func everyChangedByteBreaksTheChain() throws {
    _ = try filled(3)
    let bytes = try place.read("custody.jsonl")
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      #expect(throws: CaseProblem.self, "byte \(index)") { try CustodyLog(reading: changed) }
    }
  }

  @Test func removedInsertedAndReorderedLinesBreakTheChain() throws {
    _ = try filled(4)
    let lines = try place.text("custody.jsonl").split(separator: "\n").map { $0 + "\n" }
    for wrong in [[0, 2, 3], [1, 2, 3], [0, 1, 1, 2, 3], [0, 2, 1, 3], [0, 0]] {
      let text = wrong.map { lines[$0] }.joined()
      #expect(throws: CaseProblem.self) { try CustodyLog(reading: Array(text.utf8)) }
    }
  }

  @Test func aLogThatLostItsEndIsFoundByItsHead() throws {
    _ = try filled(4)
    let lines = try place.text("custody.jsonl").split(separator: "\n").map { $0 + "\n" }
    let log = try CustodyLog(reading: Array(lines[0...2].joined().utf8))
    let head = try place.read("custody.head")
    #expect(throws: CaseProblem.self) { try log.checkHead(head) }
  }

  @Test func aHeadThatACrashLeftBehindIsPutRightAndNoOther() throws {
    let log = try filled(3)
    let head = try place.read("custody.head")
    try place.write("custody.head", CustodyLog.headBytes(seq: 2, hash: log.hashes[1]))
    _ = try CustodyLog(opening: folder)
    #expect(try place.read("custody.head") == head)
    for (seq, hash) in [(1, log.hashes[0]), (2, log.hashes[2]), (4, log.hashes[2])] {
      try place.write("custody.head", CustodyLog.headBytes(seq: seq, hash: hash))
      #expect(throws: CaseProblem.self) { try CustodyLog(opening: folder) }
    }
    try removeFile(place.path("custody.head"))
    #expect(throws: CaseProblem.self) { try CustodyLog(opening: folder) }
  }

  @Test func halfALineThatACrashLeftIsTakenBack() throws {
    let log = try filled(2)
    try appendToFile(folder.custodyFile, Array("{\"action\":\"imp".utf8))
    let again = try CustodyLog(opening: folder)
    #expect(again.head.hash == log.head.hash)
    #expect(try place.read("custody.jsonl").last == 0x0A)
  }

  @Test(arguments: [
    ("ual export.csv", "ual_export.csv"), ("../../etc/passwd", "etc_passwd"),
    ("\u{E9}t\u{E9}.json", "t_.json"),
    ("...", "file"), ("", "file"), ("-rf", "rf"), ("a\u{202E}b.csv", "a_b.csv"),
  ])
  func storedNamesAreSafe(_ name: String, _ safe: String) { #expect(safeFileName(name) == safe) }

  @Test func longNamesKeepTheirEnding() {
    let name = safeFileName(String(repeating: "a", count: 300) + ".csv")
    #expect(name.utf8.count == 80)
    #expect(name.hasSuffix(".csv"))
  }

  @Test func theRegisterIsReadAsItWasWritten() throws {
    var origin = ExportOrigin()
    origin.collectedBy = "D. Whitfield"
    origin.query.operations = []
    origin.query.users = ["a@x"]
    origin.query.from = UTCTime(seconds: 0)
    let entry = RegisterEntry(
      evidence: 1, originalName: EvidenceText(bytes: [0x61, 0xFF]), storedName: "E001-a",
      sha256: String(repeating: "a", count: 64), bytes: 5, format: "purview-csv",
      importedAt: UTCTime(seconds: 1), modified: 2, inode: .max, origin: origin)
    try makeFolder(folder.evidence)
    try folder.writeRegister([entry])
    let again = try #require(try folder.readRegister().first)
    #expect(again.origin == origin)
    #expect(again.inode == .max)
    #expect(try place.text("evidence/register.json").contains("not stated"))
  }
}
