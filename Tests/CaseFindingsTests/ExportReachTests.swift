import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing
import TextFormats

/// What an export can cover is asked of that export by itself (R10, R13, R18).
struct ExportReachTests {
  private let scope = Result {
    try attackerScope(
      "\"windows\": [{\"from\": \"2025-03-10T00:00:00Z\", \"to\": \"2025-03-20T00:00:00Z\"}],"
        + "\"mailboxes\": [{\"upn\": \"\(rivera)\"}]")
  }

  // MARK: - lag

  @Test func anExportOfAnotherMailboxSettlesNothing() throws {
    let own = riveras(collected: "2025-03-20T12:00:00Z")
    #expect(try periods([own]) == ["lag 2025-03-19T12:00:00Z 2025-03-20T00:00:00Z"])
    var other = others(collected: "2025-04-20T00:00:00Z")
    #expect(try periods([own, other]) == periods([own]))
    other.query.mailboxes = []
    #expect(try periods([own, other]).isEmpty, "it asked for every mailbox")
  }

  @Test(arguments: ["users", "operations", "text", "addresses", "earlier", "unstated", "undated"])
  func whatDidNotAskForThoseHoursOfEverybodySettlesNothing(_ what: String) throws {
    let own = riveras(collected: "2025-03-20T12:00:00Z")
    var late = riveras(collected: "2025-04-20T00:00:00Z")
    switch what {
    case "users": late.query.users = [rivera]
    case "operations": late.query.operations = ["Send"]
    case "text": late.query.freeText = "invoice"
    case "addresses": late.query.addresses = ["203.0.113.66"]
    case "earlier": late.query.to = time("2025-03-19T00:00:00Z")
    case "unstated": late.query = ExportQuery()
    default: late.collectedAt = nil
    }
    #expect(try periods([own, late]) == ["lag 2025-03-19T12:00:00Z 2025-03-20T00:00:00Z"])
  }

  // MARK: - exportGap

  @Test func whoseQueryNobodyStatedClosesNoGap() throws {
    var first = riveras()
    first.query.to = time("2025-03-12T00:00:00Z")
    let gap = ["exportGap 2025-03-12T00:00:00Z 2025-03-20T00:00:00Z"]
    #expect(try periods([first]) == gap)
    var stray = others()
    stray.query = ExportQuery()
    #expect(try periods([first, stray]) == gap)
    var same = riveras()
    same.query = ExportQuery()
    #expect(try periods([first, same]) == gap, "nor where it holds records of the mailbox")
    same.query = asked()
    #expect(try periods([first, same]).isEmpty)
  }

  @Test func whoseQueryNobodyStatedOpensNoGapOfWhatItHolds() throws {
    var own = riveras()
    own.query = ExportQuery()
    #expect(try periods([own]).isEmpty)
    #expect(try periods([own, others()]).isEmpty, "another mailbox's query says nothing of it")
    var stray = others()
    stray.query = ExportQuery()
    let whole = ["exportGap 2025-03-10T00:00:00Z 2025-03-20T00:00:00Z"]
    #expect(try periods([stray]) == whole, "it holds nothing of the mailbox")
  }

  @Test(arguments: ["users", "text", "addresses"])
  func aFilterLeavesAGapForEverybodyElse(_ what: String) throws {
    var file = riveras()
    switch what {
    case "users": file.query.users = ["delegate@northwind-clinic.example"]
    case "text": file.query.freeText = "invoice"
    default: file.query.addresses = ["198.51.100.10"]
    }
    let found = try fixtureFindings([file], try scope.get())
    let gap = try #require(found.mailboxes[0].unauditedPeriods.first)
    #expect(gap.cause == .exportGap)
    #expect(gap.inWindow == found.mailboxes[0].windows)
    #expect(gap.accounts.isEmpty && gap.accessTypes.isEmpty, "it reaches everybody")
    #expect(gap.note.english.contains("E001 asked for named users, addresses or text only"))
    #expect(try tier([file]) == .undetermined)
    #expect(try tier([riveras()]) == .notSeen, "without the filter")
    #expect(try periods([file, riveras()]).isEmpty, "another asked for everybody")
    #expect(found.completeness.statement == .signsFound)
  }

  @Test func aFilterThatIsStatedOnlyInPartCoversOnlyWhatItHolds() throws {
    var file = riveras()
    file.query.users = nil
    file.query.to = time("2025-03-12T00:00:00Z")
    let gap = ["exportGap 2025-03-12T00:00:00Z 2025-03-20T00:00:00Z"]
    #expect(try periods([file]) == gap)
    #expect(try periods([file, riveras()]).isEmpty)
  }

  // MARK: - lookBackNotCovered

