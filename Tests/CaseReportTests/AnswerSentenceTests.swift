import CaseModel
@testable import CaseReport
import Files
import TestSupport
import Testing

/// The answer as a reader gets it, for each kind of case, in three languages: read as the other side's
/// lawyer would before it became golden.
struct AnswerSentenceTests {
  private struct Case {
    var name: String
    var records: [FixtureRecord]
    var scope: Scope
    var change: (inout Findings) -> Void = { _ in }
  }

  private static let golden = "\(repositoryRoot)/Tests/CaseReportTests/Golden/answers.txt"
  private static let window =
    #""windows": [{"from": "2025-03-12T00:00:00Z", "to": "2025-03-14T00:00:00Z"}]"#

  /// The attacker's sign-in, and access in its session from elsewhere.
  private func linked(_ times: String...) -> [FixtureRecord] {
    var signIn = FixtureRecord(90)
    signIn.operation = "UserLoggedIn"
    signIn.recordType = 15
    signIn.clientIPAddress = nil
    signIn.clientIP = "203.0.113.66"
    signIn.session = "s"
    signIn.time = "2025-03-12T07:00:00"
    return [signIn]
      + times.enumerated().map { number, time in
        var access = FixtureRecord.attackerBind(91 + number, "linked\(number)@x", at: time)
        access.clientIPAddress = "192.0.2.140"
        access.session = "s"
        return access
      }
  }

  private func throttled(_ inside: FixtureRecord...) -> [FixtureRecord] {
    var first = FixtureRecord.attackerBind(80, "first@x")
    first.throttled = #""True""#
    return [first] + inside
  }

  private func cases() throws -> [Case] {
    let scope = try attackerScope(AnswerSentenceTests.window)
    let direct = FixtureRecord.attackerBind(1, "a@x")
    var other = FixtureRecord.attackerBind(2, "a@x")
    other.mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000002"
    other.mailboxUPN = "k.brandt@northwind-clinic.example"
    let good = try attackerScope(
      AnswerSentenceTests.window
        + #", "knownGood": [{"id": "K1", "addresses": ["192.0.2.140"]}]"#)
    var own = FixtureRecord.attackerBind(4, "own@x")
    own.clientIPAddress = "198.51.100.10"
    let every = #""readings": {"assumption": "everyAccess"}"#
    return [
      Case(name: "no indicator", records: [FixtureRecord(1)], scope: Scope()),
      Case(name: "nothing found", records: [FixtureRecord(1)], scope: scope),
      Case(name: "direct only", records: [direct], scope: scope),
      Case(name: "copies in two mailboxes", records: [direct, other], scope: scope),
      Case(name: "linked only", records: linked("2025-03-12T09:00:00"), scope: scope),
      Case(
        name: "direct, linked, and linked earlier",
        records: [direct] + linked("2025-03-12T09:00:00", "2025-03-12T06:00:00"), scope: scope),
      Case(name: "linked earlier only", records: linked("2025-03-12T06:00:00"), scope: scope),
      Case(name: "contested", records: linked("2025-03-12T09:00:00"), scope: good),
      Case(name: "synchronised", records: [.attackerSync(3, "\\Inbox")], scope: scope),
      Case(name: "throttled, nothing inside", records: throttled(), scope: scope),
      Case(
        name: "throttled, with records inside",
        records: throttled(.attackerBind(81, "in@x", at: "2025-03-12T10:00:00")), scope: scope),
      Case(
        name: "every access", records: [direct, own],
        scope: try attackerScope(AnswerSentenceTests.window + ", " + every)),
      Case(
        name: "every access, no indicator", records: [direct],
        scope: try fixtureScope("{\(AnswerSentenceTests.window), \(every)}")),
      Case(name: "no mailbox of the evidence", records: [], scope: scope),
      Case(name: "a file that was not read", records: [direct], scope: scope) {
        let member = NotReadMember(name: "a.7z", found: "a 7z archive", mayHoldRecords: true)
        $0.request.notRead = [NotReadArchive(evidence: 1, members: [member])]
      },
    ]
  }

  @Test func theWholeAnswerIsTheOneThatWasRead() throws {
    var text = ""
    for one in try cases() {
      var findings =
        one.records.isEmpty
        ? try fixtureFindings([FixtureFile](), one.scope)
        : try fixtureFindings(one.records, one.scope)
      one.change(&findings)
      text += "# \(one.name)\n"
      for name in ["en", "de", "pt-BR"] {
        let input = ReportInput(
          findings: findings, document: CaseDocument(), register: [], stateSeq: 3,
          stateTime: UTCTime(seconds: 0), language: try TemplateSet.builtIn.language(name))
        let report = try renderBreachScope(input).first { $0.name.hasSuffix(".md") }
        let page = String(decoding: try #require(report).bytes, as: UTF8.self)
        // The second section of the page is the answer.
        let answer = page.split(separator: "\n## ")[1].split(separator: "\n").dropFirst()
        text += "\(name): \(answer.joined(separator: "\n    "))\n"
      }
      text += "\n"
    }
    try Golden.expect(Array(text.utf8), in: AnswerSentenceTests.golden)
  }
}
