/// What a final report asks for, by the name under which somebody may waive it: `examiner`,
/// `provenance:E001`. What a name is about stands in it, so that a waiver covers nothing that comes later.
package struct Requirement: Hashable, Sendable {
  package let name: String

  package static let examiner = Requirement("examiner")
  package static let organisation = Requirement("organisation")
  /// Entries of the custody log up to this one are by an account that nobody knows.
  package static func actor(upTo seq: Int) -> Requirement { Requirement("actor:\(seq)") }

  /// Where a file comes from.
  package static func provenance(_ evidence: Int) -> Requirement {
    Requirement("provenance:\(evidenceName(evidence))")
  }

  /// An indicator that matches nothing.
  package static func match(_ indicator: String) -> Requirement {
    Requirement("match:\(indicator)")
  }

  private init(_ name: String) { self.name = name }

  /// - Parameter name: as somebody writes it; `nil` for what no report asks for.
  package init?(named name: String) {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts[0], parts.count) {
    case ("examiner", 1), ("organisation", 1): break
    case ("actor", 2):
      guard let seq = Int(parts[1]), seq > 0, String(seq) == parts[1] else { return nil }
    case ("provenance", 2):
      guard parts[1].first == "E", let number = Int(parts[1].dropFirst()), number > 0,
        evidenceName(number) == parts[1]
      else { return nil }
    case ("match", 2): if parts[1].isEmpty { return nil }
    default: return nil
    }
    self.name = name
  }

  package static let expected =
    "examiner, organisation, actor:1, provenance:E001 or match:A1, as --final names what is missing"

  /// The last entry that a waiver of unknown accounts covers; `nil` for any other.
  package var lastActor: Int? { name.hasPrefix("actor:") ? Int(name.dropFirst(6)) : nil }

  /// What a report goes without.
  var statement: Statement {
    switch self {
    case .examiner: return Statement("no examiner is named")
    case .organisation: return Statement("no organisation is named")
    default: break
    }
    if let seq = lastActor {
      return Statement(
        "entries of the custody log up to \("\(seq)") are by an account that is not known")
    }
    let subject = String(name.drop { $0 != ":" }.dropFirst())
    return name.hasPrefix("match:")
      ? Statement("indicator \(subject) matches no record in the evidence")
      : Statement("the provenance of \(subject) is not stated in full")
  }
}
