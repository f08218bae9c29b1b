import CaseModel
import TestSupport
import TextFormats
import Testing

@testable import CaseReport

struct RegimeTests {
  private let english: ReportLanguage

  init() throws { english = try TemplateSet.builtIn.language("en") }

  private func regime(_ id: String) throws -> Regime {
    try #require(try TemplateSet.builtIn.regimes().first { $0.id == id })
  }

  private func text(_ value: MustacheValue?) throws -> String? {
    try value.map { try plainText($0, english) }
  }

  @Test func everyRegimeIsReadAndNamesItsSources() throws {
    let regimes = try TemplateSet.builtIn.regimes()
    #expect(
      regimes.map(\.id) == [
        "australia", "california", "gdpr", "hipaa", "lgpd", "new-york", "nis2-de", "nydfs",
        "pipeda", "sec-8k", "texas", "uk-gdpr",
      ])
    for regime in regimes {
      #expect(!regime.sources.isEmpty && !regime.triggers.isEmpty && !regime.items.isEmpty)
    }
  }

  /// "500 or more" and "more than 500" are different things.
  @Test func theThresholdsOfHIPAAAreTwo() throws {
    let hipaa = try regime("hipaa")
    func rule(_ id: String) -> Regime.Threshold? { hipaa.thresholds.first { $0.id == id } }
    #expect(rule("hhs500")?.rule == .atLeast && rule("hhs500")?.number == 500)
    #expect(rule("media")?.rule == .moreThan && rule("media")?.number == 500)
    #expect(rule("hhsLog")?.rule == .fewerThan && rule("hhsLog")?.number == 500)
  }

  // MARK: - Arithmetic, worked out by hand

  @Test(arguments: [
    // 72 h over a weekend do not roll.
    ("2025-03-21T18:00:00Z", Regime.Deadline.Unit.hours, 72, "2025-03-24 18:00:00 UTC, a Monday"),
    ("2025-03-24T09:00:00Z", .calendarDays, 60, "2025-05-23, a Friday"),
    ("2025-03-24T23:59:59Z", .calendarDays, 60, "2025-05-23, a Friday"),
    ("2024-01-31T00:00:00Z", .calendarDays, 30, "2024-03-01, a Friday"),
    // Thursday before Easter: Friday, Monday, Tuesday without holidays.
    ("2025-04-17T12:00:00Z", .businessDays, 3, "2025-04-22, a Tuesday"),
    ("2025-03-22T12:00:00Z", .businessDays, 1, "2025-03-24, a Monday"),
    ("2025-01-31T12:00:00Z", .months, 1, "2025-02-28, a Friday"),
    ("2024-12-15T12:00:00Z", .months, 1, "2025-01-15, a Wednesday"),
    // 31 December and 60 days: 1 March, or 29 February before a leap day.
    ("2025-07-01T00:00:00Z", .calendarDaysAfterYear, 60, "2026-03-01, a Sunday"),
    ("2027-07-01T00:00:00Z", .calendarDaysAfterYear, 60, "2028-02-29, a Tuesday"),
  ])
  func deadlinesEnd(
    _ start: String, _ unit: Regime.Deadline.Unit, _ amount: Int64, _ end: String
  ) throws {
    let from = try #require(TimeReader.read(start))
    let deadline = Regime.Deadline(trigger: "t", unit: unit, amount: amount, text: "")
    let date = DeadlineDate(deadline, from: from, holidays: [], zone: nil)
    #expect(try text(date?.text) == end)
  }

  private static let zoned: [(String, Int64, Regime.Deadline.Unit, Int64, String)] = [
    ("2025-03-22T02:00:00Z", -5, .calendarDays, 60, "2025-05-20, a Tuesday"),
    ("2025-03-22T05:00:00Z", -5, .calendarDays, 60, "2025-05-21, a Wednesday"),
    ("2026-01-01T03:00:00Z", -6, .calendarDaysAfterYear, 60, "2026-03-01, a Sunday"),
    ("2026-01-01T06:00:00Z", -6, .calendarDaysAfterYear, 60, "2027-03-01, a Monday"),
    ("2025-12-31T12:00:00Z", 13, .calendarDays, 1, "2026-01-02, a Friday"),
    ("2026-03-01T09:00:00Z", -10, .months, 1, "2026-03-28, a Saturday"),
    ("2025-03-21T23:30:00Z", 1, .businessDays, 1, "2025-03-24, a Monday"),
    ("2025-03-21T22:30:00Z", 1, .businessDays, 1, "2025-03-24, a Monday"),
    ("2025-03-24T00:30:00Z", -3, .businessDays, 1, "2025-03-24, a Monday"),
  ]

  /// An evening in America is tomorrow in UTC; a morning in Tonga is yesterday.
  @Test(arguments: zoned)
  func daysAreThoseOfTheCasesZone(
    _ start: String, _ hours: Int64, _ unit: Regime.Deadline.Unit, _ amount: Int64, _ end: String
  ) throws {
    let change = DisplayZone.Change(
      from: UTCTime(seconds: 0), offset: hours * 3_600, abbreviation: "X")
    let zone = try #require(DisplayZone(name: "Some/Where", changes: [change]))
    let from = try #require(TimeReader.read(start))
    let deadline = Regime.Deadline(trigger: "t", unit: unit, amount: amount, text: "")
    let date = DeadlineDate(deadline, from: from, holidays: [], zone: zone)
    #expect(try text(date?.text) == end)
  }

  /// On the day that the clocks go forward, and on the evening before.
  @Test func summerTimeMovesTheDay() throws {
    let change = try #require(TimeReader.read("2025-03-09T08:00:00Z"))
    let zone = try #require(
      DisplayZone(
        name: "America/Chicago",
        changes: [
          .init(from: UTCTime(seconds: 0), offset: -6 * 3_600, abbreviation: "CST"),
          .init(from: change, offset: -5 * 3_600, abbreviation: "CDT"),
        ]))
    let deadline = Regime.Deadline(trigger: "t", unit: .calendarDays, amount: 1, text: "")
    for (start, end) in [
      ("2025-03-09T05:59:59Z", "2025-03-09, a Sunday"),
      ("2025-03-09T06:00:00Z", "2025-03-10, a Monday"),
      ("2025-03-10T04:59:59Z", "2025-03-10, a Monday"),
      ("2025-03-10T05:00:00Z", "2025-03-11, a Tuesday"),
    ] {
      let from = try #require(TimeReader.read(start))
      let date = DeadlineDate(deadline, from: from, holidays: [], zone: zone)
      #expect(try text(date?.text) == end, "\(start)")
    }
  }

  @Test func aLawThatWasNotInForceGivesNoDate() throws {
    let regimes = try TemplateSet.builtIn.regimes()
    let california = try #require(regimes.first { $0.id == "california" })
    let notice = try #require(california.notices.first { $0.deadline.unit != .none })
    func answer(_ start: String) throws -> DeadlineAnswer {
      DeadlineAnswer(
        notice, of: california, from: try #require(TimeReader.read(start)), CaseDocument())
    }
    let early = try answer("2025-12-31T23:59:59Z")
    #expect(early.date == nil)
    #expect(try text(early.text) == "no date")
    #expect(try text(early.arithmetic)?.contains("only since 2026-01-01") == true)
    #expect(try answer("2026-01-01T00:00:00Z").date != nil)
  }

  @Test func holidaysAreNoBusinessDays() throws {
    let from = try #require(TimeReader.read("2025-04-17T12:00:00Z"))
    let holidays = try ["2025-04-18", "2025-04-21"].map {
      try #require(TimeReader.readDateOrTime($0)).day
    }
    let deadline = Regime.Deadline(trigger: "t", unit: .businessDays, amount: 3, text: "")
    let date = DeadlineDate(deadline, from: from, holidays: Set(holidays), zone: nil)
    #expect(try text(date?.text) == "2025-04-24, a Thursday")
    #expect(try text(date?.arithmetic)?.contains("2025-04-18, 2025-04-21") == true)
  }

  @Test func whereTheLawGivesNoTimeNoDateIsMadeUp() throws {
    let deadline = Regime.Deadline(trigger: "t", unit: .none, amount: 0, text: "promptly")
    #expect(DeadlineDate(deadline, from: UTCTime(seconds: 0), holidays: [], zone: nil)?.end == nil)
  }

  // MARK: - Wrong files

  @Test(arguments: [
    (#""id": "hipaa""#, #""id": "other""#, "id"),
    (#""schema": "casefile/regime/1""#, #""schema": "casefile/regime/2""#, "schema"),
    (#""authority""#, #""authorty""#, "authorty"),
    (#""trigger": "baDiscovery""#, #""trigger": "never""#, "notices[4].deadline.trigger"),
    (#""unit": "calendarDaysAfterYear""#, #""unit": "weeks""#, "notices[3].deadline.unit"),
    (#""inForceSince": "2009-09-23""#, #""inForceSince": "soon""#, "inForceSince"),
    (#""threshold": "media""#, #""threshold": "medium""#, "notices[1].threshold"),
  ])
  func aWrongRegimeIsRefusedWithItsKey(_ old: String, _ new: String, _ key: String) throws {
    let text = try #require(TemplateSet.builtIn.files["regimes/hipaa.json"])
    #expect(text.contains(old))
    do {
      _ = try TemplateSet.builtIn.regime(text.replacing(old, with: new), file: "regimes/hipaa.json")
      Issue.record("read with \(new)")
    } catch {
      #expect(error.problem.key == key)
    }
  }

  @Test func aRegimeThatIsNoJSONIsRefusedWithItsLine() {
    do {
      _ = try TemplateSet.builtIn.regime("{\n  \"id\": }", file: "regimes/x.json")
      Issue.record("read")
    } catch {
      #expect(error.problem.key == "line 2, column 9")
    }
  }

  // MARK: - The worksheet

  private func worksheet(
    _ regime: String, _ findings: Findings, _ change: (inout ReportInput) -> Void = { _ in }
  ) throws -> (html: String, text: String) {
    var input = ReportInput(
      findings: findings, document: CaseDocument(), register: [], stateSeq: 1,
      stateTime: UTCTime(seconds: 0), language: english)
    change(&input)
    let files = try renderNotice(input, try self.regime(regime))
    #expect(files.map(\.name) == ["notice-\(regime).en.html", "notice-\(regime).en.md"])
    return (
      String(decoding: files[0].bytes, as: UTF8.self),
      String(decoding: files[1].bytes, as: UTF8.self)
    )
  }

  @Test func withoutATriggerADeadlineNeedsAPerson() throws {
    let findings = try fixtureFindings([.attackerBind(1, "a@x")], attackerScope())
    let text = try worksheet("hipaa", findings).text
    #expect(text.contains("**needs a person:** when (discovery)"))
    #expect(!text.contains(", a Monday") && !text.contains(", a Friday"))
  }

  @Test func anEnteredTriggerGivesTheDateAndShowsTheArithmetic() throws {
    let findings = try fixtureFindings([.attackerBind(1, "a@x")], attackerScope())
    let start = try #require(TimeReader.read("2025-03-24T09:00:00Z"))
    let (html, text) = try worksheet("hipaa", findings) { input in
      input.document.triggers = [
        CaseTrigger(
          regime: "hipaa", trigger: "discovery", at: start, by: "<b>J</b>", why: "told",
          enteredAt: start),
        CaseTrigger(
          regime: "gdpr", trigger: "awareness", at: start, by: "x", why: "y", enteredAt: start),
      ]
    }
    #expect(text.contains("**2025-05-23, a Friday**: 2025-03-24 + 60 calendar days"))
    #expect(html.contains("2025-05-23, a Friday") && !html.contains("<b>J</b>"))
  }

  @Test func noNumberOfPeopleComesFromMessages() throws {
    let findings = try fixtureFindings([.attackerBind(1, "a@x", "b@x")], attackerScope())
    let text = try worksheet("hipaa", findings).text
    #expect(text.contains("no message has been reviewed, so no number of people is stated"))
    #expect(text.contains("2 messages recorded as accessed. Accessed does not mean read"))
    let reviewed = try worksheet("hipaa", findings) { input in
      input.review.messages = 2
      input.review.reviewed = 1
      input.review.people = 7
      input.review.bySensitivity[.yes] = 1
    }.text
    #expect(reviewed.contains("reviewers state 7 people"))
    #expect(reviewed.contains("1 recorded messages are not reviewed"))
  }

  @Test func theFirstRecordIsNeverTheStartOfTheBreach() throws {
    let findings = try fixtureFindings([.attackerBind(1, "a@x")], attackerScope())
    for regime in try TemplateSet.builtIn.regimes() {
      let text = try worksheet(regime.id, findings).text
      if regime.items.contains(where: { $0.from.contains(.period) }) {
        #expect(text.contains("The first record is not the start of the breach"))
      }
      #expect(text.contains("It draws no legal conclusion"))
      #expect(!text.contains("complete"))
    }
  }

  /// A gap is "could not be excluded", never "no access"; and a scope that is too narrow is said.
  @Test func noAccessIsNeverPrintedWithoutItsGaps() throws {
    var throttled = FixtureRecord(3)
    throttled.throttled = "\"True\""
    let outside = FixtureRecord.attackerBind(4, "late@x", at: "2025-05-01T00:00:00")
    let scope = try attackerScope(#""windows": [{"from": "2025-03-10", "to": "2025-03-20"}]"#)
    let findings = try fixtureFindings([throttled, outside], scope)
    for regime in try TemplateSet.builtIn.regimes() {
      let text = try worksheet(regime.id, findings).text
      guard text.contains("no access is recorded") else { continue }
      #expect(text.contains("access could not be excluded"), "\(regime.id)")
      #expect(text.contains("the scope may be too narrow"), "\(regime.id)")
    }
    let text = try worksheet("nis2-de", findings).text
    #expect(text.contains("no context counts as the attacker's") == false)
    let none = try worksheet("nis2-de", try fixtureFindings([throttled], scope)).text
    #expect(none.contains("no context counts as the attacker's under the scope"))
  }

  @Test func theThirdFactorOfHIPAAIsSetOutByTier() throws {
    var throttled = FixtureRecord.attackerBind(3, "t@x", at: "2025-03-13T08:00:00")
    throttled.throttled = "\"True\""
    let findings = try fixtureFindings(
      [.attackerBind(1, "a@x"), .attackerSync(2, "\\Clients"), throttled], attackerScope())
    let text = try worksheet("hipaa", findings).text
    let parts = text.split(separator: "### whether the protected health information was actually")
    let factor = try #require(parts.dropFirst().first?.split(separator: "###").first)
    #expect(factor.contains("2 messages recorded as accessed"))
    #expect(factor.contains("must be assumed compromised, by synchronisation"))
    #expect(factor.contains("access could not be excluded"))
    #expect(
      text.contains(
        "The periods in section 4 could not be examined; how much weight they carry is for the risk assessment"
      ))
    #expect(text.contains("shall have the burden of demonstrating"))
  }
}
