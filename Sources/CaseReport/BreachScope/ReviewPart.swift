import CaseModel
import TextFormats

/// What people decided about messages; nothing else gives a number of people.
struct ReviewPart: ReportPart {
  let hasReview, hasReviewCategories: Bool
  let reviewed, reviewMessages, unreviewed, sensitiveYes, sensitiveNo, sensitiveUnclear: Int
  let reviewPeople: Int64
  let withoutPeople, unmatchedDecisions: Int
  let reviewCategories: [Category]

  struct Category: ReportPart {
    let name: String
    let count: Int

    static let names: [ReportName<Self>] = [
      .init("name", .named, \.name), .init("count", \.count),
    ]
  }

  static let names: [ReportName<Self>] = [
    .init("hasReview", \.hasReview), .init("reviewed", \.reviewed),
    .init("reviewMessages", \.reviewMessages), .init("unreviewed", \.unreviewed),
    .init("sensitiveYes", \.sensitiveYes), .init("sensitiveNo", \.sensitiveNo),
    .init("sensitiveUnclear", \.sensitiveUnclear), .init("reviewPeople", \.reviewPeople),
    .init("withoutPeople", \.withoutPeople),
    .init("unmatchedDecisions", \.unmatchedDecisions),
    .init("reviewCategories", \.reviewCategories),
    .init("hasReviewCategories", \.hasReviewCategories),
  ]

  init(_ state: ReviewState) {
    hasReview = state.reviewed > 0
    reviewed = state.reviewed
    reviewMessages = state.messages
    unreviewed = state.unreviewed
    sensitiveYes = state.bySensitivity[.yes] ?? 0
    sensitiveNo = state.bySensitivity[.no] ?? 0
    sensitiveUnclear = state.bySensitivity[.unclear] ?? 0
    reviewPeople = state.people
    withoutPeople = state.withoutPeople
    unmatchedDecisions = state.unmatched
    reviewCategories = state.byCategory.sorted { $0.key < $1.key }.map {
      Category(name: $0.key, count: $0.value)
    }
    hasReviewCategories = !state.byCategory.isEmpty
  }
}
