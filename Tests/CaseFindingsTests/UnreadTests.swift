import CaseFindings
import CaseModel
import TestSupport
import Testing
import TextFormats

/// Taking understanding away never makes a verdict more confident (R22).
struct UnreadTests {
  /// What programs leave where a value was, none of which says what it was.
  private static let unreadable = [
    #""System.Object[]""#, #""[List]""#, #""[object Object]""#, #""@{Name=MailAcce…""#,
    #""[{\"Name\":\"MailAcc""#, #"{"a":{"b":[1,[2]]}}"#, #"[["x"],["y"]]"#, #""...""#,
  ]
  private static let members = [
    "Operation", "LogonType", "OperationCount", "OperationProperties", "Folders", "Item",
    "SessionId", "AppAccessContext", "DeviceProperties",
    "ClientIPAddress", "UserId", "Parameters",
  ]
  private static let scope = #"""
    {"indicators": [{"id": "A1", "addresses": ["203.0.113.66"]}],
     "windows": [{"from": "2025-03-10T00:10:00Z", "to": "2025-03-10T00:24:00Z"}]}
    """#

  private func tiers(_ records: [String], _ ids: [String]) throws -> FoundTiers {
    let text = records.joined(separator: "\n")
    return FoundTiers(
      try fixtureVerdicts(
        ids, [FixtureFile(Array(text.utf8))], try fixtureScope(UnreadTests.scope)))
  }

  private func replaced(_ record: String, _ member: String, by text: String) throws -> String {
    let value = try JSONReader.read(Array(text.utf8))
    let read = try JSONReader.read(Array(record.utf8))
    return RecordNotation.json(
      .object(
        (read.members ?? []).map { $0.key == member ? .init(key: member, value: value) : $0 }))
  }

  @Test(arguments: 0..<300)
  func noMessageIsFearedLess(_ seed: Int) throws {
    var random = FixtureRandom(seed: UInt64(seed))
    let made = NotatedRecords(count: 40 + random.below(60), seed: UInt64(seed))
    let records = made.records.map(\.json)
    let member = random.pick(UnreadTests.members)
    let text = random.pick(UnreadTests.unreadable)
    let isAll = random.below(2) == 0
    let lost = try records.map { record in
      isAll || random.below(3) == 0 ? try replaced(record, member, by: text) : record
    }
    let less = try tiers(lost, made.ids)
    #expect(
      try tiers(records, made.ids).fearedLess(with: less) == [], "seed \(seed), \(member) \(text)")
  }

  /// The cases are such that a verdict could be more confident.
  @Test func everyTierIsAmongThem() throws {
    var seen: Set<MessageTier> = []
    for seed in 0..<40 {
      var random = FixtureRandom(seed: UInt64(seed))
      let made = NotatedRecords(count: 40 + random.below(60), seed: UInt64(seed))
      seen.formUnion(try tiers(made.records.map(\.json), made.ids).tiers.values)
    }
    #expect(seen == [.recorded, .assumed, .undetermined, .otherAccess, .notSeen])
  }

  /// A row that cannot be read at all.
  @Test(arguments: 300..<400)
  func aLostRowIsFeared(_ seed: Int) throws {
    var random = FixtureRandom(seed: UInt64(seed))
    let made = NotatedRecords(count: 40 + random.below(60), seed: UInt64(seed))
    let records = made.records.map(\.json)
    let lost = records.enumerated().map { number, record in
      // The first says what file it is.
      number > 0 && random.below(4) == 0
        ? String(record.prefix(40 + random.below(record.count - 41))) : record
    }
    let less = try tiers(lost, made.ids)
    #expect(try tiers(records, made.ids).fearedLess(with: less) == [], "seed \(seed)")
  }

  // MARK: - What is unread has its consequence

  private func found(_ change: (inout FixtureRecord) -> Void, _ member: String, _ text: String)
    throws
    -> Findings
  {
    var record = FixtureRecord.attackerBind(1, "a@x")
    change(&record)
    let json = try replaced(record.json, member, by: text)
    return try fixtureFindings(
      [FixtureFile(Array(json.utf8))],
      try attackerScope(
        #""windows": [{"from": "2025-03-12T00:00:00Z", "to": "2025-03-14T00:00:00Z"}]"#))
  }

  @Test(arguments: unreadable)
  func throttlingThatCannotBeReadOpensADay(_ text: String) throws {
    let findings = try found({ _ in }, "OperationProperties", text)
    let periods = findings.mailboxes[0].unauditedPeriods.filter { $0.cause == .throttlingUnread }
    #expect(periods.map(\.raw.from.iso) == ["2025-03-12T08:00:00Z"])
    #expect(periods.map(\.raw.to.iso) == ["2025-03-13T08:00:00Z"])
    #expect(findings.unread.map(\.consequence).contains(.throttlingUnread))
    #expect(findings.summary.contains("could not be understood"))
    // What it names is still named.
    #expect(findings.message("a@x") != nil)
  }

  @Test(arguments: ["null", #""""#, "[]", "{}", #""Not Available""#])
  func whatSaysNothingIsAbsent(_ text: String) throws {
    let findings = try found({ _ in }, "OperationProperties", text)
    #expect(findings.unread.isEmpty)
    #expect(findings.totals.throttledNotStated == 1)
  }

  @Test(arguments: [
    "[2001:db8::1]:443", "[click](http://x.example)", "{{name}}", "(none of yours)",
  ])
  func aNameMayBeginWithABracket(_ text: String) throws {
    for member in ["UserId", "ClientInfoString", "ClientIPAddress"] {
      #expect(try found({ _ in }, member, quoted(text)).unread.isEmpty)
    }
  }

