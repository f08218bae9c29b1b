/// What a person decided about one message: the only source of numbers of people in a report.
package struct ReviewDecision: Equatable, Sendable {
  package enum Sensitivity: String, Sendable, CaseIterable { case yes, no, unclear }

  /// The message's, as the review list gives it.
  package var key: String
  package var reviewer: String
  package var reviewedAt: UTCTime
  package var sensitive: Sensitivity
  /// Sorted, each once.
  package var categories: [String] = []
  /// People whom the message concerns; `nil`: not stated.
  package var people: Int64?
  package var note = ""

  package init(key: String, reviewer: String, reviewedAt: UTCTime, sensitive: Sensitivity) {
    self.key = key
    self.reviewer = reviewer
    self.reviewedAt = reviewedAt
    self.sensitive = sensitive
  }
}

/// The decisions of a case held against its recorded messages.
package struct ReviewState: Equatable, Sendable {
  /// Recorded messages, and how many of them somebody has reviewed.
  package var messages = 0
  package var reviewed = 0
  package var bySensitivity: [ReviewDecision.Sensitivity: Int] = [:]
  /// Sensitive messages by category; one message may have several.
  package var byCategory: [String: Int] = [:]
  /// The sum over sensitive messages: a person in several messages is counted several times.
  package var people: Int64 = 0
  /// Sensitive messages that state no number of people.
  package var withoutPeople = 0
  /// Decisions about messages that the findings do not record (any more).
  package var unmatched = 0

  package init() {}

  package var unreviewed: Int { messages - reviewed }
}
