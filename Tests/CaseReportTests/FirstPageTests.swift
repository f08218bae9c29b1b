import CaseModel
import TestSupport
import TextFormats
import Testing

@testable import CaseReport

/// What stands on the first page beside the answer: dates, what is open, mail that rules sent out, and
/// where the messages are.
struct FirstPageTests {
  private let english: ReportLanguage

  init() throws { english = try TemplateSet.builtIn.language("en") }

  private func text(_ value: MustacheValue?) throws -> String? {
    try value.map { try plainText($0, english) }
  }

  private func time(_ iso: String) throws -> UTCTime { try #require(TimeReader.read(iso)) }

  private func input(
    _ findings: Findings, at state: String = "2025-04-01T12:00:00Z", regimes: [String] = [],
    _ change: (inout CaseDocument) -> Void = { _ in }
  ) throws -> ReportInput {
    var document = CaseDocument()
    change(&document)
    var input = ReportInput(
      findings: findings, document: document, register: [], stateSeq: 1,
      stateTime: try time(state), language: english)
    input.regimes = try TemplateSet.builtIn.regimes().filter { regimes.contains($0.id) }
    return input
  }

  private func trigger(_ regime: String, _ name: String, _ at: String) throws -> CaseTrigger {
    CaseTrigger(
      regime: regime, trigger: name, at: try time(at), by: "D", why: "w", enteredAt: try time(at))
  }

  private let one = [FixtureRecord.attackerBind(1, "a@x")]

  // MARK: - Dates

  @Test func theNextDateStandsFirstAndWhatHasPassedBehind() throws {
    let entered = [
      try trigger("hipaa", "discovery", "2025-03-21T15:30:00Z"),
      try trigger("gdpr", "awareness", "2025-03-24T10:00:00Z"),
    ]
    let findings = try fixtureFindings(one, try attackerScope())
    let rows = NextDeadlineRow.all(
      try input(findings, regimes: ["hipaa", "gdpr"]) { $0.triggers = entered })
    #expect(rows.map(\.isPast) == rows.map(\.isPast).sorted { !$0 && $1 })
    let next = try #require(rows.first)
    // 21 March and 60 days; 1 April to 20 May.
    #expect(try text(next.due) == "2025-05-20, a Tuesday" && next.daysLeft == 49 && !next.isPast)
    let past = rows.filter(\.isPast)
    #expect(past.count == 1)
    #expect(try text(past.first?.due) == "2025-03-27 10:00:00 UTC, a Thursday")
  }

  /// The last day counts to its end, by the calendar of the case's zone.
  @Test(arguments: [
    ("2025-05-20T12:00:00Z", 0, false), ("2025-05-21T04:59:59Z", 0, false),
    ("2025-05-21T05:00:00Z", -1, true), ("2025-05-19T12:00:00Z", 1, false),
  ])
  func daysAreThoseOfTheZone(_ state: String, _ left: Int, _ isPast: Bool) throws {
    let entered = try trigger("hipaa", "discovery", "2025-03-21T15:30:00Z")
    let zone = DisplayZone(
      name: "America/Chicago",
      changes: [.init(from: try time("2025-03-09T08:00:00Z"), offset: -18_000, abbreviation: "CDT")]
    )
    let input = try input(
      try fixtureFindings(one, try attackerScope()), at: state, regimes: ["hipaa"]
    ) {
      $0.triggers = [entered]
      $0.displayZone = zone
    }
    let row = try #require(
      NextDeadlineRow.all(input).first { $0.citation == "45 CFR 164.404" })
    #expect(row.daysLeft == left && row.isPast == isPast)
  }

  @Test func aLawThatWasNotInForceGivesNoDate() throws {
    let entered = try trigger("nis2-de", "awareness", "2021-07-20T10:00:00Z")
    let findings = try fixtureFindings(one, try attackerScope())
    let input = try input(findings, regimes: ["nis2-de"]) { $0.triggers = [entered] }
    #expect(NextDeadlineRow.all(input).isEmpty)
    // And does not pass without a word.
    #expect(try open(input).contains { $0.contains("came into force after the day entered") })
  }

  // MARK: - What is open

  private func open(_ input: ReportInput) throws -> [String] {
    try OpenPointRow.all(input).map { try text($0.what) ?? "" }
  }

  @Test func aCaseWithoutAnythingSaysWhatItLacks() throws {
    let points = try open(try input(try fixtureFindings(one, try attackerScope())))
    #expect(points.contains("No notification law is chosen"))
    let auditing = "No configuration shows how auditing was set for m.rivera"
    #expect(points.contains { $0.hasPrefix(auditing) })
    #expect(points.contains("The query behind E001 is not stated in full"))
  }

  @Test func aLawWithoutItsTimeIsOpenUntilSomebodyEntersOne() throws {
    let findings = try fixtureFindings(one, try attackerScope())
    let asked = try open(try input(findings, regimes: ["gdpr"]))
    #expect(asked.contains { $0.contains("nobody has entered") }, "\(asked)")
    let entered = try trigger("gdpr", "awareness", "2025-03-24T10:00:00Z")
    let known = try open(try input(findings, regimes: ["gdpr"]) { $0.triggers = [entered] })
    #expect(!known.contains { $0.contains("nobody has entered") }, "\(known)")
  }

