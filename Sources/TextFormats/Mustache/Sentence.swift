/// A sentence of a language: text with places for values, in one form or by the number it is about.
///
/// Places are names in two braces, with sections, as in a template without markup. Sentences that go
/// by their English write them in one brace (`{0}`, `{amount}`): the same places, read as the same.
package enum Sentence: Equatable, Sendable {
  case plain(String)
  /// `by` is the name of a number; `one` and `other` are its plural forms (Unicode CLDR).
  case counted(by: String, one: String, other: String)

  package var forms: [String] {
    switch self {
    case .plain(let text): [text]
    case .counted(_, let one, let other): [one, other]
    }
  }
}

/// By what a sentence is looked up.
package enum SentenceKey: Hashable, Sendable {
  /// A name, such as `head.answer`: every language has it.
  case name(String)
  /// What it says in English, with its places: that stands where a language has no other.
  case english(String)

  package var text: String {
    switch self {
    case .name(let text), .english(let text): text
    }
  }
}

extension SentenceKey: Comparable {
  package static func < (left: SentenceKey, right: SentenceKey) -> Bool {
    switch (left, right) {
    case (.name(let first), .name(let second)): first < second
    case (.english(let first), .english(let second)): first < second
    case (.name, .english): true
    case (.english, .name): false
    }
  }
}
