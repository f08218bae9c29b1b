import CaseModel

/// How much of its parts a tally holds.
package struct TallyExtent: Equatable, Sendable {
  package enum Kind: String, Sendable {
    /// All records.
    case records
    /// No record, only what mailboxes are called: the first round of an outline.
    case names
    /// No record: what all mailboxes are called, and the contexts that the scope reaches.
    case outline
    /// The records that findings of its scope name; the others are counted.
    case narrowed
  }

  package var kind = Kind.records
  /// Records are dealt into so many shards by their keys.
  package var shards = 1
  /// The shards that are here, in their order.
  package var held = [0]
  /// What a narrowed tally knows all records of: mailboxes and indicators of the scope.
  package var reach: ScopeReach?

  package init() {}

  package var isPlain: Bool { self == TallyExtent() }
  package var isWhole: Bool { held.count == shards }
}

extension TallyExtent {
  /// The first shard that is not here.
  var missing: Int? { isWhole ? nil : (0..<shards).first { !held.contains($0) } }

  /// For people; nothing where it is what everybody expects.
  var words: String {
    let dealt = shards == 1 ? "" : ", \(held.count) of \(shards) shards"
    return switch kind {
    case .records: dealt
    case .names: ", names of mailboxes\(dealt)"
    case .outline: ", an outline\(dealt)"
    case .narrowed: ", narrowed to its scope\(dealt)"
    }
  }

  /// What it is, where that is not what was expected.
  var title: String {
    let what =
      switch kind {
      case .records: "all records"
      case .names: "names of mailboxes"
      case .outline: "an outline"
      case .narrowed: "narrowed"
      }
    return shards == 1 ? what : "\(what), \(shards) shards"
  }

  /// Whether the sum with another is more than this; with parts the sum stays what some shards of all
  /// parts hold, or all shards of some.
  func grows(by other: TallyExtent, sameParts: Bool) throws(TallyProblem) -> Bool {
    if kind != other.kind || shards != other.shards { throw .otherExtent(title, other.title) }
    if reach != other.reach { throw .otherExtent("narrowed", "narrowed to another scope") }
    if kind != .narrowed {
      if held != other.held, !sameParts { throw .otherParts }
      return true
    }
    if !sameParts { throw .otherParts }
    // Counts are no sets: a shard that is here already adds nothing, and half of one cannot be added.
    let common = Set(held).intersection(other.held)
    if common.count == other.held.count { return false }
    if let twice = common.min() { throw .shardTwice(twice) }
    return true
  }

  mutating func add(_ other: TallyExtent) { held = Set(held).union(other.held).sorted() }
}
