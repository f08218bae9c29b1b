/// A template that cannot be used: which, where, and why.
package enum MustacheProblem: Error, Equatable, Sendable {
  case unclosedTag(template: String, line: Int)
  case unclosedSection(template: String, name: String, line: Int)
  case strayClose(template: String, name: String, line: Int)
  case badDelimiters(template: String, line: Int)
  case missingPartial(template: String, name: String, line: Int)
  case tooDeep(template: String)
  /// The language has no such sentence.
  case missingSentence(template: String, key: String, line: Int)
  /// The number that a sentence goes by is none.
  case notNumber(key: String, name: String)
  /// A sentence with a raw tag, a partial, a parent or a block.
  case markupInSentence(key: String)
  /// No value of this name stands where the template names it.
  ///
  /// - `near`: names that stand there; the closest first.
  /// - `outer`: what to write, where the name stands further out.
  case unknownName(MustachePath, near: [String], outer: String?)
  /// More contexts out than there are.
  case noOuter(MustachePath)
  /// An object or a list where a text is printed.
  case notPrinted(MustachePath)
}
