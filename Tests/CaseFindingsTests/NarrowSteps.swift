import Archiving
import CaseActions
@testable import CaseFindings
import CaseModel
import CasePipeline
@testable import CaseTally
import TestSupport
import Testing

/// Evidence to be narrowed, and the steps of the job that does it.
enum NarrowSteps {
  static let scopeHash = String(repeating: "a", count: 64)

  /// Records of six mailboxes, most of which nobody asks for: sessions that few share, sign-ins, copies
  /// that say less or something else, rows that are cut.
  static func lines(_ count: Int, _ seed: UInt64) -> [String] {
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

  static let windows = """
    "windows": [{"from": "2025-03-10T02:00:00Z", "to": "2025-03-12T06:00:00Z"}]
    """
  static let own = """
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

  static func part(_ bytes: [UInt8], _ source: String, _ offset: Int) throws -> PartialTally {
    var tally = Tally()
    let ledger = try walkEvidence(fixtureSource(bytes), format: .auditJSON, evidence: 1) {
      tally.add($0)
    }
    return PartialTally(
      part: TallyPart(
        source: source, offset: Int64(offset), length: Int64(bytes.count),
        sha256: try hexadecimalHash(bytes), format: "json", ledger: ledger),
      tally: tally, scopeSHA256: scopeHash, rules: "1")
  }

  /// Through the bytes of a file, as between machines.
  static func sent(_ tally: PartialTally) throws -> PartialTally {
    let bytes = tally.encoded()
    let read = try PartialTally(decoding: bytes[...])
    #expect(read.encoded() == bytes)
    return read
  }

  static func sum(_ tallies: [PartialTally], _ random: inout FixtureRandom) throws
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
  static func narrowed(
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
    let hash = scopeHash
    let names = try sum(
      try all.map { try $0.outline(knowing: nil, matching, scopeSHA256: hash) }, &random)
    let outline = try sum(
      try all.map { try $0.outline(knowing: names, matching, scopeSHA256: hash) }, &random)
    return try sum(
      try all.map {
        try sent(try $0.narrowed(knowing: outline, matching, scopeSHA256: hash))
      }, &random)
  }
}
