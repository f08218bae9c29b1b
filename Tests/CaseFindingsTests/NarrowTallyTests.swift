import Archiving
import CaseImport
import CaseModel
import CasePipeline
import CaseScope
import TestSupport
import Testing
import TextFormats

@testable import CaseFindings

/// A tally that a scope makes smaller gives the findings of that scope, to the byte.
struct NarrowTallyTests {
  private static let scopeHash = String(repeating: "a", count: 64)

  /// Records of six mailboxes, most of which nobody asks for: sessions that few share, sign-ins, copies
  /// that say less or something else, rows that are cut.
  private func lines(_ count: Int, _ seed: UInt64) -> [String] {
    var random = FixtureRandom(seed: seed)
    var lines: [String] = []
    for json in QuirkyRecords(count: count, seed: seed).json {
      var text = json
      for session in 0..<5 {
        text = text.replacing("S-\(session)", with: "S-\(random.below(60))")
      }
      text = text.replacing(
        "203.0.113.66",
        with: random.pick([
          "203.0.113.66", "192.0.2.\(random.below(9))", "192.0.2.\(random.below(9))",
        ]))
      if random.below(9) == 0 {
        text = text.replacing("\"New-InboxRule\"", with: "\"UserLoggedIn\"")
      }
      if random.below(12) == 0 {
        text = text.replacing(
          "\"Operation\":", with: "\"ClientInfoString\":\"another\",\"Operation\":")
      }
      if random.below(7) == 0 { text = text.replacing("MailboxOwnerUPN", with: "NoUPN") }
      if random.below(11) == 0 { text = text.replacing("MailboxGuid", with: "NoGuid") }
      lines.append(text)
      switch random.below(14) {
      case 0: lines.append(text.replacing("SessionId", with: "NoSession"))
      case 1: lines.append(text.replacing("192.0.2.", with: "192.0.3."))
      case 2: lines.append(text.replacing("\"Bind\"", with: "\"Sync\""))
      case 3: lines.append(text)
      case 4: lines.append(String(text.prefix(text.count * 2 / 3)))
      default: break
      }
    }
    // Auditing is switched off to the end of all records, and nothing says since when of another.
    for (number, (value, name)) in [("False", "p1"), ("True", "p2"), ("False", "p8")].enumerated() {
      lines.append(
        #"""
        {"CreationTime":"2025-03-10T05:00:00","Id":"set-\#(number)","Operation":"Set-Mailbox",\#
        "RecordType":1,"UserId":"admin@northwind-clinic.example","Parameters":[{"Name":"Identity",\#
        "Value":"\#(name)@northwind-clinic.example"},{"Name":"AuditEnabled","Value":"\#(value)"}]}
        """#)
    }
    // A mailbox of which nothing is named, except that auditing was switched off there and nowhere
    // else.
    var lone = FixtureRecord.attackerBind(8_100, "lone@x.example")
    lone.clientIPAddress = "192.0.2.202"
    lone.session = "lone"
    lone.mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000008"
    lone.mailboxUPN = "p8@northwind-clinic.example"
    lines.append(lone.json)
    // Only the copies of one record together say whose mailbox has that name.
    var copy = FixtureRecord.attackerBind(8_000, "copy@x.example")
    copy.clientIPAddress = "192.0.2.201"
    copy.session = "copy"
    copy.mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000007"
    copy.mailboxUPN = "p7@northwind-clinic.example"
    lines.append(copy.json.replacing("MailboxOwnerUPN", with: "NoUPN"))
    lines.append(copy.json.replacing("MailboxGuid", with: "NoGuid"))
    for number in 8_001...8_006 {
      copy.id = FixtureRecord(number).id
      copy.session = "copy-\(number)"
      lines.append(copy.json.replacing("MailboxGuid", with: "NoGuid"))
      var signIn = FixtureRecord(number + 100)
      signIn.operation = "UserLoggedIn"
      signIn.recordType = 15
      (signIn.mailboxGuid, signIn.mailboxUPN) = (nil, nil)
      signIn.user = "nobody@northwind-clinic.example"
      signIn.session = copy.session
      lines.append(signIn.json)
    }
    for (number, time) in ["2025-02-01T00:00:00", "2025-05-01T00:00:00"].enumerated() {
      var record = FixtureRecord.attackerBind(9_000 + number, "far-\(number)@x.example", at: time)
      record.mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000003"
      record.clientIPAddress = "192.0.2.200"
      record.session = "far-\(number)"
      lines.append(record.json)
    }
    return lines.shuffled(using: &random)
  }

  private static let windows = """
    "windows": [{"from": "2025-03-10T02:00:00Z", "to": "2025-03-12T06:00:00Z"}]
    """
  private static let own = """
    "mailboxes": [{"guid": "aaaaaaaa-0000-4000-8000-000000000001"}]
    """

  static let scopes = [
    #"{"indicators": [{"id": "A1", "addresses": ["203.0.113.66"]}], \#(own), \#(windows)}"#,
    #"{"indicators": [{"id": "A1", "addresses": ["192.0.2.3"]}], \#(own)}"#,
    #"""
    {"indicators": [{"id": "A1", "tokens": ["tOk7"]}, {"id": "A2", "addresses": ["192.0.2.5"],
    "from": "2025-03-10T00:00:00Z", "to": "2025-03-10T03:00:00Z"}],
    "knownGood": [{"id": "K1", "logonTypes": [1]}],
    "mailboxes": [{"upn": "P2@northwind-clinic.example"}], \#(windows)}
    """#,
    #"""
    {"indicators": [{"id": "A1", "sessions": ["s-3"],
    "mailboxes": [{"upn": "p0@northwind-clinic.example"}]}], \#(own),
    "readings": {"linkSessions": false}}
    """#,
    #"{"indicators": [], \#(own), "readings": {"assumption": "everyAccess"}, \#(windows)}"#,
    #"""
    {"indicators": [{"id": "A1", "addresses": ["192.0.2.77"]}],
    "mailboxes": [{"guid": "aaaaaaaa-0000-4000-8000-000000000007"}]}
    """#,
    #"{"indicators": [], "mailboxes": [{"upn": "nobody@northwind-clinic.example"}]}"#,
    #"{"indicators": [{"id": "A1", "addresses": ["203.0.113.66"]}], \#(windows)}"#,
  ]

  private func part(_ bytes: [UInt8], _ source: String, _ offset: Int) throws -> PartialTally {
    var tally = Tally()
    let ledger = try walkEvidence(fixtureSource(bytes), format: .auditJSON, evidence: 1) {
      tally.add($0)
    }
    return PartialTally(
      part: TallyPart(
        source: source, offset: Int64(offset), length: Int64(bytes.count),
        sha256: hexadecimal(try sha256(bytes)), format: "json", ledger: ledger),
      tally: tally, scopeSHA256: NarrowTallyTests.scopeHash, rules: "1")
  }

  /// Through the bytes of a file, as between machines.
  private func sent(_ tally: PartialTally) throws -> PartialTally {
    let bytes = tally.encoded()
    let read = try PartialTally(decoding: bytes[...])
    #expect(read.encoded() == bytes)
    return read
  }

  private func sum(_ tallies: [PartialTally], _ random: inout FixtureRandom) throws
    -> PartialTally
  {
    var heap = tallies
    while heap.count > 1 {
      var one = heap.remove(at: random.below(heap.count))
      let other = heap.remove(at: random.below(heap.count))
      try one.merge(other)
      // A task that ran twice.
      if random.below(4) == 0 { try one.merge(other) }
      heap.append(try sent(one))
    }
    return heap[0]
  }

  /// All steps of the job.
  private func narrowed(
    _ parts: [PartialTally], shards: Int, _ scope: Scope, _ random: inout FixtureRandom
  ) throws -> PartialTally {
    var dealt = [[PartialTally]](repeating: [], count: shards)
    for part in parts {
      if shards == 1 {
        dealt[0].append(part)
        continue
      }
      var number = 0
      try part.forEachShard(of: shards) { shard in
        dealt[number].append(try sent(shard))
        number += 1
      }
    }
    let all = try dealt.map { try sum($0, &random) }
    let matching = scopeMatching(scope)
    let hash = NarrowTallyTests.scopeHash
    let names = try sum(
      try all.map { try $0.outline(knowing: nil, matching, scopeSHA256: hash) }, &random)
    let outline = try sum(
      try all.map { try $0.outline(knowing: names, matching, scopeSHA256: hash) }, &random)
    return try sum(
      try all.map {
        try sent(try $0.narrowed(knowing: outline, matching, scopeSHA256: hash))
      }, &random)
  }

  @Test(arguments: 0..<NarrowTallyTests.scopes.count, 1...3)
  func findingsAreThoseOfEverything(_ number: Int, _ seed: UInt64) throws {
    var random = FixtureRandom(seed: seed)
    let scope = try fixtureScope(NarrowTallyTests.scopes[number])
    let all = lines(130, seed)
    let files = [all[..<80], all[50..<110], all[110...]].map {
      Array(($0.joined(separator: "\n") + "\n").utf8)
    }
    let (inputs, request) = try fixtureRequest(files.map { FixtureFile($0) }, scope)
    let whole = writeFindings(try answer(FindingsQuestions(), inputs, request).findings)
    var parts: [PartialTally] = []
    for (index, file) in files.enumerated() {
      let ends = file.indices.filter { file[$0] == 0x0A }.map { $0 + 1 }
      let cut = ends[random.below(ends.count - 1)]
      parts.append(try part(Array(file[..<cut]), evidenceName(index + 1), 0))
      parts.append(try part(Array(file[cut...]), evidenceName(index + 1), cut))
    }
    let sum = try narrowed(parts, shards: random.pick([1, 2, 7]), scope, &random)
    let evidence = files.enumerated().map { index, file in
      TallyEvidence(
        name: evidenceName(index + 1), originalName: "", number: index + 1,
        bytes: Int64(file.count), format: "json")
    }
    let counted = sum.tally.elsewhere.files.values.map(\.unique).reduce(0, +)
    // Where the scope names mailboxes, most records of the others are no more than counted.
    #expect(scope.mailboxes.isEmpty ? counted == 0 : counted > 0)
    let asked = FindingsQuestions(contexts: true)
    let found = try answer(asked, try sum.whole(evidence), request)
    #expect(writeFindings(found.findings) == whole)
    // What speaks against a class may stand in contexts that were only counted.
    let everything = try answer(asked, inputs, request)
    let listed = found.findings.contexts.count
    #expect(found.details.count >= listed)
    for (own, full) in zip(found.details, everything.details.prefix(listed)) {
      #expect(own.messages == full.messages)
      #expect(own.signIns == full.signIns)
    }
  }

  /// What only records say that are counted: that not every access is by the owner, that a number of
  /// items is wrong, that messages were deleted.
  @Test func whatIsCountedIsSaid() throws {
    var random = FixtureRandom(seed: 1)
    let scope = try fixtureScope(NarrowTallyTests.scopes[1])
    var records = (1...3).map { FixtureRecord.attackerBind($0, "m\($0)@x.example") }
    for index in records.indices {
      records[index].mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000001"
      records[index].clientIPAddress = "198.51.100.1"
      records[index].user = records[index].mailboxUPN ?? ""
    }
    var other = FixtureRecord.attackerBind(7, "other@x.example")
    other.mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000002"
    other.mailboxUPN = "p2@northwind-clinic.example"
    other.clientIPAddress = "198.51.100.2"
    other.session = "another"
    other.user = "delegate@northwind-clinic.example"
    other.operationCount = 9
    var deletion = other
    deletion.id = FixtureRecord(8).id
    deletion.operation = "HardDelete"
    let bytes = Array((records + [other, deletion]).map(\.json).joined(separator: "\n").utf8)
    let (inputs, request) = try fixtureRequest([FixtureFile(bytes)], scope)
    let whole = try answer(FindingsQuestions(), inputs, request).findings
    let sum = try narrowed([try part(bytes, "E001", 0)], shards: 1, scope, &random)
    #expect(sum.records == 3)
    let evidence = TallyEvidence(
      name: "E001", originalName: "", number: 1, bytes: Int64(bytes.count), format: "json")
    let found = try answer(FindingsQuestions(), try sum.whole([evidence]), request).findings
    #expect(writeFindings(found) == writeFindings(whole))
    let signs = found.completeness.files[0].signs.map(\.kind)
    #expect(signs.contains(.operationCountMismatch) && !signs.contains(.onlyOwner))
    #expect(!found.acquisitionNotHeld.contains(.deletion))
  }

  /// README states it: records of other mailboxes weigh nothing, however many they are.
  @Test func aNarrowedTallyIsNoLargerThanItsScope() throws {
    let scope = try fixtureScope(
      #"{"indicators": [{"id": "A1", "addresses": ["192.0.2.77"]}], \#(NarrowTallyTests.own)}"#)
    func size(others: Int) throws -> (narrow: Int, all: Int) {
      var random = FixtureRandom(seed: 5)
      var records = (1...50).map { FixtureRecord.attackerBind($0, "own-\($0)@x.example") }
      for index in records.indices {
        records[index].mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000001"
        records[index].clientIPAddress = "198.51.100.1"
      }
      records += (0..<others).map { number in
        var record = FixtureRecord.attackerBind(1_000 + number, "m\(number)@x.example")
        record.mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000\(100 + number % 40)"
        record.clientIPAddress = "198.51.100.\(number % 200)"
        record.session = "session-\(number)"
        return record
      }
      let bytes = Array(records.map(\.json).joined(separator: "\n").utf8) + [0x0A]
      let read = try part(bytes, "E001", 0)
      let sum = try narrowed([read], shards: 3, scope, &random)
      let kept = sum.tally
      var bound = 512 + 80 * kept.elsewhere.files.count
      for texts in [kept.texts, kept.messages] {
        for number in 0..<UInt32(texts.count) { bound += texts.length(number) + 4 }
      }
      bound += 64 * kept.records.count + 12 * kept.items.count
      bound += 32 * kept.contexts.rows.count + 24 * kept.facts.listed.count
      bound += 16 * (kept.items.folders.count + kept.items.namings.count)
      #expect(sum.encoded().count <= bound)
      return (sum.encoded().count, read.encoded().count)
    }
    let few = try size(others: 200)
    let many = try size(others: 4_000)
    #expect(many.all > few.all + 3_800 * 60)
    // Only counts grow, by a digit.
    #expect(many.narrow < few.narrow + 64)
    #expect(few.narrow < few.all / 2)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    var random = FixtureRandom(seed: 1)
    let scope = try fixtureScope(NarrowTallyTests.scopes[0])
    let matching = scopeMatching(scope)
    let bytes = Array((lines(60, 1).joined(separator: "\n") + "\n").utf8)
    let middle = (bytes[(bytes.count / 2)...].firstIndex(of: 0x0A) ?? 0) + 1
    let parts = [
      try part(Array(bytes[..<middle]), "E001", 0),
      try part(Array(bytes[middle...]), "E001", middle),
    ]
    var dealt: [[PartialTally]] = []
    for part in parts {
      var shards: [PartialTally] = []
      try part.forEachShard(of: 3) { shards.append($0) }
      dealt.append(shards)
    }
    func refusal(_ body: () throws -> Void) -> TallyProblem? {
      do { try body() } catch { return error as? TallyProblem }
      return nil
    }
    func merging(_ one: PartialTally, _ other: PartialTally) -> TallyProblem? {
      refusal {
        var sum = one
        try sum.merge(other)
      }
    }
    let evidence = TallyEvidence(
      name: "E001", originalName: "", number: 1, bytes: Int64(bytes.count), format: "json")
    // Different shards of different parts; a shard and all records.
    #expect(merging(dealt[0][0], dealt[1][1]) == .otherParts)
    #expect(merging(dealt[0][0], parts[1]) == .otherExtent("all records, 3 shards", "all records"))
    #expect(refusal { try dealt[0][0].forEachShard(of: 2) { _ in } } != nil)

    let shards = try (0..<3).map { try sum([dealt[0][$0], dealt[1][$0]], &random) }
    #expect(refusal { _ = try shards[0].whole([evidence]) } == .missingShard(1, of: 3))
    let all = try sum(shards, &random)
    var one = all
    try one.merge(all)
    #expect(one.encoded() == all.encoded())
    #expect(all.encoded().count > 0)
    let hash = NarrowTallyTests.scopeHash
    func outline(_ known: PartialTally?, _ some: [PartialTally]) throws -> PartialTally {
      try sum(
        try some.map { try $0.outline(knowing: known, matching, scopeSHA256: hash) }, &random)
    }
    // An outline of some shards, of some parts, of another scope, or none.
    let names = try outline(nil, shards)
    let some = try outline(nil, Array(shards.dropLast()))
    #expect(refusal { _ = try outline(some, shards) } == .missingShard(2, of: 3))
    let less = try outline(nil, dealt[0])
    #expect(refusal { _ = try outline(less, shards) } == .otherParts)
    #expect(
      refusal { _ = try shards[0].outline(knowing: names, matching, scopeSHA256: "b") }
        == .otherScope("b", hash))
    #expect(
      refusal { _ = try outline(shards[0], shards) }
        == .otherExtent("names of mailboxes, 3 shards", "all records, 3 shards"))
    #expect(refusal { _ = try names.whole([evidence]) } == .outline)

    let both = try outline(names, shards)
    // The first round alone does not tell whose sessions count.
    #expect(
      refusal { _ = try shards[0].narrowed(knowing: names, matching, scopeSHA256: hash) }
        == .otherExtent("an outline, 3 shards", "names of mailboxes, 3 shards"))
    #expect(merging(names, both) != nil)
    let narrowed = try shards.map {
      try $0.narrowed(knowing: both, matching, scopeSHA256: hash)
    }
    var first = try sum(Array(narrowed[0...1]), &random)
    let second = try sum(Array(narrowed[1...2]), &random)
    #expect(merging(first, second) == .shardTwice(1))
    let before = first.encoded()
    try first.merge(narrowed[1])
    #expect(first.encoded() == before)
    #expect(merging(narrowed[0], shards[1]) != nil)
    #expect(
      refusal { _ = try narrowed[0].outline(knowing: nil, matching, scopeSHA256: hash) } != nil)
    var other = matching
    other.reach.indicators = []
    let elsewhere = try shards[1].narrowed(knowing: both, other, scopeSHA256: hash)
    #expect(
      merging(narrowed[0], elsewhere) == .otherExtent("narrowed", "narrowed to another scope"))

    let reach = try #require(try sum(narrowed, &random).extent.reach)
    #expect(reach.lacks(reach) == nil)
    #expect(reach.lacks(ScopeReach(mailboxes: [], indicators: [])) == "all mailboxes")
    #expect(
      reach.lacks(ScopeReach(mailboxes: ["upn a"], indicators: [])) == "the mailbox upn a")
    #expect(
      reach.lacks(ScopeReach(mailboxes: reach.mailboxes, indicators: ["x"])) == "the indicator x")
    #expect(reach.lacks(ScopeReach(mailboxes: reach.mailboxes, indicators: [])) == nil)
  }

  /// Who decided an indicator, when and why, and when it holds, changes nothing that was kept.
  @Test func reachIsWhatAnIndicatorLooksAt() throws {
    func of(_ more: String) throws -> [String] {
      reach(of: try fixtureScope(#"{"indicators": [{\#(more)}]}"#)).indicators
    }
    let plain = try of(#""id": "A1", "clients": ["REST"], "addresses": ["192.0.2.1"]"#)
    #expect(plain == [#"addresses "192.0.2.1"; clients "rest""#])
    #expect(
      try of(
        #""id": "B", "why": "x", "decidedBy": "y", "clients": ["Rest"], "addresses": ["192.0.2.1"], "from": "2025-03-10T00:00:00Z""#
      ) == plain)
    #expect(
      try of(#""id": "A1", "clients": ["a", "b"]"#) != of(#""id": "A1", "clients": ["a\", \"b"]"#))
  }

  /// Whatever stands in the file of an outline or a narrowed tally, it is read as it was written, or
  /// refused.
  @Test func damageIsRefused() throws {
    var random = FixtureRandom(seed: 4)
    let scope = try fixtureScope(NarrowTallyTests.scopes[1])
    let bytes = Array((lines(12, 2).joined(separator: "\n") + "\n").utf8)
    let sum = try narrowed([try part(bytes, "E001", 0)], shards: 2, scope, &random).encoded()
    for count in sum.indices {
      #expect(throws: TallyDamage.self) { try PartialTally(decoding: sum[..<count]) }
    }
    #expect(throws: TallyDamage.self) { try PartialTally(decoding: (sum + [0])[...]) }
    for _ in 0..<1_500 {
      var wrong = sum
      for _ in 0...random.below(3) { wrong[random.below(wrong.count)] = UInt8(random.below(256)) }
      guard let read = try? PartialTally(decoding: wrong[...]) else { continue }
      #expect(try PartialTally(decoding: read.encoded()[...]).encoded() == read.encoded())
    }
  }
}
