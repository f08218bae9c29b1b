import CaseModel

/// How a time is written: its day, with the time of day, or with the time of day and `UTC`.
package enum TimeForm: Sendable {
  case date, time, moment
}

/// What `{{t.key}}` and the sentences of values print, and how numbers and times are written.
package struct MustacheLanguage: Sendable {
  package var sentences: [SentenceKey: Sentence]
  package var number: @Sendable (Int64) -> String
  package var time: @Sendable (UTCTime, TimeForm) -> String
  /// Whether a number takes the form `one`.
  package var isOne: @Sendable (Int64) -> Bool

  package init(
    sentences: [SentenceKey: Sentence], number: @escaping @Sendable (Int64) -> String,
    time: @escaping @Sendable (UTCTime, TimeForm) -> String,
    isOne: @escaping @Sendable (Int64) -> Bool
  ) {
    self.sentences = sentences
    self.number = number
    self.time = time
    self.isOne = isOne
  }

  /// No sentence; numbers as digits, times as ISO 8601.
  package static let none = MustacheLanguage(
    sentences: [:], number: { String($0) }, time: { time, _ in time.iso }, isOne: { $0 == 1 })
}