  @Test(arguments: unreadable)
  func anOperationThatCannotBeReadMayBeMailAccess(_ text: String) throws {
    let findings = try found({ _ in }, "Operation", text)
    #expect(findings.totals.rejected == 1 && findings.totals.uniqueMailAccess == 0)
    #expect(findings.unnamedAccesses > 0)
  }

  @Test(arguments: [#"{"value":"MailItemsAccessed"}"#, #"["MailItemsAccessed"]"#])
  func anOperationInAnotherNotationIsOne(_ text: String) throws {
    #expect(try found({ _ in }, "Operation", text).message("a@x") != nil)
  }

  /// An item's own id does not stand in for a message id that is lost.
  @Test(arguments: ["System.Object[]", "[List]", "[object Object]", "..."])
  func aMessageIdThatIsLostIsNoOtherId(_ text: String) throws {
    var record = FixtureRecord.attackerBind(1)
    record.folders = [.init(id: "F", path: "\\F", items: [.init(text, id: "own")])]
    let findings = try fixtureFindings([record], try attackerScope())
    #expect(findings.mailboxes[0].unnamedAccess.map(\.kind) == [.lossyExport])
    #expect(findings.message("[List]") == nil && findings.message("...") == nil)
  }

  @Test(arguments: [
    #"[{"Name":"System.Object[]","Value":"True"},{"Name":"MailAccessType","Value":"Bind"}]"#,
    #"[{"Name":"[List]","Value":"True"}]"#, #"[{"Name":{"a":1},"Value":"True"}]"#,
  ])
  func aNameThatIsLostMayBeAnyName(_ text: String) throws {
    let findings = try found({ _ in }, "OperationProperties", text)
    #expect(findings.unread.map(\.consequence).contains(.throttlingUnread))
  }

  /// It may be synchronisation, and it may be one message: the folder is assumed, and the message is
  /// recorded (R1).
  @Test(arguments: [#"{"a":1}"#, #"["Bind","Sync"]"#, #""System.Object[]""#])
  func aTypeThatCannotBeReadAssumesTheFolderToo(_ text: String) throws {
    let findings = try found(
      { _ in }, "OperationProperties", "[{\"Name\":\"MailAccessType\",\"Value\":\(text)}]")
    #expect(findings.mailboxes[0].assumedFolders.count == 1)
    #expect(findings.mailboxes[0].assumedBases.contains("sync"))
    #expect(findings.message("a@x") != nil)
  }

  @Test func aNameWithEscapesIsRead() throws {
    let findings = try found(
      { _ in }, "OperationProperties",
      #"[{"Name":"\u0049sThrottled","Value":"True"},{"Name":"MailAccessType","Value":"Bind"}]"#)
    #expect(findings.totals.throttled == 1 && findings.unread.isEmpty)
  }

  @Test func aWholeCopyHealsALossyOne() throws {
    let whole = FixtureRecord.attackerBind(1, "a@x").json
    for member in ["OperationProperties", "Folders"] {
      let lossy = try replaced(whole, member, by: #""System.Object[]""#)
      for files in [[whole, lossy], [lossy, whole]] {
        let findings = try fixtureFindings(
          [FixtureFile(Array(files.joined(separator: "\n").utf8))], try attackerScope())
        #expect(findings.unread.isEmpty && findings.totals.conflicts == 0)
        #expect(findings.mailboxes[0].unnamedAccess.isEmpty)
        #expect(findings.message("a@x") != nil)
      }
    }
  }

  /// Each field that says whose access it was: a copy that lacks it does not say what it was.
  @Test(arguments: [
    ("ClientIPAddress", #""203.0.113.66""#), ("UserId", #""u@x""#),
    ("ClientInfoString", #""Client=REST""#),
    ("DeviceId", quoted(fixtureGuid(7))), ("AppId", quoted(fixtureGuid(8))), ("LogonType", "0"),
    ("UserType", "0"), ("SessionId", quoted(fixtureGuid(9))),
    ("AppAccessContext", #"{"AADSessionId": "s", "DeviceId": "d", "ClientAppId": "c"}"#),
    ("DeviceProperties", #"[{"Name": "Id", "Value": "d"}, {"Name": "SessionId", "Value": "s"}]"#),
  ])
  func aCopyThatLacksAFieldHealsNothing(_ member: String, _ value: String) throws {
    var record = FixtureRecord.attackerBind(1, "a@x")
    if !record.json.contains("\"\(member)\"") { record.extra = [(member, "null")] }
    func isUnread(_ copy: String) throws -> Bool {
      let lossy = try replaced(record.json, member, by: #""System.Object[]""#)
      let copy = try replaced(record.json, member, by: copy)
      let found = try [[copy, lossy], [lossy, copy]].map { files in
        let text = files.joined(separator: "\n")
        let findings = try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
        return findings.unread.contains { $0.member.contains(member) }
      }
      #expect(found[0] == found[1])
      return found[0]
    }
    #expect(try isUnread("null"))
    #expect(try !isUnread(value))
  }

  @Test func anAnchorThatCannotBeReadMakesOtherAccessUndetermined() throws {
    var anchor = FixtureRecord.attackerBind(1, "a@x")
    anchor.session = "s"
    var other = FixtureRecord.attackerBind(2, "b@x")
    other.clientIPAddress = "198.51.100.9"
    other.session = "s"
    let scope = try attackerScope()
    func tier(_ anchor: String) throws -> MessageTier? {
      let text = [anchor, other.json].joined(separator: "\n")
      return try fixtureVerdicts(["b@x"], [FixtureFile(Array(text.utf8))], scope).first?.tier
    }
    #expect(try tier(anchor.json) == .recorded)
    #expect(
      try tier(try replaced(anchor.json, "SessionId", by: #""[object Object]""#)) == .undetermined)
  }
}
