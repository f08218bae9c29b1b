import Archiving
import CaseActions
import CaseFolder
import CaseModel
import CasePipeline
import CasefileCLI
import Files
import TestSupport
import Testing

/// Register and log say the same, whenever a command was interrupted: a reading command says what is
/// missing, the next one that writes completes it, with its own entry.
struct InterruptedStepTests {
  private let place: Workplace
  private let runner: CommandRunner
  private let folder: String

  init() throws {
    let attacked = try AttackedCase("--number", "I-1")
    (place, runner, folder) = (attacked.place, attacked.runner, attacked.folder)
    try place.write(
      "b.json", FixtureExport.ndjson.bytes([.attackerBind(2, "a@x", at: "2025-03-12T09:00:00")]))
  }

  private func bytes(_ name: String) throws -> [UInt8] { try readSmallFile("\(folder)/\(name)") }
  private func put(_ name: String, _ bytes: [UInt8]) throws {
    try replaceFile("\(folder)/\(name)", with: bytes)
  }
  private func move(_ name: String, to other: String) throws {
    try makeFolder(parentFolder("\(folder)/\(other)"))
    try renameFile("\(folder)/\(name)", to: "\(folder)/\(other)")
  }

  private func transfer() -> CommandOutcome {
    runner.run("custody", folder, "transfer", "--from", "a", "--to", "b", "--purpose", "p")
  }

  /// Register and log agree, each import has its entry, nothing is left, and the next bundle holds.
  private func expectWhole(evidence: Int) throws {
    let register = try registeredEvidence(folder)
    #expect(register.count == evidence)
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(
      log.lastHash(of: "evidence/register.json")
        == (try hexadecimalHash(
          try bytes("evidence/register.json"))))
    for entry in register {
      #expect(log.lastHash(of: entry.custodyName) == entry.sha256, "\(entry.name)")
    }
    let names = try folderEntries("\(folder)/evidence")
    #expect(names == register.map(\.storedName) + ["register.json"])
    let hidden = try folderEntries(folder).filter { $0.hasPrefix(".") }
    #expect(hidden == [".lock"])
    #expect(runner.run("run", folder).code == 0)
    #expect(runner.run("status", folder, "--verify").code == 0)
  }

