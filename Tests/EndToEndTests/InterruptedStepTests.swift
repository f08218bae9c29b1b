import Archiving
import CaseActions
import CaseFolder
import CaseModel
import CasePipeline
import CasefileCLI
import Files
import TestSupport
import Testing

/// Register and log say the same, whenever an import was interrupted: a reading command says what is
/// missing, the next one that writes completes it, with its own entry.
struct InterruptedStepTests {
  private let interrupted: InterruptedCase
  private var place: Workplace { interrupted.place }
  private var runner: CommandRunner { interrupted.runner }
  private var folder: String { interrupted.folder }

  init() throws { interrupted = try InterruptedCase() }

  @Test func copiesOfAnImportThatNoEntryStatesGo() throws {
    try makeFolder("\(folder)/evidence/.import")
    try place.write("case/evidence/.import/E002-b.json", try place.read("b.json"))
    try place.write("case/evidence/.import/partial", "half")
    try place.write("case/evidence/.register.json.next", "{}")
    let status = runner.run("status", folder)
    #expect(status.code == 0)
    #expect(
      status.out.contains(
        "remark    an interrupted import left '.import/E002-b.json', '.import/partial'"))
    #expect(runner.run("import", folder, place.path("b.json")).out.contains("E002 "))
    try interrupted.expectWhole(evidence: 2)
  }

  @Test(arguments: [true, false]) func anImportWithItsEntryIsCompleted(
    _ isRegisterNamed: Bool
  ) throws {
    let before = try interrupted.bytes("evidence/register.json")
    #expect(runner.run("import", folder, place.path("b.json")).code == 0)
    // As it is where the process ends right behind the entry, or behind the register's new name.
    try interrupted.move("evidence/E002-b.json", to: "evidence/.import/E002-b.json")
    if !isRegisterNamed {
      try interrupted.move("evidence/register.json", to: "evidence/.register.json.next")
      try interrupted.put("evidence/register.json", before)
    }
    let state = try wholeFolder(folder)
    let status = runner.run("status", folder, "--verify")
    #expect(status.code == 0, "\(status.error)")
    #expect(status.out.contains("evidence  2 file(s)"))
    #expect(status.error.contains("interrupted after its entry"), "\(status.error)")
    #expect(runner.run("check", folder, "<m2@x>").code == 0)
    #expect(try wholeFolder(folder) == state)

    let again = runner.run("import", folder, place.path("b.json"))
    #expect(again.code == 0 && again.out.contains("b.json: already imported"))
    let actions = try CustodyFile(reading: CaseFolder(folder)).log.entries.map(\.action)
    #expect(actions.contains("interrupted step completed"))
    #expect(actions.filter { $0 == "import" }.count == 2)
    try interrupted.expectWhole(evidence: 2)
  }

  /// A register of an earlier casefile, which got its name before its entry was written.
  @Test func evidenceWithoutAnEntryIsNamedAndGetsOne() throws {
    let (log, head) = (
      try interrupted.bytes("custody.jsonl"), try interrupted.bytes("custody.head")
    )
    #expect(runner.run("import", folder, place.path("b.json")).code == 0)
    try interrupted.put("custody.jsonl", log)
    try interrupted.put("custody.head", head)
    let told = runner.run("status", folder)
    #expect(told.code == 0)
    #expect(told.error.contains("no entry in the custody log states E002"), "\(told.error)")
    let again = runner.run("import", folder, place.path("b.json"))
    #expect(again.out.contains("already imported"))
    #expect(again.error.contains("no entry in the custody log states E002: one does now"))
    #expect(!runner.run("status", folder).error.contains("no entry"))
    try interrupted.expectWhole(evidence: 2)
  }

  @Test func aRegisterThatSomebodyEditedIsNamedAndLogged() throws {
    let text = String(decoding: try interrupted.bytes("evidence/register.json"), as: UTF8.self)
    try interrupted.put(
      "evidence/register.json",
      Array(text.replacing("\"by\": \"not stated\"", with: "\"by\": \"J. Doe\"").utf8))
    #expect(
      runner.run("status", folder).error.contains(
        "no entry in the custody log states register.json as it is"))
    #expect(interrupted.transfer().code == 0)
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(log.entries.contains { $0.action == "changed outside casefile" })
    try interrupted.expectWhole(evidence: 1)
  }

  /// Somebody, or a program that synchronises, put other bytes in the place of a copy that is stated.
  @Test func aCopyThatIsStatedIsNotLostToWhatStandsInItsPlace() throws {
    #expect(runner.run("import", folder, place.path("b.json")).code == 0)
    let good = try interrupted.bytes("evidence/E002-b.json")
    try interrupted.move("evidence/E002-b.json", to: "evidence/.import/E002-b.json")
    try interrupted.put("evidence/E002-b.json", Array("junk".utf8))
    #expect(interrupted.transfer().code == 0)
    #expect(try interrupted.bytes("evidence/E002-b.json") == good)
    let kept = try folderEntries(folder).filter { $0.contains(".changed-") }
    #expect(kept.count == 1)
    #expect(try interrupted.bytes(kept[0]) == Array("junk".utf8))
    // It is said, logged, and never taken for an export.
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(log.lastEntry(of: kept[0])?.action == "changed outside casefile")
  }

  /// The register that went with them was lost; the copies were not.
  @Test func aCopyThatIsStatedStaysWithoutItsRegister() throws {
    let before = try interrupted.bytes("evidence/register.json")
    #expect(runner.run("import", folder, place.path("b.json")).code == 0)
    try interrupted.move("evidence/E002-b.json", to: "evidence/.import/E002-b.json")
    try interrupted.put("evidence/register.json", before)
    #expect(runner.run("status", folder).out.contains("the custody log states the import of"))
    #expect(interrupted.transfer().code == 0)
    #expect(try interrupted.bytes("evidence/E002-b.json") == place.read("b.json"))
    #expect(runner.run("import", folder, place.path("a.json")).code == 0)
    // Under a number of its own: E002 is in the log.
    #expect(try registeredEvidence(folder).map(\.evidence) == [1, 3])
  }

  @Test func evidenceThatTheLogStatesAndTheRegisterLacksIsNamed() throws {
    let before = try interrupted.bytes("evidence/register.json")
    #expect(runner.run("import", folder, place.path("b.json")).code == 0)
    try interrupted.put("evidence/register.json", before)
    try removeFile("\(folder)/evidence/E002-b.json")
    #expect(
      runner.run("status", folder).out.contains("states the import of 'evidence/E002-b.json'"))
    #expect(runner.run("run", folder).code == 0)
    let bundle = try #require(
      try folderEntries("\(folder)/bundles").first { $0.hasSuffix(".zip") })
    #expect(
      runner.run("verify", "\(folder)/bundles/\(bundle)").error.contains(
        "note: data/evidence/E002-b.json: not in the bundle"))
    try place.write(
      "c.json", FixtureExport.ndjson.bytes([.attackerBind(3, "a@x", at: "2025-03-12T09:00:00")]))
    #expect(runner.run("import", folder, place.path("c.json")).out.contains("E003 "))
  }

  /// What goes on after it would write a register without what the log states.
  @Test func afterAStepThatFailedBehindItsEntryNothingMoreIsWritten() throws {
    try place.write(
      "c.json", FixtureExport.ndjson.bytes([.attackerBind(3, "a@x", at: "2025-03-12T10:00:00")]))
    let surroundings = Surroundings(
      now: { UTCTime(seconds: 1_800_000_000) }, actor: "a", host: "h", tool: casefileTool)
    var opened = try OpenCase.open(CaseFolder(folder), surroundings)
    // No file takes the place of a folder.
    let register = "\(folder)/evidence/register.json"
    try renameFile(register, to: place.path("register.json"))
    try makeFolder(register)
    #expect(throws: FileProblem.self) {
      try importEvidence(place.path("b.json"), into: &opened, origin: ExportOrigin())
    }
    #expect(throws: CaseProblem.unsettled(path: folder)) {
      try importEvidence(place.path("c.json"), into: &opened, origin: ExportOrigin())
    }
    _ = consume opened
    try removeTree(register)
    try renameFile(place.path("register.json"), to: register)
    #expect(runner.run("import", folder, place.path("c.json")).out.contains("E003 "))
    #expect(try registeredEvidence(folder).map(\.originalName) == ["a.json", "b.json", "c.json"])
    try interrupted.expectWhole(evidence: 3)
  }

  /// A file that only has such a name was cut from nothing.
  @Test func otherFilesWithTheNameOfACutAreNotLogged() throws {
    try interrupted.put("custody.cut-notes", Array("mine".utf8))
    try makeFolder("\(folder)/.mine.partial")
    #expect(interrupted.transfer().code == 0)
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(!log.entries.contains { $0.action == "half an entry cut" })
    #expect(try fileFacts("\(folder)/.mine.partial") != nil)
    #expect(try interrupted.bytes("custody.cut-notes") == Array("mine".utf8))
  }

  /// Registers of casefile up to rules 7 say where a disk had the evidence; what else one says stays.
  @Test(arguments: [false, true]) func placesGoOutOfAnEarlierRegister(_ isOther: Bool) throws {
    let text = String(decoding: try interrupted.bytes("evidence/register.json"), as: UTF8.self)
    let old = text.replacing(
      "      \"originalName\"",
      with: (isOther ? "      \"later\": 1,\n" : "") + "      \"inode\": 7,\n"
        + "      \"modified\": 8,\n      \"originalName\"")
    #expect(old != text)
    try interrupted.put("evidence/register.json", Array(old.utf8))
    #expect(interrupted.transfer().code == 0)
    let now = String(decoding: try interrupted.bytes("evidence/register.json"), as: UTF8.self)
    #expect(now == (isOther ? old : text))
    let said = runner.run("status", folder).error
    #expect(!said.contains("custody"), "\(said)")
    try interrupted.expectWhole(evidence: 1)
  }
}