  @Test func whatWasAskedBeforeTheWindowIsAskedByMailbox() throws {
    func isSigned(_ files: [FixtureFile]) throws -> Bool {
      try fixtureFindings(files, try scope.get()).anomalyCodes.contains("lookBackNotCovered")
    }
    var late = riveras()
    late.query.from = time("2025-03-09T23:00:00Z")
    #expect(try isSigned([late]))
    #expect(try !isSigned([late, riveras()]))
    #expect(try isSigned([late, others()]), "it asked for another mailbox")
    var older = riveras()
    older.query.to = time("2025-03-09T12:00:00Z")
    #expect(try isSigned([late, older]), "eleven hours are missing")
    older.query.to = time("2025-03-09T23:00:00Z")
    #expect(try !isSigned([late, older]))
    older.query.users = [rivera]
    #expect(try isSigned([late, older]), "it did not ask for everybody")
    older.query = ExportQuery()
    #expect(try isSigned([late, older]), "nobody stated what it asked for")
  }

  // MARK: - Whatever the exports are

  /// Exports of chance: what says nothing of the mailbox changes nothing, and a query of which less is
  /// known closes nothing.
  @Test(arguments: 0..<300) func lessUnderstandingClosesNothing(_ seed: Int) throws {
    var random = FixtureRandom(seed: UInt64(seed))
    let files = (0..<3).map { _ in chance(&random) } + [chance(&random, isWhole: true)]
    let before = try open(files)
    var stray = others(collected: "2025-05-01T00:00:00Z")
    if seed.isMultiple(of: 2) { stray.query = ExportQuery() }
    #expect(try open(files + [stray]) == before)
    let place = Int.random(in: 0..<3, using: &random)
    var less = files
    switch Int.random(in: 0..<7, using: &random) {
    case 0: less[place].query = ExportQuery()
    case 1: less[place].query.users = nil
    case 2: less[place].query.operations = nil
    case 3: less[place].query.mailboxes = nil
    case 4: less[place].query.freeText = nil
    case 5: less[place].query.from = nil
    default: less[place].query.to = nil
    }
    #expect(before.subtracting(try open(less)).isEmpty, "seed \(seed)")
  }

  private func chance(_ random: inout FixtureRandom, isWhole: Bool = false) -> FixtureFile {
    func day() -> UTCTime {
      time("2025-03-01T00:00:00Z") + 86_400 * Int64.random(in: 0..<28, using: &random)
    }
    let (one, two, made) = (day(), day(), day())
    var file = riveras()
    file.query.from = min(one, two)
    file.query.to = max(one, two) + 3_600
    file.collectedAt = made
    if isWhole { return file }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: file.query.users = [rivera]
    case 1: file.query.operations = ["Send"]
    case 2: file.query.mailboxes = [elsewhere]
    case 3: file.query.freeText = "invoice"
    default: break
    }
    return file
  }

  private func open(_ files: [FixtureFile]) throws -> [TimeSpan] {
    let found = try fixtureFindings(files, try scope.get())
    return found.mailboxes[0].unauditedPeriods.flatMap(\.inWindow).merged
  }

  // MARK: - Exports

  private func periods(_ files: [FixtureFile]) throws -> [String] {
    try fixtureFindings(files, try scope.get()).mailboxes[0].unauditedPeriods.map {
      "\($0.cause.rawValue) \($0.raw.from.iso) \($0.raw.to.iso)"
    }
  }

  private func tier(_ files: [FixtureFile]) throws -> MessageTier? {
    let (inputs, request) = try fixtureRequest(files, try scope.get())
    let questions = FindingsQuestions(ids: [EvidenceText("never@x")])
    return try answer(questions, inputs, request).verdicts.first?.tier
  }

  private func asked() -> ExportQuery {
    var query = ExportQuery()
    query.from = time("2025-02-01T00:00:00Z")
    query.to = time("2025-04-01T00:00:00Z")
    query.operations = []
    query.users = []
    query.mailboxes = []
    query.freeText = ""
    return query
  }

  /// The owner's access on both sides of the window.
  private func riveras(collected: String? = nil) -> FixtureFile {
    let records = [(1, "2025-02-02T00:00:00"), (2, "2025-03-25T00:00:00")].map { number, at in
      FixtureRecord(number: number, at: at)
    }
    var file = FixtureFile(records)
    file.query = asked()
    file.collectedAt = collected.map(time)
    return file
  }

  private func others(collected: String? = nil) -> FixtureFile {
    var record = FixtureRecord(number: 9, at: "2024-03-12T08:00:00")
    record.mailboxGuid = "bbbbbbbb-0000-4000-8000-000000000002"
    record.mailboxUPN = elsewhere
    record.user = elsewhere
    var file = FixtureFile([record])
    file.query = asked()
    file.query.mailboxes = [elsewhere]
    file.collectedAt = collected.map(time)
    return file
  }
}

private let rivera = "m.rivera@northwind-clinic.example"
private let elsewhere = "o@northwind-clinic.example"

private func time(_ text: String) -> UTCTime {
  TimeReader.read(text) ?? UTCTime(seconds: 0)
}
