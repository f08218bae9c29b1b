import CaseFolder
import CaseModel
import Files
import TestSupport
import Testing

/// Somebody stands for what is decided; a call that decides nothing changes nothing.
struct DecisionTests {
  private let case_: AttackedCase
  private var folder: String { case_.folder }
  private var runner: CommandRunner { case_.runner }

  init() throws { case_ = try AttackedCase() }

  /// F2: a name of blanks is nobody's.
  @Test(arguments: [
    ["scope", "CASE", "--final"], ["scope", "CASE", "--adopt"],
    ["scope", "CASE", "--leave-outside", "b@x"], ["scope", "CASE", "--mailbox", "c@x"],
    ["scope", "CASE", "--access-ended", "2025-03-20"], ["close", "CASE", "--draft"],
    ["hold", "CASE"], ["issue", "CASE"],
    ["trigger", "CASE", "--regime", "gdpr", "--name", "awareness", "--at", "2025-03-21"],
  ])
  func blanksAreNobodyAndNoReason(_ words: [String]) throws {
    runner.run("findings", folder)
    let before = try wholeFolder(folder)
    let command = words.map { $0 == "CASE" ? folder : $0 }
    for decision in [["--by", " ", "--why", "w"], ["--by", "D", "--why", "\t \u{A0}"]] {
      let outcome = runner.run(command + decision)
      #expect(outcome.code == 2, "\(decision)")
      #expect(outcome.error.contains(decision[1] == " " ? "--by is" : "--why is"), "\(outcome)")
    }
    #expect(try wholeFolder(folder) == before)
  }

  /// F2: a decision of blanks that was made by hand, or by an older casefile, counts for nothing.
  @Test func aRuleThatBlanksDecidedKeepsTheReportADraft() throws {
    var scope = String(decoding: try readSmallFile("\(folder)/scope.json"), as: UTF8.self)
    scope = scope.replacing("\"why\": \"w\"", with: "\"why\": \"\\u00A0\"")
    try replaceFile("\(folder)/scope.json", with: Array(scope.utf8))
    let outcome = runner.run(
      ["scope", folder, "--final", "--by", "D", "--why", "w"]
        + CommandRunner.waivers(evidence: folder))
    #expect(outcome.code == 1)
    #expect(outcome.error.contains("rule A1 does not say who decided it and why"))
  }

  /// F4: what the scope says already is not said again.
  @Test(arguments: [
    [], ["--attacker-address", "203.0.113.66", "--by", "D", "--why", "w"],
    ["--attacker-address", "203.0.113.66"], ["--sync-reading", "mailbox", "--why", "w"],
    ["--link-sessions", "true", "--why", "w"],
  ])
  func aCallThatChangesNothingWritesNothing(_ options: [String]) throws {
    #expect(runner.run("run", folder).code == 0)
    let before = try wholeFolder(folder)
    #expect(runner.run(["scope", folder] + options).code == 0)
    #expect(try wholeFolder(folder) == before)
    #expect(!runner.run("status", folder).out.contains("stale"))
  }

  @Test func aReasonAloneIsRefused() throws {
    let before = try wholeFolder(folder)
    #expect(runner.run("scope", folder, "--by", "D", "--why", "x").code == 2)
    #expect(runner.run("trigger", folder, "--by", "D", "--why", "x").code == 2)
    #expect(runner.run("hold", folder, "--end", "--by", "D", "--why", "x").code == 0)
    #expect(try wholeFolder(folder) == before)
  }

  @Test func aWindowOfTheScopeIsNotAddedTwice() throws {
    let window = ["--from", "2025-03-01", "--to", "2025-03-20"]
    runner.run(["scope", folder] + window)
    let bare = try readSmallFile("\(folder)/scope.json")
    runner.run(["scope", folder] + window + ["--by", "D", "--why", "w"])
    let decided = try readSmallFile("\(folder)/scope.json")
    #expect(bare != decided)
    runner.run(["scope", folder] + window + ["--by", "D", "--why", "w"])
    runner.run(["scope", folder] + window)
    #expect(try readSmallFile("\(folder)/scope.json") == decided)
    runner.run(["scope", folder] + window + ["--by", "E", "--why", "another reason"])
    #expect(try readSmallFile("\(folder)/scope.json") != decided)
  }

  /// What would make scope.json unreadable is never written.
  @Test(arguments: [
    ["--mailbox", ""], ["--mailbox", " "], ["--attacker-user", ""], ["--attacker-address", ""],
    ["--leave-outside", "\u{200B}"], ["--from", "", "--to", "2025-03-20"],
  ])
  func aBlankValueIsRefused(_ options: [String]) throws {
    let before = try wholeFolder(folder)
    #expect(runner.run(["scope", folder, "--by", "D", "--why", "w"] + options).code == 2)
    #expect(try wholeFolder(folder) == before)
    #expect(runner.run("status", folder).code == 0)
  }

  /// The softer reading is a decision of its own: another one is none of it.
  @Test func anotherDecisionIsNoReasonForTheSofterReading() throws {
    func says(_ decision: String) throws -> Bool {
      let text = """
        {"readings": {"throttle": "undetermined"}, "decisions": [\(decision)]}
        """
      try replaceFile("\(folder)/scope.json", with: Array(text.utf8))
      #expect(runner.run("findings", folder).code == 0)
      let findings = try readSmallFile("\(folder)/findings/findings.json")
      return String(decoding: findings, as: UTF8.self).contains("readingWithoutDecision")
    }
    let outside =
      #"{"leaveOutside": {"mailbox": {"upn": "a@x"}, "from": "2025-03-01", "to": "2025-03-02"}}"#
    #expect(try says(""))
    #expect(try says(#"{"by": "D", "why": "w", "what": \#(outside)}"#))
    #expect(try says(#"{"by": " ", "why": "w", "what": "readings.throttle is undetermined"}"#))
    #expect(try !says(#"{"by": "D", "why": "w", "what": "readings.throttle is undetermined"}"#))
  }

  /// F7
  @Test func aTokenMayBeKnownGood() throws {
    let outcome = runner.run(
      "scope", folder, "--known-good-token", "T1", "--by", "D", "--why", "w")
    #expect(outcome.code == 0)
    #expect(outcome.out.contains("knownGood K1  token T1"))
  }

  /// The values of a filter add up.
  @Test func filtersAddUp() throws {
    var record = FixtureRecord.attackerBind(2, "m2@x", at: "2025-03-12T09:00:00")
    (record.mailboxUPN, record.mailboxGuid) = ("b@x.example", nil)
    try case_.place.write("b.json", FixtureExport.ndjson.bytes([record]))
    runner.run("import", folder, case_.place.path("b.json"))
    func count(_ options: String...) -> Int {
      runner.run(["contexts", folder] + options).out.split(separator: "\n").count {
        $0.hasPrefix("C")
      }
    }
    let mailbox = "m.rivera@northwind-clinic.example"
    #expect(count() == 2)
    #expect(count("--mailbox", mailbox) == 1)
    #expect(count("--mailbox", mailbox, "--mailbox", "B@X.example") == 2)
    #expect(count("--mailbox", mailbox, "--address", "198.51.100.1") == 0)
    #expect(count("--class", "attacker", "--class", "linked", "--mailbox", "c@x") == 0)
  }
}
