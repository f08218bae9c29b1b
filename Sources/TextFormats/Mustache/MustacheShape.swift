/// Which names a value has, whatever the case: what a template may name.
package indirect enum MustacheShape: Equatable, Sendable {
  /// It is printed: a text, a time, a sentence.
  case text
  /// It is printed, and a sentence may go by it.
  case number
  /// A condition; printing it says nothing to a reader.
  case flag
  /// It may be absent: then its section is not printed.
  case object([String: MustacheShape])
  case list(MustacheShape)

  /// The members of an object, by their names.
  package subscript(name: String) -> MustacheShape? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// What a section over it makes the innermost context; `nil`: it is a condition.
  var context: MustacheShape? {
    switch self {
    case .text, .number, .flag: nil
    case .object: self
    case .list(let element): element
    }
  }

  var isPrinted: Bool {
    switch self {
    case .text, .number, .flag: true
    case .object, .list: false
    }
  }
}
