import Archiving
import CaseFolder
import CaseModel
import Files
import TestSupport
import Testing
import TextFormats

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
    var file = try CustodyFile(reading: folder)
    for number in 1...count {
      try file.append(.imported, [CustodyObject("evidence/E00\(number)", "ab")], surroundings)
    }
    return file.log
  }

  /// As the next command that writes finds and leaves it.
  private func repaired() throws -> CustodyLog {
    var file = try CustodyFile(reading: folder)
    try file.repair(surroundings)
    return file.log
  }

  /// Every name in the folder with its bytes, mode and time.
  private func snapshot() throws -> [String] {
    try folderEntries(place.root).map { name in
      let facts = try fileFacts(place.path(name))
      let hash = facts?.kind == .file ? try hexadecimalHash(try place.read(name)) : "no file"
      return "\(name) \(hash) \(facts?.mode ?? 0) \(facts?.modified ?? 0) \(facts?.inode ?? 0)"
    }
  }

  @Test func theChainHoldsAndContinues() throws {
    let first = try filled(3)
    #expect(first.entries.map(\.seq) == [1, 2, 3])
    #expect(first.entries[0].previous == CustodyEntry.beginning)
    #expect(first.entries[1].previous == first.hashes[0])
    let again = try CustodyFile(reading: folder).log
    #expect(again.head.hash == first.head.hash)
    #expect(try again.checkHead(try place.read("custody.head")) == .equal)
    #expect(
      try again.checkHead(CustodyLog.headBytes(seq: 2, hash: first.hashes[1])) == .oneBehind)
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
    #expect(try CustodyFile(reading: folder).isHeadBehind)
    _ = try repaired()
    #expect(try place.read("custody.head") == head)
    for (seq, hash) in [(1, log.hashes[0]), (2, log.hashes[2]), (4, log.hashes[2])] {
      try place.write("custody.head", CustodyLog.headBytes(seq: seq, hash: hash))
      #expect(throws: CaseProblem.self) { try CustodyFile(reading: folder) }
    }
    try removeFile(place.path("custody.head"))
    #expect(throws: CaseProblem.self) { try CustodyFile(reading: folder) }
  }

  // MARK: - The end of the log

  private func append(_ bytes: [UInt8]) throws {
    try appendToFile(folder.custodyFile, bytes)
  }

  @Test(arguments: [
    "{", #"{"acti"#, #"{"action":"imp"#, #"{"action":"import","actor":"a\"b","hash":"00"#,
    "{\"action\":\"imp\0\0\0",
  ])
  func halfAnEntryIsCutKeptAndLogged(_ half: String) throws {
    let log = try filled(2)
    let whole = try place.read("custody.jsonl")
    try append(Array(half.utf8))
    let before = try snapshot()
    #expect(try CustodyFile(reading: folder).tail == .halfEntry(Array(half.utf8)))
    #expect(try snapshot() == before, "reading changed something")

    let again = try repaired()
    #expect(again.entries.count == 3)
    #expect(again.hashes.prefix(2) == log.hashes[...])
    #expect(try place.read("custody.jsonl").starts(with: whole))
    let entry = try #require(again.entries.last)
    #expect(entry.action == "half an entry cut")
    let kept = try #require(entry.objects.first)
    #expect(try place.read(kept.name) == Array(half.utf8))
    #expect(kept.sha256 == (try hexadecimalHash(Array(half.utf8))))
    // Nothing is left to do.
    let after = try snapshot()
    #expect(try repaired().entries.count == 3)
    #expect(try snapshot() == after)
  }

  @Test func aCutThatWasInterruptedBeforeItsEntryIsLogged() throws {
    _ = try filled(2)
    try append(Array(#"{"action":"imp"#.utf8))
    _ = try repaired()
    // As it is where the entry about the cut never came.
    let lines = try place.text("custody.jsonl").split(separator: "\n").prefix(2)
    try place.write("custody.jsonl", lines.map { $0 + "\n" }.joined())
    let log = try CustodyLog(reading: try place.read("custody.jsonl"))
    try place.write("custody.head", CustodyLog.headBytes(seq: 2, hash: log.head.hash))
    #expect(try repaired().entries.map(\.action) == ["import", "import", "half an entry cut"])
  }

  @Test func anEntryThatLostItsLineEndIsWholeAndStays() throws {
    let log = try filled(3)
    try place.write("custody.jsonl", Array(try place.read("custody.jsonl").dropLast()))
    let before = try snapshot()
    var file = try CustodyFile(reading: folder)
    #expect(file.tail == .entryWithoutLineEnd && file.log.hashes == log.hashes)
    #expect(try snapshot() == before)
    try file.repair(surroundings)
    #expect(try snapshot() == before)
    try file.append(.transfer, [], surroundings)
    let again = try CustodyFile(reading: folder)
    #expect(again.tail == .none && again.log.hashes.prefix(3) == log.hashes[...])
    #expect(again.log.entries.count == 4)
  }

  /// What is no half of an entry of casefile's own is never cut, whoever opens the case.
  @Test(arguments: [
    "a token of the user", "{\"other\":1", "\u{0}", "{\"action\":\"imp\rort\"", " ",
    "{\"action\":\"import\"}",
  ])
  func nothingElseIsCut(_ rest: String) throws {
    _ = try filled(2)
    try append(Array(rest.utf8))
    let before = try snapshot()
    if rest != "\u{0}" {
      #expect(throws: CaseProblem.self) { try CustodyFile(reading: folder) }
    } else {
      #expect(try CustodyFile(reading: folder).tail == .halfEntry([0]))
    }
    #expect(try snapshot() == before)
  }

  @Test func halfAnEntryBehindAHeadThatDisagreesIsNotCut() throws {
    let log = try filled(2)
    try append(Array(#"{"action":"imp"#.utf8))
    try place.write("custody.head", CustodyLog.headBytes(seq: 1, hash: log.hashes[0]))
    let before = try snapshot()
    #expect(throws: CaseProblem.self) { try CustodyFile(reading: folder) }
    #expect(try snapshot() == before)
  }

  @Test(arguments: ["\r", "\r\n"]) func lineEndsOfOtherSystemsAreNamed(_ end: String) throws {
    _ = try filled(3)
    let text = try place.text("custody.jsonl").split(separator: "\n").map { $0 + end }.joined()
    try place.write("custody.jsonl", text)
    let before = try snapshot()
    let said = end == "\r" ? "its line endings are CR, expected LF" : "its line endings are CR LF"
    do {
      _ = try CustodyFile(reading: folder)
      Issue.record("no error")
    } catch CaseProblem.custodyBroken(let line, let what) {
      #expect(line == 1 && what.hasPrefix(said), "\(what)")
    }
    #expect(try snapshot() == before)
  }

  @Test func aLinkIsNotFollowed() throws {
    try place.write("elsewhere", "{\"action\":\"")
    try makeLink(place.path("custody.jsonl"), to: place.path("elsewhere"))
    let before = try snapshot()
    #expect(throws: FileProblem.self) { try CustodyFile(reading: folder) }
    #expect(try snapshot() == before)
  }

  @Test func anotherProcessThatAppendedMeanwhileIsNoticed() throws {
    _ = try filled(1)
    var file = try CustodyFile(reading: folder)
    _ = try filled(1)
    let before = try snapshot()
    #expect(throws: FileProblem.self) { try file.append(.transfer, [], surroundings) }
    #expect(try snapshot() == before)
  }

  @Test func aLogIsWrittenUpToTheLimitOfItsReader() throws {
    var small = folder
    small.limits.custody = 1_000
    var file = try CustodyFile(reading: small)
    var problem: FileProblem?
    while problem == nil {
      do { try file.append(.imported, [], surroundings) } catch let found as FileProblem {
        problem = found
      }
    }
    #expect(problem?.limit == 1_000)
    #expect(file.log.entries.count > 1)
    #expect(try CustodyFile(reading: small).log.hashes == file.log.hashes)
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
      importedAt: UTCTime(seconds: 1), origin: origin)
    let bytes = writeRegister([entry])
    let json = try readJSON(bytes, file: "register.json")
    #expect(try CaseFolder.readRegister(json, file: "register.json") == [entry])
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("not stated"))
    #expect(!text.contains("inode") && !text.contains("modified"))
  }

  @Test func placesAreReadAsTheyWereWrittenAndSayNothingWhereTheyCannot() throws {
    var places = EvidencePlaces()
    places[2] = EvidencePlaces.Place(modified: 7, inode: .max)
    folder.writePlaces(places)
    #expect(folder.readPlaces() == places)
    try place.write("cache/places.json", "{\"schema\":\"casefile/places/1\",")
    #expect(folder.readPlaces() == EvidencePlaces())
    try removeTree(folder.cache)
    try makeFolder(place.path("elsewhere"))
    try makeLink(folder.cache, to: place.path("elsewhere"))
    folder.writePlaces(places)
    #expect(try folderEntries(place.path("elsewhere")).isEmpty)
    #expect(folder.readPlaces() == EvidencePlaces())
  }
}
