/// What is wrong with an archive: the member, or nil for its structure.
package struct ZIPProblem: Error, Equatable, Sendable {
  package var member: String?
  package var what: String
  /// ZIP allows it, and casefile never writes it.
  package var isHouse = false

  package init(member: String?, what: String, isHouse: Bool = false) {
    self.member = member
    self.what = what
    self.isHouse = isHouse
  }
}
