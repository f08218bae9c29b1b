import Archiving
import CaseFindings
import CaseFolder
import CaseImport
import CaseModel
import CaseReport
import Files

/// What an import of a review list gave.
package struct ReviewImport: Sendable {
  package var added = 0
  package var changed = 0
  package var unchanged = 0
  package var unreviewed = 0
  package var exceptions: [ReviewList.Exception] = []
  package var refusal: NotAnExport?
}

extension OpenCase {

  /// Writes the list that reviewers work through, a row for each recorded message, with what is
  /// decided already; and the content searches that collect them.
  package mutating func exportReview(_ findings: Findings) throws -> StepResult {
    let rows = try reviewRows(findings)
    let known = try folder.readReview(custody)
    let files = [
      DerivedFile(name: listName("messages")) { writeReviewList(rows, known, findings, into: $0) },
      DerivedFile(name: listName("purview")) { writePurviewQueries(findings, into: $0) },
    ]
    return try write(files, in: "review", action: .reviewExported)
  }

  /// Of the present issue.
  private func listName(_ kind: String) -> String {
    let digits = String(document.issue.number)
    return "\(kind)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits).csv"
  }

  /// Takes decisions over. A later decision of a message replaces an earlier one; one of the same or
  /// an earlier time that says something else is an exception.
  ///
  /// - Parameter path: of the list, or `-` for standard input.
  package mutating func importReview(_ path: String, _ findings: Findings) throws -> ReviewImport {
    var result = ReviewImport()
    let list: ReviewList
    do {
      list = try ReviewList(reading: try HeadedSource(path: path).stream)
    } catch let refusal as NotAnExport {
      result.refusal = refusal
      return result
    }
    result.unreviewed = list.unreviewed
    result.exceptions = list.exceptions
    var known = try folder.readReview(custody)
    let before = known
    let keys = Set(try reviewRows(findings).map(\.key))
    for decision in list.decisions {
      func note(_ what: String) {
        result.exceptions.append(ReviewList.Exception(row: 0, what: "\(decision.key): \(what)"))
      }
      guard keys.contains(decision.key) || known[decision.key] != nil else {
        note("no recorded message has this key")
        continue
      }
      guard let old = known[decision.key] else {
        result.added += 1
        known[decision.key] = decision
        continue
      }
      if old == decision {
        result.unchanged += 1
      } else if decision.reviewedAt > old.reviewedAt {
        result.changed += 1
        known[decision.key] = decision
      } else {
        note(
          "\(old.reviewer) decided otherwise at \(old.reviewedAt.iso); only a later decision"
            + " replaces it")
      }
    }
    if known == before { return result }
    try commit(.reviewImported, [(.review, reviewBytes(known))], reason: lastPathPart(path))
    return result
  }

  /// The decisions held against the findings.
  package func reviewState(_ findings: Findings) throws -> ReviewState {
    try ReviewState(try folder.readReview(custody), findings)
  }
}
