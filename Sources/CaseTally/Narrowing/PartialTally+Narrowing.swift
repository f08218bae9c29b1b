import CaseModel

extension PartialTally {
  /// Its records dealt into shards, one after the other.
  package func forEachShard(
    of count: Int, _ take: (PartialTally) throws -> Void
  ) throws {
    if !extent.isPlain { throw TallyProblem.otherExtent("all records", extent.title) }
    var shards = TallyShards(tally, count: count)
    for number in 0..<count {
      var extent = TallyExtent()
      extent.shards = count
      extent.held = [number]
      try take(with(extent, shards.shard(number), scopeSHA256: scopeSHA256))
    }
  }

  /// What its mailboxes are called; and where that is known of all evidence, the contexts that the
  /// scope reaches.
  ///
  /// - Parameters:
  ///   - names: the first round, over all parts and shards.
  ///   - scopeSHA256: of the scope.
  package func outline(
    knowing names: PartialTally?, _ matching: ScopeMatching, scopeSHA256: String
  ) throws(TallyProblem) -> PartialTally {
    try checkShard()
    var extent = extent
    extent.kind = names == nil ? .names : .outline
    guard let names else { return with(extent, tally.namings(), scopeSHA256: scopeSHA256) }
    try check(names, .names, scopeSHA256)
    let own = tally.reachedContexts(names.tally, matching, shard: shard)
    return with(extent, own, scopeSHA256: scopeSHA256)
  }

  /// What findings of the scope need of one shard, or of all.
  ///
  /// - Parameter outline: of both rounds, over all parts and shards.
  package func narrowed(
    knowing outline: PartialTally, _ matching: ScopeMatching, scopeSHA256: String
  ) throws(TallyProblem) -> PartialTally {
    try checkShard()
    try check(outline, .outline, scopeSHA256)
    var extent = extent
    extent.kind = .narrowed
    extent.reach = matching.reach
    let own = tally.narrowed(outline.tally, matching, shard: shard)
    return with(extent, own, scopeSHA256: scopeSHA256)
  }

  private var shard: (number: Int, of: Int) { (extent.held[0], extent.shards) }

  /// It holds the records of one shard, or all.
  private func checkShard() throws(TallyProblem) {
    if extent.kind != .records { throw .otherExtent("all records", extent.title) }
    if extent.held.count != 1 { throw .otherExtent("one shard", extent.title) }
  }

  /// It is of all evidence that this is a part of.
  private func check(
    _ outline: PartialTally, _ kind: TallyExtent.Kind, _ scopeSHA256: String
  ) throws(TallyProblem) {
    if outline.rules != rules { throw .otherRules(rules, outline.rules) }
    if outline.scopeSHA256 != scopeSHA256 { throw .otherScope(scopeSHA256, outline.scopeSHA256) }
    var expected = extent
    expected.kind = kind
    if outline.extent.kind != kind || outline.extent.shards != extent.shards {
      throw .otherExtent(expected.title, outline.extent.title)
    }
    if let missing = outline.extent.missing {
      throw .missingShard(missing, of: outline.extent.shards)
    }
    if outline.parts != parts { throw .otherParts }
  }

  private func with(
    _ extent: TallyExtent, _ tally: Tally, scopeSHA256: String
  ) -> PartialTally {
    PartialTally(
      scopeSHA256: scopeSHA256, rules: rules, extent: extent, parts: parts, tally: tally)
  }
}
