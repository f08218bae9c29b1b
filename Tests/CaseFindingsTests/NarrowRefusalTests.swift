import CaseActions
@testable import CaseFindings
import CaseModel
import CasePipeline
import CaseScope
@testable import CaseTally
import TestSupport
import Testing

/// Shards, outlines and narrowed tallies that do not belong together, or are damaged.
struct NarrowRefusalTests {
  @Test func whatDoesNotFitIsRefused() throws {
    var random = FixtureRandom(seed: 1)
    let scope = try fixtureScope(NarrowSteps.scopes[0])
    let matching = scopeMatching(scope)
    let bytes = Array((NarrowSteps.lines(60, 1).joined(separator: "\n") + "\n").utf8)
    let middle = (bytes[(bytes.count / 2)...].firstIndex(of: 0x0A) ?? 0) + 1
    let parts = [
      try NarrowSteps.part(Array(bytes[..<middle]), "E001", 0),
      try NarrowSteps.part(Array(bytes[middle...]), "E001", middle),
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

    let shards = try (0..<3).map { try NarrowSteps.sum([dealt[0][$0], dealt[1][$0]], &random) }
    #expect(refusal { _ = try shards[0].whole([evidence]) } == .missingShard(1, of: 3))
    let all = try NarrowSteps.sum(shards, &random)
    var one = all
    try one.merge(all)
    #expect(one.encoded() == all.encoded())
    #expect(all.encoded().count > 0)
    let hash = NarrowSteps.scopeHash
    func outline(_ known: PartialTally?, _ some: [PartialTally]) throws -> PartialTally {
      try NarrowSteps.sum(
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
    var first = try NarrowSteps.sum(Array(narrowed[0...1]), &random)
    let second = try NarrowSteps.sum(Array(narrowed[1...2]), &random)
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

    let reach = try #require(try NarrowSteps.sum(narrowed, &random).extent.reach)
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
    let scope = try fixtureScope(NarrowSteps.scopes[1])
    let bytes = Array((NarrowSteps.lines(12, 2).joined(separator: "\n") + "\n").utf8)
    let sum = try NarrowSteps.narrowed(
      [try NarrowSteps.part(bytes, "E001", 0)], shards: 2, scope, &random
    ).encoded()
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
