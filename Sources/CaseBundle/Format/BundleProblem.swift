/// Something that a check of a bundle found.
package struct BundleProblem: Equatable, Sendable {
  package enum Weight: String, Sendable {
    /// Proven different: exit 4.
    case different
    /// Cannot be decided: exit 5.
    case undecided
    /// To be known, and no fault: changes no exit code.
    case note
  }

  package var weight: Weight
  /// `nil`: the ZIP structure, or the bundle as a whole.
  package var member: String?
  package var what: String

  package init(_ weight: Weight, _ member: String?, _ what: String) {
    self.weight = weight
    self.member = member
    self.what = what
  }
}
