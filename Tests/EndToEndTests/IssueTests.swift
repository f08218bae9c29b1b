import CaseModel
import Files
import TestSupport
import TextFormats
import Testing

/// What was handed out is kept, and what changed since is told.
struct IssueTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let folder: String

  init() throws {
    place = try Workplace()
    folder = place.path("case")
    runner.run("new", folder)
    try add(1, .attackerBind(1, "a@x", "b@x", at: "2025-03-12T08:00:00"))
    runner.run(
      "scope", folder, "--attacker-address", "203.0.113.66", "--from", "2025-03-12", "--to",
      "2025-03-15", "--by", "D", "--why", "w")
  }

  private func add(_ number: Int, _ records: FixtureRecord...) throws {
    let path = try place.write("\(number).json", FixtureExport.ndjson.bytes(records))
    let code = runner.run("import", folder, path).code
    #expect(code == 0)
  }

  private func issue(_ why: String = "second phase") -> CommandOutcome {
    runner.run("issue", folder, "--by", "D", "--why", why)
  }

  private func changes(_ arguments: String...) throws -> [String] {
    let outcome = runner.run(["diff", folder, "--json"] + arguments)
    #expect(outcome.code == 0, "\(outcome.error)")
    let json = try JSONReader.read(Array(outcome.out.utf8))
    return try #require(json["changes"]?.elements).map { change in
      ["area", "change", "what", "before", "after"].map { change[$0]?.text ?? "?" }
        .joined(separator: "|")
    }
  }

  @Test func theNextIssueSaysWhatItSupersedes() throws {
    #expect(issue().code == 1)
    runner.run("run", folder)
    let first = try place.read("case/findings/findings.json")
    #expect(try JSONReader.read(first)["issue"]?["number"]?.integer == 1)
    #expect(try JSONReader.read(first)["issue"]?["supersedes"] == .null)
    #expect(issue().code == 0)
    #expect(try place.read("case/issues/0001-findings.json") == first)
    // A second time there is nothing new that was handed out: findings are of issue 1 still.
    runner.run("run", folder)
    let second = try JSONReader.read(try place.read("case/findings/findings.json"))["issue"]
    #expect(second?["number"]?.integer == 2)
    #expect(second?["supersedes"]?["number"]?.integer == 1)
    let known = try place.text("case/custody.jsonl").contains(
      second?["supersedes"]?["sha256"]?.text ?? "none")
    #expect(known)
    let report = try place.text("case/reports/breach-scope.en.md")
    #expect(report.contains("Issue: 2, supersedes issue 1"))
    #expect(report.contains(second?["supersedes"]?["sha256"]?.text ?? "none"))
    #expect(try changes() == [])
    let bundle = try #require(
      try folderEntries(place.path("case/bundles")).last { $0.hasSuffix(".zip") })
    let verified = runner.run("verify", place.path("case/bundles/\(bundle)"), "--recompute")
    #expect(verified.code == 0, "\(verified.error)")
  }

  @Test func messagesThatMoveBetweenTiersAreTold() throws {
    runner.run("run", folder)
    #expect(issue().code == 0)
    var throttled = FixtureRecord.attackerSync(3, "\\Inbox", at: "2025-03-13T08:00:00")
    throttled.clientIPAddress = "203.0.113.66"
    try add(2, .attackerBind(2, "b@x", "c@x", at: "2025-03-13T09:00:00"), throttled)
    let found = try changes()
    #expect(
      found.filter { $0.hasPrefix("messages") } == [
        "messages|added|c@x||recorded, direct"
      ])
    #expect(found.contains("mailboxes|added|assumed compromised as a whole||sync"))
    #expect(found.contains("folders|added|\\Inbox||direct"))
    #expect(
      found.contains {
        $0.hasPrefix("evidence|added|") && $0.hasSuffix("E002, management-activity-json, 2 rows")
      })
    #expect(found.contains("totals|changed|recordedMessages|2|3"))
    // Back: what is no longer recorded is assumed with the mailbox.
    runner.run("run", folder)
    #expect(issue("wrong address").code == 0)
    let text = try place.text("case/scope.json").replacing(
      "\"203.0.113.66\"", with: "\"192.0.2.1\"")
    try place.write("case/scope.json", text)
    let back = try changes()
    #expect(back.contains("messages|removed|c@x|recorded, direct|"))
    #expect(
      back.contains { $0.hasPrefix("scope|changed|indicators A1|") && $0.contains("192.0.2.1") })
    #expect(
      back.contains { $0.hasPrefix("contexts|changed|") && $0.hasSuffix("|attacker|unattributed") })
    let whole = try changes("--from", "1", "--to", "2")
    #expect(whole == found)
    let all = try changes("--from", "1")
    #expect(all.contains("messages|removed|a@x|recorded, direct|"))
    #expect(!all.contains { $0.contains("c@x") })
  }

  @Test func aMessageThatIsOnlyAssumedNowSaysSo() throws {
    runner.run("run", folder)
    #expect(issue().code == 0)
    var sync = FixtureRecord.attackerSync(3, "\\Inbox", at: "2025-03-13T08:00:00")
    sync.clientIPAddress = "192.0.2.1"
    try add(2, sync)
    let text = try place.text("case/scope.json").replacing(
      "\"203.0.113.66\"", with: "\"192.0.2.1\"")
    try place.write("case/scope.json", text)
    #expect(
      try changes().filter { $0.hasPrefix("messages") } == [
        "messages|changed|a@x|recorded, direct|assumed with the mailbox",
        "messages|changed|b@x|recorded, direct|assumed with the mailbox",
      ])
  }

  @Test func whatIsNotKeptIsNamed() {
    let outcome = runner.run("diff", folder, "--from", "7")
    #expect(outcome.code == 2)
    #expect(outcome.error.contains("issue 7 was not kept; known: 1"))
    #expect(runner.run("diff", folder, "--from", "0").code == 2)
    #expect(runner.run("issue", folder).code == 2)
  }

  @Test func caseJSONKeepsEverythingElse() throws {
    let text = """
      {
        "displayZone": {"name": "Etc/GMT+5",
                        "changes": [{"from": "2015-01-01T00:00:00Z", "offset": -18000, "abbreviation": "-05"}]},
        "holidays": ["2025-04-18"],
        "number": "X",
        "triggers": [
          {"at": "2025-03-24T09:00:00Z", "by": "J", "enteredAt": "2025-03-24T09:00:00Z",
           "regime": "hipaa", "trigger": "discovery", "why": "told"}
        ]
      }

      """
    try place.write("case/case.json", text)
    runner.run("run", folder)
    #expect(issue().code == 0)
    let after = try place.text("case/case.json")
    #expect(after.contains("\"offset\": -18000"))
    #expect(after.contains("2025-04-18") && after.contains("\"why\": \"told\""))
    #expect(after.contains("\"number\": 2"))
  }
}
