/// What is wrong with an archive: the member, or nil for its structure.
package struct ZIPProblem: Error, Equatable, Sendable {
  package var member: String?
  package var what: String
  /// ZIP allows it, and casefile never writes it.
  package var isHouse = false
  /// Reading the member shows it, where it matters: its compression, its attributes.
  package var isOfField = false

  /// A byte is of no member, or of two, or of one that is named in two ways.
  package var isOfLayout: Bool { !isHouse && !isOfField }

  package init(member: String?, what: String, isHouse: Bool = false, isOfField: Bool = false) {
    self.member = member
    self.what = what
    self.isHouse = isHouse
    self.isOfField = isOfField
  }
}