  /// A configuration that shows nothing closes nothing, and a sign that records are missing is open.
  @Test func whatShowsNothingClosesNothing() throws {
    var findings = try fixtureFindings(one, try attackerScope())
    findings.request.configurations = [AuditConfiguration()]
    findings.completeness.statement = .signsFound
    let points = try open(try input(findings))
    #expect(points.contains { $0.hasPrefix("No configuration shows") })
    #expect(points.contains("Signs that the evidence lacks records"))
    findings.completeness.statement = .noSignFound
    for index in findings.mailboxes.indices { findings.mailboxes[index].coverage.state = .shown }
    let shown = try open(try input(findings))
    #expect(!shown.contains { $0.hasPrefix("No configuration") || $0.hasPrefix("Signs") })
  }

  @Test func everyPointHasItsReasonInEveryLanguage() throws {
    for language in ["en", "de", "pt-BR"] {
      let words = try TemplateSet.builtIn.language(language)
      for row in OpenPointRow.all(
        try input(try fixtureFindings(one, try attackerScope()), regimes: ["gdpr"]))
      {
        #expect(try !plainText(row.what, words).isEmpty && !plainText(row.why, words).isEmpty)
        #expect(row.command.hasPrefix("casefile "))
      }
    }
  }

  @Test func aCopyForSomebodyListsNothingToDo() throws {
    var input = try input(try fixtureFindings(one, try attackerScope()))
    #expect(ActionPart(input).hasOpenPoints)
    input.recipient = "HHS OCR"
    #expect(!ActionPart(input).hasOpenPoints && ActionPart(input).openPoints.isEmpty)
  }

  // MARK: - The first access, and what rules sent out

  @Test func theSpanIsThatOfEveryAccessAndNamesWhatCameBefore() throws {
    var signIn = FixtureRecord(7)
    signIn.operation = "UserLoggedIn"
    signIn.clientIPAddress = "203.0.113.66"
    signIn.time = "2025-03-12T07:58:00"
    // Without any id: no message, and access all the same.
    let last = FixtureRecord.attackerBind(3, at: "2025-03-12T09:30:00")
    let findings = try fixtureFindings(one + [last, signIn], try attackerScope())
    let span = try #require(SpanPart(findings))
    #expect(try text(span.first) == "2025-03-12 08:00:00 UTC")
    #expect(try text(span.last) == "2025-03-12 09:30:00 UTC")
    #expect(span.firstOperation == "UserLoggedIn")
    #expect(try text(span.firstAct) == "2025-03-12 07:58:00 UTC")
    #expect(SpanPart(try fixtureFindings(one)) == nil)
    // What was before the window, and perhaps the owner's, is not called the first.
    let later = try attackerScope(
      #""windows": [{"from": "2025-03-12T07:59:00Z", "to": "2025-03-13T00:00:00Z"}]"#)
    let inside = try #require(SpanPart(try fixtureFindings(one + [signIn], later)))
    #expect(inside.firstAct == nil && inside.firstOperation == "")
  }

  @Test func aRuleThatSendsMailOutIsNamedWithItsTarget() throws {
    var rule = FixtureRecord(7)
    rule.operation = "New-TransportRule"
    rule.clientIP = "203.0.113.66"
    rule.clientIPAddress = nil
    rule.extra = [
      (
        "Parameters",
        #"[{"Name":"BlindCopyTo","Value":"x@evil.example"},{"Name":"SubjectContainsWords","Value":"invoice"}]"#
      )
    ]
    let findings = try fixtureFindings(one + [rule], try attackerScope())
    let row = try #require(SentOutRow.all(findings).first)
    #expect(row.operation == "New-TransportRule" && row.records == 1)
    #expect(try text(row.targets) == "x@evil.example")
    #expect(try text(row.conditions) == "subjectcontainswords=invoice")
    #expect(try text(row.since) == "2025-03-12 08:00:00 UTC")
    #expect(row.sources != nil)
    var removed = rule
    removed.operation = "Remove-TransportRule"
    #expect(
      SentOutRow.all(try fixtureFindings(one + [removed], try attackerScope())).isEmpty)
  }

  /// A target may be a person's name, which no pattern finds.
  @Test func targetsLeaveNoRedactedCopy() throws {
    var findings = try fixtureFindings(one, try attackerScope())
    var act = Act(
      group: .mailSentOut, workload: "Exchange", operation: "New-InboxRule", isRead: true,
      isInScope: true, mailbox: nil, first: try time("2025-03-12T08:00:00Z"))
    act.details = ["forwardto=Jane Roe", "from=John Roe"]
    findings.acts = [act]
    var input = try input(findings)
    #expect(try renderBreachScope(input).contains { $0.contains("Jane Roe") })
    input.pseudonyms = Pseudonyms(key: [UInt8](repeating: 7, count: 32), findings)
    #expect(try !renderBreachScope(input).contains { $0.contains("Roe") })
  }

  @Test func messagesAreCountedByFolderAndByDomain() throws {
    let findings = try fixtureFindings(
      [.attackerBind(1, "a@insurer.example", "b@INSURER.example", "c@x", "no-domain")],
      try attackerScope())
    let places = WherePart(findings)
    #expect(places.domains.map(\.domain.string) == ["insurer.example", "", "x"])
    #expect(places.domains.map(\.count) == [2, 1, 1])
    #expect(places.folders.map(\.count).reduce(0, +) == 4)
    #expect(!WherePart(try fixtureFindings(one)).hasWhere)
  }
}

extension ReportFile {
  fileprivate func contains(_ text: String) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains(text)
  }
}
