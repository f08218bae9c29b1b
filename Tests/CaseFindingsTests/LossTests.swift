import CaseModel
import CasePipeline
import TestSupport
import Testing
import TextFormats

/// Whatever is lost of the evidence, a member, a row, a file, a query or a filter: no message is feared less
/// than it was (R22).
struct LossTests {
  private enum Loss: CaseIterable { case member, row, file, query, filter }

  /// Exports of a part of the same records, each with its query.
  private struct Evidence {
    var files: [[String]]
    var queries: [ExportQuery]
    var notRead: [NotReadArchive] = []
  }

  private static let unreadable = [
    #""System.Object[]""#, #""@{Name=MailAcce…""#, #"{"a":{"b":[1,[2]]}}"#, #""...""#,
  ]
  private static let members = [
    "LogonType", "OperationCount", "OperationProperties", "Folders", "Item", "SessionId",
    "AppAccessContext", "ClientIPAddress", "UserId",
  ]
  private static let scope = #"""
    {"indicators": [{"id": "A1", "addresses": ["203.0.113.66"]}],
     "windows": [{"from": "2025-03-10T00:10:00Z", "to": "2025-03-10T00:24:00Z"}]}
    """#

  /// Two exports of everything, which agree, and one that asked for one user and says so.
  private func evidence(_ records: [FixtureRecord]) -> Evidence {
    let user = records[0].user
    let all = records.map(\.json)
    let own = records.filter { $0.user == user }.map(\.json)
    let queries = (0..<3).map { number in
      var query = ExportQuery()
      query.from = TimeReader.readDateOrTime("2025-03-0\(1 + number)")
      query.to = TimeReader.readDateOrTime("2025-03-2\(number)")
      (query.operations, query.mailboxes, query.freeText) = ([], [], "")
      query.users = number == 2 ? [user] : []
      return query
    }
    return Evidence(files: [all, all, own], queries: queries)
  }

  private func lost(
    _ loss: Loss, of evidence: Evidence, _ random: inout FixtureRandom
  ) throws -> Evidence {
    var evidence = evidence
    let file = random.below(3)
    switch loss {
    case .member:
      let member = random.pick(LossTests.members)
      let value = try JSONReader.read(Array(random.pick(LossTests.unreadable).utf8))
      // In every copy: another one would say it.
      for index in evidence.files.indices {
        evidence.files[index] = try evidence.files[index].map { record in
          let read = try JSONReader.read(Array(record.utf8))
          return RecordNotation.json(
            .object(
              (read.members ?? []).map {
                $0.key == member ? .init(key: member, value: value) : $0
              }))
        }
      }
    case .row:
      evidence.files[file] = evidence.files[file].enumerated().map { number, record in
        number > 0 && random.below(3) == 0
          ? String(record.prefix(40 + random.below(record.count - 41))) : record
      }
    case .file:
      evidence.files.remove(at: file)
      evidence.queries.remove(at: file)
      let member = NotReadMember(name: "a.7z", found: "a 7z archive", mayHoldRecords: true)
      evidence.notRead = [NotReadArchive(evidence: 9, members: [member])]
    case .query: evidence.queries[file] = ExportQuery()
    case .filter: evidence.queries[file].users = nil
    }
    return evidence
  }

  private func tiers(_ evidence: Evidence, _ ids: [String]) throws -> FoundTiers {
    let files = zip(evidence.files, evidence.queries).map { records, query in
      FixtureFile(Array(records.joined(separator: "\n").utf8), query: query)
    }
    var (inputs, request) = try fixtureRequest(files, try fixtureScope(LossTests.scope))
    request.notRead = evidence.notRead
    return FoundTiers(
      try answer(FindingsQuestions(ids: ids.map { EvidenceText($0) }), inputs, request).verdicts)
  }

  @Test(arguments: 0..<300)
  func noMessageIsFearedLess(_ seed: Int) throws {
    var random = FixtureRandom(seed: UInt64(seed) &+ 9_000)
    let made = NotatedRecords(count: 30 + random.below(50), seed: UInt64(seed))
    let whole = evidence(made.records)
    let loss = random.pick(Loss.allCases)
    let less = try lost(loss, of: whole, &random)
    let after = try tiers(less, made.ids)
    #expect(
      try tiers(whole, made.ids).fearedLess(with: after) == [], "seed \(seed), \(loss)")
  }

  /// The cases are such that a verdict could be more confident, with every kind of loss.
  @Test func everyTierIsAmongThem() throws {
    var seen: Set<MessageTier> = []
    for seed in 0..<40 {
      var random = FixtureRandom(seed: UInt64(seed) &+ 9_000)
      let made = NotatedRecords(count: 30 + random.below(50), seed: UInt64(seed))
      seen.formUnion(try tiers(evidence(made.records), made.ids).tiers.values)
    }
    #expect(seen == [.recorded, .assumed, .undetermined, .otherAccess, .notSeen])
  }
}
