import CaseModel

/// What some parts of the evidence add up to, wherever they were read (`casefile/tally/3`).
///
/// Merging is associative and commutative, and a part that is merged twice counts once: a task that
/// a cluster runs again does no harm (R20). Places are those in a part, and the evidence of a place
/// is the number of its part, until all parts are there.
package struct PartialTally: Sendable {
  package static let schema = "casefile/tally/3"

  /// Of scope.json, lower-case hexadecimal.
  package let scopeSHA256: String
  /// Rules of the tool that read the evidence.
  package let rules: String
  /// How much of its parts it holds.
  package private(set) var extent: TallyExtent
  /// In the order of their sources and of their places in them.
  package private(set) var parts: [TallyPart]
  package private(set) var tally: Tally

  /// - Parameters:
  ///   - ledger: of the part.
  ///   - tally: with places from the start of the part, and evidence 1.
  package init(
    part: TallyPart, tally: Tally, scopeSHA256: String, rules: String
  ) {
    self.init(scopeSHA256: scopeSHA256, rules: rules, parts: [part], tally: tally)
  }

  init(
    scopeSHA256: String, rules: String, extent: TallyExtent = TallyExtent(), parts: [TallyPart],
    tally: Tally
  ) {
    self.scopeSHA256 = scopeSHA256
    self.rules = rules
    self.extent = extent
    self.parts = parts
    self.tally = tally
  }

  /// Distinct variants of records.
  package var records: Int { tally.records.count }
  /// Rows that could not be read.
  package var rejected: Int64 { parts.map(\.ledger.rejected).reduce(0, +) }
  /// It is no outline, and no shard is missing.
  package var canMakeFindings: Bool {
    (extent.kind == .records || extent.kind == .narrowed) && extent.isWhole
  }
  package var sources: Set<String> { Set(parts.map(\.source)) }
  /// The sources in their order, each with what its parts were read as.
  package var formats: [(source: String, formats: Set<String>)] {
    var formats: [(source: String, formats: Set<String>)] = []
    for part in parts {
      if formats.last?.source != part.source { formats.append((part.source, [])) }
      if !part.format.isEmpty { formats[formats.count - 1].formats.insert(part.format) }
    }
    return formats
  }
  package var summary: String {
    "\(parts.count) part(s) of \(sources.count) source(s), \(records) records, \(rejected) rejected"
      + extent.words
  }

  package mutating func merge(_ other: PartialTally) throws(TallyProblem) {
    if other.scopeSHA256 != scopeSHA256 { throw .otherScope(scopeSHA256, other.scopeSHA256) }
    if other.rules != rules { throw .otherRules(rules, other.rules) }
    if try !extent.grows(by: other.extent, sameParts: parts == other.parts) { return }
    var all: [TallyPart] = []
    all.reserveCapacity(parts.count + other.parts.count)
    // By part of either: its number in the sum.
    var numbers: [Int32] = []
    var otherNumbers: [Int32] = []
    while numbers.count < parts.count || otherNumbers.count < other.parts.count {
      let own = numbers.count < parts.count ? parts[numbers.count] : nil
      let next =
        otherNumbers.count < other.parts.count ? other.parts[otherNumbers.count] : nil
      let isOwn = own.map { own in next.map { !TallyPart.precedes($0, own) } ?? true } ?? false
      let isOther = next.map { next in own.map { !TallyPart.precedes($0, next) } ?? true } ?? false
      if isOwn, isOther, own != next {
        throw .overlap(source: own?.source ?? "", offset: own?.offset ?? 0)
      }
      if let part = isOwn ? own : next { all.append(part) }
      if isOwn { numbers.append(Int32(all.count)) }
      if isOther { otherNumbers.append(Int32(all.count)) }
    }
    try PartialTally.check(all)
    var other = other
    renumber(all, numbers)
    other.renumber(all, otherNumbers)
    extent.add(other.extent)
    tally.merge(other.tally)
  }

  private mutating func renumber(_ all: [TallyPart], _ numbers: [Int32]) {
    parts = all
    if numbers.enumerated().allSatisfy({ $0 + 1 == $1 }) { return }
    tally.moveSources { $0.evidence = numbers[Int($0.evidence) - 1] }
  }

  /// No two of one source hold the same bytes, as far as it is known where they begin.
  static func check(_ parts: [TallyPart]) throws(TallyProblem) {
    for (part, next) in zip(parts, parts.dropFirst()) where part.source == next.source {
      let isExact = !part.isSplit && !next.isSplit
      if part.offset == next.offset && part.length > 0 && next.length > 0
        || isExact && next.offset < part.offset + part.length
      {
        throw .overlap(source: part.source, offset: next.offset)
      }
    }
  }

  /// - Throws: where `whole` would.
  package func checkPlaces(_ evidence: [TallyEvidence]) throws(TallyProblem) {
    try checkExtent()
    _ = try layout(evidence)
  }

  /// Findings can be made of it.
  private func checkExtent() throws(TallyProblem) {
    if extent.kind == .names || extent.kind == .outline { throw .outline }
    if let missing = extent.missing { throw .missingShard(missing, of: extent.shards) }
  }

  /// The bytes that its parts were made of, in the order of the evidence.
  package func ranges(_ evidence: [TallyEvidence]) throws(TallyProblem) -> [TallyRange] {
    try layout(evidence).ranges
  }

  private func layout(_ evidence: [TallyEvidence]) throws(TallyProblem) -> PartLayout {
    let layout = try PartLayout(parts, TallyEvidence.bySource(evidence))
    if let missing = evidence.first(where: { !layout.evidence.contains($0.number) }) {
      throw .missingSource(missing.name)
    }
    return layout
  }

  /// The tally of whole sources, with the evidence's numbers and with places from the beginning of
  /// each.
  ///
  /// - Parameter evidence: what the case says of its evidence, in the order of its numbers.
  package consuming func whole(_ evidence: [TallyEvidence]) throws(TallyProblem) -> Tally {
    try checkExtent()
    let layout = try layout(evidence)
    var tally = tally
    tally.moveSources { source in
      let place = layout.places[Int(source.evidence) - 1]
      source.evidence = place.evidence
      source.row += place.row
      source.offset += place.offset
    }
    for (part, place) in zip(parts, layout.places) {
      var ledger = part.ledger
      ledger.evidence = Int(place.evidence)
      tally.add(ledger)
    }
    return tally
  }
}
