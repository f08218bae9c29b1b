import CaseModel

/// A range of a source that was read, and how its rows reconcile.
package struct TallyPart: Hashable, Sendable {
  /// From 1, into the sources.
  package var source: Int32
  /// Bytes from the start of the source.
  package var offset: Int64
  package var length: Int64
  /// Its evidence is 0: the case numbers it.
  var ledger: FileLedger

  var end: Int64 { offset + length }
}

/// Why tallies cannot be merged, or no findings be made of one.
package enum TallyProblem: Error, Equatable, Sendable {
  case otherScope(String, String)
  case otherRules(String, String)
  /// Two parts that are not the same overlap.
  case overlap(source: String, offset: Int64)
  /// Bytes of a source that no part holds.
  case gap(source: String, from: Int64, to: Int64)
  /// A source that the case does not know.
  case unknownSource(String)
  /// Evidence of the case that the tally does not hold.
  case missingSource(String)
  /// The order of the sources is not that of the evidence, so that of two copies of a record another
  /// one would be cited.
  case otherOrder(String, String)
}

/// What some parts of the evidence add up to, wherever they were read (`casefile/tally/1`).
///
/// Merging is associative and commutative, and a part that is merged twice counts once: a task that
/// a cluster runs again does no harm (R20). Rows count from the beginning of a part until all parts
/// are there.
package struct PartialTally: Sendable {
  package static let schema = "casefile/tally/1"

  /// Of scope.json, lower-case hexadecimal.
  package let scopeSHA256: String
  /// Rules of the tool that read the evidence.
  package let rules: String
  /// Sorted, numbers in names by their value.
  package private(set) var sources: [String]
  package private(set) var parts: [TallyPart]
  package private(set) var tally: Tally

  /// - Parameters:
  ///   - offset: bytes from the start of the source to what was read.
  ///   - length: bytes that were read.
  ///   - tally: with places from the start of what was read, and evidence 1.
  package init(
    source: String, offset: Int64, length: Int64, ledger: FileLedger, tally: consuming Tally,
    scopeSHA256: String, rules: String
  ) {
    self.scopeSHA256 = scopeSHA256
    self.rules = rules
    sources = [source]
    var ledger = ledger
    ledger.evidence = 0
    parts = [TallyPart(source: 1, offset: offset, length: length, ledger: ledger)]
    self.tally = tally
    self.tally.moveSources { $0.offset += offset }
  }

  init(
    scopeSHA256: String, rules: String, sources: [String], parts: [TallyPart], tally: Tally
  ) {
    self.scopeSHA256 = scopeSHA256
    self.rules = rules
    self.sources = sources
    self.parts = parts
    self.tally = tally
  }

  /// Distinct variants of records.
  package var records: Int { tally.records.count }
  /// Rows that could not be read.
  package var rejected: Int64 { parts.map(\.ledger.rejected).reduce(0, +) }
  package var summary: String {
    "\(parts.count) part(s) of \(sources.count) source(s), \(records) records, \(rejected) rejected"
  }

  package mutating func merge(_ other: PartialTally) throws(TallyProblem) {
    if other.scopeSHA256 != scopeSHA256 { throw .otherScope(scopeSHA256, other.scopeSHA256) }
    if other.rules != rules { throw .otherRules(rules, other.rules) }
    var other = other
    let all = Array(Set(sources + other.sources)).sorted(by: PartialTally.sourcePrecedes)
    renumber(all)
    other.renumber(all)
    parts = Array(Set(parts).union(other.parts))
    try sortParts()
    tally.merge(other.tally)
  }

  private mutating func renumber(_ all: [String]) {
    let places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, Int32($0 + 1)) })
    let numbers = sources.map { places[$0] ?? 0 }
    sources = all
    if numbers.enumerated().allSatisfy({ $0 + 1 == $1 }) { return }
    tally.moveSources { $0.evidence = numbers[Int($0.evidence) - 1] }
    for index in parts.indices { parts[index].source = numbers[Int(parts[index].source) - 1] }
  }

  mutating func sortParts() throws(TallyProblem) {
    parts.sort { ($0.source, $0.offset, $0.length) < ($1.source, $1.offset, $1.length) }
    for (part, next) in zip(parts, parts.dropFirst())
    where part.source == next.source && (next.offset < part.end || part.offset == next.offset) {
      throw .overlap(source: sources[Int(part.source) - 1], offset: next.offset)
    }
  }

  /// The tally of whole sources, with the evidence's numbers and with rows from the beginning of each.
  ///
  /// - Parameter evidence: what the case says of its evidence, in the order of its numbers.
  package consuming func whole(
    _ evidence: [(name: String, number: Int, bytes: Int64)]
  ) throws(TallyProblem) -> Tally {
    let byName = Dictionary(evidence.map { ($0.name, $0) }) { first, _ in first }
    var numbers: [Int32] = []
    for source in sources {
      guard let known = byName[source] else { throw .unknownSource(source) }
      if let last = numbers.last, last >= known.number {
        throw .otherOrder(sources[numbers.count - 1], source)
      }
      numbers.append(Int32(known.number))
    }
    let known = Set(sources)
    if let missing = evidence.first(where: { !known.contains($0.name) }) {
      throw .missingSource(missing.name)
    }
    let rowsBefore = try rowsBefore(sources.map { byName[$0]?.bytes ?? 0 })
    let parts = parts
    var tally = tally
    tally.moveSources { source in
      let part = PartialTally.part(of: source, parts)
      source.row += rowsBefore[part]
      source.evidence = numbers[Int(source.evidence) - 1]
    }
    for part in parts {
      var ledger = part.ledger
      ledger.evidence = Int(numbers[Int(part.source) - 1])
      tally.add(ledger)
    }
    return tally
  }

  /// By part: the rows of its source that stand before it. Parts must hold each byte of their sources.
  private func rowsBefore(_ bytes: [Int64]) throws(TallyProblem) -> [Int64] {
    var before: [Int64] = []
    var (place, rows) = (Int64(0), Int64(0))
    for (index, part) in parts.enumerated() {
      if index == 0 || parts[index - 1].source != part.source { (place, rows) = (0, 0) }
      let name = sources[Int(part.source) - 1]
      if part.offset != place { throw .gap(source: name, from: place, to: part.offset) }
      before.append(rows)
      rows += part.ledger.rows
      place = part.end
      let isLast = index + 1 == parts.count || parts[index + 1].source != part.source
      let end = bytes[Int(part.source) - 1]
      if isLast, place != end { throw .gap(source: name, from: place, to: end) }
    }
    return before
  }

  /// The last part that begins at or before a place.
  private static func part(of source: SourcePosition, _ parts: [TallyPart]) -> Int {
    var (low, high) = (0, parts.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if (parts[middle].source, parts[middle].offset) <= (source.evidence, source.offset) {
        low = middle
      } else {
        high = middle
      }
    }
    return low
  }

  /// By their bytes, but numbers by their value: `part-2` before `part-10`.
  package static func sourcePrecedes(_ left: String, _ right: String) -> Bool {
    let (one, two) = (pieces(left), pieces(right))
    for (a, b) in zip(one, two) where a != b {
      if a.isNumber, b.isNumber {
        let (x, y) = (a.bytes.drop { $0 == 0x30 }, b.bytes.drop { $0 == 0x30 })
        if x.count != y.count { return x.count < y.count }
        if x != y { return x.lexicographicallyPrecedes(y) }
      }
      return a.bytes.lexicographicallyPrecedes(b.bytes)
    }
    return one.count != two.count ? one.count < two.count : left < right
  }

  private static func pieces(_ name: String) -> [(bytes: ArraySlice<UInt8>, isNumber: Bool)] {
    var pieces: [(bytes: ArraySlice<UInt8>, isNumber: Bool)] = []
    for byte in name.utf8 {
      let isDigit = (0x30...0x39).contains(byte)
      if let last = pieces.indices.last, pieces[last].isNumber == isDigit {
        pieces[last].bytes.append(byte)
      } else {
        pieces.append(([byte], isDigit))
      }
    }
    return pieces
  }
}
