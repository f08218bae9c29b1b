/// Who stands for something, and why: neither is blank.
package struct Decision: Equatable, Sendable {
  package let by: String
  package let why: String

  /// - Returns: `nil` where one of them is empty or all blanks.
  package init?(by: String, why: String) {
    if by.isBlank || why.isBlank { return nil }
    self.by = by
    self.why = why
  }

  /// As the custody log says it.
  package var words: String { "by \(by): \(why)" }
}