  // MARK: - An import

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
    try expectWhole(evidence: 2)
  }

  @Test(arguments: [true, false]) func anImportWithItsEntryIsCompleted(
    _ isRegisterNamed: Bool
  ) throws {
    let before = try bytes("evidence/register.json")
    #expect(runner.run("import", folder, place.path("b.json")).code == 0)
    // As it is where the process ends right behind the entry, or behind the register's new name.
    try move("evidence/E002-b.json", to: "evidence/.import/E002-b.json")
    if !isRegisterNamed {
      try move("evidence/register.json", to: "evidence/.register.json.next")
      try put("evidence/register.json", before)
    }
    let state = try wholeFolder(folder)
    let status = runner.run("status", folder, "--verify")
    #expect(status.code == 0, "\(status.error)")
    #expect(status.out.contains("evidence  2 file(s)"))
    #expect(status.error.contains("interrupted behind its entry"), "\(status.error)")
    #expect(runner.run("check", folder, "<m2@x>").code == 0)
    #expect(try wholeFolder(folder) == state)

    let again = runner.run("import", folder, place.path("b.json"))
    #expect(again.code == 0 && again.out.contains("b.json: already imported"))
    let actions = try CustodyFile(reading: CaseFolder(folder)).log.entries.map(\.action)
    #expect(actions.contains("interrupted step completed"))
    #expect(actions.filter { $0 == "import" }.count == 2)
    try expectWhole(evidence: 2)
  }

  /// A register of an earlier casefile, which got its name before its entry was written.
  @Test func evidenceWithoutAnEntryIsNamedAndGetsOne() throws {
    let (log, head) = (try bytes("custody.jsonl"), try bytes("custody.head"))
    #expect(runner.run("import", folder, place.path("b.json")).code == 0)
    try put("custody.jsonl", log)
    try put("custody.head", head)
    let told = runner.run("status", folder)
    #expect(told.code == 0)
    #expect(told.error.contains("no entry of the custody log states E002"), "\(told.error)")
    let again = runner.run("import", folder, place.path("b.json"))
    #expect(again.out.contains("already imported"))
    #expect(again.error.contains("no entry of the custody log states E002: an entry does now"))
    #expect(!runner.run("status", folder).error.contains("no entry"))
    try expectWhole(evidence: 2)
  }

  @Test func aRegisterThatSomebodyEditedIsNamedAndLogged() throws {
    let text = String(decoding: try bytes("evidence/register.json"), as: UTF8.self)
    try put(
      "evidence/register.json",
      Array(text.replacing("\"by\": \"not stated\"", with: "\"by\": \"J. Doe\"").utf8))
    #expect(
      runner.run("status", folder).error.contains(
        "no entry of the custody log states register.json as it stands"))
    #expect(transfer().code == 0)
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(log.entries.contains { $0.action == "changed outside casefile" })
    try expectWhole(evidence: 1)
  }

  /// Somebody, or a program that synchronises, put other bytes in the place of a copy that is stated.
  @Test func aCopyThatIsStatedIsNotLostToWhatStandsInItsPlace() throws {
    #expect(runner.run("import", folder, place.path("b.json")).code == 0)
    let good = try bytes("evidence/E002-b.json")
    try move("evidence/E002-b.json", to: "evidence/.import/E002-b.json")
    try put("evidence/E002-b.json", Array("junk".utf8))
    #expect(transfer().code == 0)
    #expect(try bytes("evidence/E002-b.json") == good)
    let kept = try folderEntries(folder).filter { $0.contains(".changed-") }
    #expect(kept.count == 1)
    #expect(try bytes(kept[0]) == Array("junk".utf8))
    // It is said, logged, and never taken for an export.
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(log.lastEntry(of: kept[0])?.action == "changed outside casefile")
  }

  /// The register that went with them was lost; the copies were not.
  @Test func aCopyThatIsStatedStaysWithoutItsRegister() throws {
    let before = try bytes("evidence/register.json")
    #expect(runner.run("import", folder, place.path("b.json")).code == 0)
    try move("evidence/E002-b.json", to: "evidence/.import/E002-b.json")
    try put("evidence/register.json", before)
    #expect(runner.run("status", folder).out.contains("the custody log states the import of"))
    #expect(transfer().code == 0)
    #expect(try bytes("evidence/E002-b.json") == place.read("b.json"))
    #expect(runner.run("import", folder, place.path("a.json")).code == 0)
    // Under a number of its own: E002 is in the log.
    #expect(try registeredEvidence(folder).map(\.evidence) == [1, 3])
  }

  @Test func evidenceThatTheLogStatesAndTheRegisterLacksIsNamed() throws {
    let before = try bytes("evidence/register.json")
    #expect(runner.run("import", folder, place.path("b.json")).code == 0)
    try put("evidence/register.json", before)
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
    try expectWhole(evidence: 3)
  }

  /// A file that only has such a name was cut from nothing.
  @Test func otherFilesWithTheNameOfACutAreNotLogged() throws {
    try put("custody.cut-notes", Array("mine".utf8))
    try makeFolder("\(folder)/.mine.partial")
    #expect(transfer().code == 0)
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(!log.entries.contains { $0.action == "half an entry cut" })
    #expect(try fileFacts("\(folder)/.mine.partial") != nil)
    #expect(try bytes("custody.cut-notes") == Array("mine".utf8))
  }

  /// Registers of casefile up to rules 7 say where a disk had the evidence; what else one says stays.
  @Test(arguments: [false, true]) func placesGoOutOfAnEarlierRegister(_ isOther: Bool) throws {
    let text = String(decoding: try bytes("evidence/register.json"), as: UTF8.self)
    let old = text.replacing(
      "      \"originalName\"",
      with: (isOther ? "      \"later\": 1,\n" : "") + "      \"inode\": 7,\n"
        + "      \"modified\": 8,\n      \"originalName\"")
    #expect(old != text)
    try put("evidence/register.json", Array(old.utf8))
    #expect(transfer().code == 0)
    let now = String(decoding: try bytes("evidence/register.json"), as: UTF8.self)
    #expect(now == (isOther ? old : text))
    let said = runner.run("status", folder).error
    #expect(!said.contains("custody"), "\(said)")
    try expectWhole(evidence: 1)
  }

  // MARK: - Other documents

  @Test(arguments: ["scope.json", "case.json"]) func aDocumentWithItsEntryGetsItsName(
    _ name: String
  ) throws {
    let before = try bytes(name)
    if name == "scope.json" {
      runner.run("scope", folder, "--mailbox", "a@x", "--by", "D", "--why", "w")
    } else {
      runner.run("hold", folder, "--by", "D", "--why", "w")
    }
    let after = try bytes(name)
    #expect(after != before)
    try move(name, to: ".\(name).next")
    try put(name, before)
    let shown = runner.run(name == "scope.json" ? "scope" : "status", folder)
    #expect(shown.out.contains(name == "scope.json" ? "a@x" : "hold      since"))
    #expect(shown.error.contains("what the entry states is in use: \(name)"))
    #expect(transfer().code == 0)
    #expect(try bytes(name) == after)
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(!log.entries.contains { $0.action == "changed outside casefile" })
    try expectWhole(evidence: 1)
  }

  @Test func aDocumentThatNoEntryStatesWasNeverSaid() throws {
    let before = try bytes("scope.json")
    try put(".scope.json.next", Array(#"{"schema":"casefile/scope/1"}"#.utf8))
    let status = runner.run("status", folder)
    #expect(status.code == 0 && status.error.isEmpty == false)
    #expect(transfer().code == 0)
    #expect(try bytes("scope.json") == before)
    try expectWhole(evidence: 1)
  }

  /// Somebody edited the document between the interruption and the next command: both are kept.
  @Test func anEditOfTheMeantimeIsKept() throws {
    runner.run("scope", folder, "--mailbox", "a@x", "--by", "D", "--why", "w")
    let after = try bytes("scope.json")
    try move("scope.json", to: ".scope.json.next")
    let mine = Array(#"{"schema":"casefile/scope/1","mailboxes":[{"upn":"mine@x"}]}"#.utf8)
    try put("scope.json", mine)
    #expect(transfer().code == 0)
    #expect(try bytes("scope.json") == after)
    let kept = try folderEntries(folder).filter { $0.hasPrefix("scope.changed-") }
    #expect(kept.count == 1)
    #expect(try bytes(kept[0]) == mine)
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(log.lastEntry(of: kept[0])?.action == "changed outside casefile")
  }

  @Test func decisionsOfReviewersWithTheirEntryGetTheirName() throws {
    try decide()
    try move("review/decisions.json", to: "review/.decisions.json.next")
    #expect(runner.run("status", folder).error.contains("review/decisions.json"))
    let again = runner.run("review", "import", folder, place.path("list.csv"))
    #expect(again.out.contains("0 decision(s) added, 0 changed, 1 as before"), "\(again)")
    try expectWhole(evidence: 1)
  }

  /// A reviewer's decision of a message, imported.
  private func decide() throws {
    runner.run("review", "export", folder)
    let list = try #require(
      try folderEntries("\(folder)/review").first { $0.hasPrefix("messages") })
    var rows = String(decoding: try bytes("review/\(list)"), as: UTF8.self)
      .split(separator: "\r\n").map(String.init)
    let header = rows[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var fields = rows[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for (column, value) in [
      ("reviewer", "R"), ("reviewedAt", "2025-04-01"), ("sensitive", "yes"),
    ] {
      if let index = header.firstIndex(of: column), index < fields.count { fields[index] = value }
    }
    rows[1] = fields.joined(separator: ",")
    try place.write("list.csv", rows.map { $0 + "\r\n" }.joined())
    let imported = runner.run("review", "import", folder, place.path("list.csv"))
    #expect(imported.code == 0 && imported.out.contains("1 decision(s) added"), "\(imported)")
  }

  /// What only casefile writes is never taken for absent.
  @Test(arguments: [
    "evidence/register.json", "custody.jsonl", "custody.jsonl and head", "review/decisions.json",
  ])
  func whatIsMissingIsNotMadeAnew(_ name: String) throws {
    runner.run("run", folder)
    if name.hasPrefix("review") { try decide() }
    for file in name == "custody.jsonl and head" ? ["custody.jsonl", "custody.head"] : [name] {
      try removeFile("\(folder)/\(file)")
    }
    let before = try wholeFolder(folder)
    for command in [
      ["status", folder], ["import", folder, place.path("b.json")], ["run", folder],
      ["pack", folder], ["findings", folder],
    ] {
      let outcome = runner.run(command)
      #expect(outcome.code == 1 && outcome.error.contains("missing"), "\(outcome.error)")
    }
    // The lock is opened, and nothing else.
    #expect(try wholeFolder(folder) == before)
  }

  // MARK: - Files that no register names

  @Test func aCopyOfWhatTheCaseHasIsRemovedAndAnotherIsTakenIn() throws {
    try put("evidence/E001-other.json", try place.read("a.json"))
    try put("evidence/E007-b.json", try place.read("b.json"))
    try put("evidence/notes.txt", Array("no export".utf8))
    let status = runner.run("status", folder)
    #expect(
      status.out.contains(
        "no register names 'E001-other.json', 'E007-b.json', 'notes.txt' in evidence/"))
    let next = runner.run("import", folder, place.path("a.json"))
    #expect(next.error.contains("E001-other.json: no register named it, and E001 has the same"))
    #expect(next.error.contains("E007-b.json: no register names it; it is taken for"))
    #expect(next.error.contains("notes.txt' is no export casefile knows"))
    #expect(runner.run("status", folder).out.contains("no register names 'notes.txt' in"))
    try removeFile("\(folder)/evidence/notes.txt")
    try expectWhole(evidence: 2)
    #expect(try registeredEvidence(folder)[1].originalName == "E007-b.json")
  }

  /// It may be the only one left.
  @Test func aCopyOfEvidenceThatIsGoneIsNotRemoved() throws {
    try put("evidence/E001-other.json", try place.read("a.json"))
    try removeFile("\(folder)/evidence/E001-a.json")
    _ = runner.run("import", folder, place.path("b.json"))
    #expect(try bytes("evidence/E001-other.json") == place.read("a.json"))
  }
}
