/// Why tallies cannot be merged, or no findings be made of one.
package enum TallyProblem: Error, Equatable, Sendable {
  case otherScope(String, String)
  case otherRules(String, String)
  /// Two parts that are not the same overlap.
  case overlap(source: String, offset: Int64)
  /// Bytes of a source that no part holds.
  case gap(source: String, from: Int64, to: Int64)
  /// A part was read as something else than the case has.
  case otherFormat(source: String, String, String)
  /// All of a source was read, and it had other bytes than the case has: their SHA-256, and that of
  /// the case.
  case otherBytes(source: String, String, String)
  /// A source that the case does not know.
  case unknownSource(String)
  /// Evidence of the case that the tally does not hold.
  case missingSource(String)
  /// Nobody stated the hash of a source that stays elsewhere.
  case noHash(String)
  /// A source that the case knows with another hash: what was stated now, and what it knows.
  case otherHash(String, String, String)
  /// One tally holds all records, another is an outline or narrowed, or they are dealt into another
  /// number of shards: what they are.
  case otherExtent(String, String)
  /// Shards that were not made of the same parts.
  case otherParts
  /// Two narrowed tallies of the same shard, which is in sums of both.
  case shardTwice(Int)
  /// No findings are made of an outline.
  case outline
  /// A shard that is not in the sum.
  case missingShard(Int, of: Int)
  /// It was narrowed to a scope that does not hold all of this one: what was not in it.
  case narrowedAway(String)
  /// A narrowed tally beside other evidence of records: copies would count twice.
  case narrowedBesides(String)
  /// The order of the sources is not that of the evidence, so that of two copies of a record another
  /// one would be cited.
  case otherOrder(String, String)
}

/// A tally file that cannot be what casefile wrote.
package struct TallyDamage: Error, Equatable, Sendable {
  package var what: String

  package init(_ what: String) { self.what = what }
}
