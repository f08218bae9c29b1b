import CaseModel
import Files
import TextFormats

package let reviewSchema = "casefile/review/1"

extension CaseFolder {
  /// What reviewers decided.
  package var reviewFile: String { "\(review)/decisions.json" }

  /// The decisions by key; none where there is no file.
  package func readReview() throws -> [String: ReviewDecision] {
    guard try fileFacts(reviewFile) != nil else { return [:] }
    let json = try readJSON(try readSmallFile(reviewFile, limit: .max), file: reviewFile)
    return try readReviewDecisions(json, file: reviewFile)
  }
}

/// The decisions of decisions.json, by key.
package func readReviewDecisions(
  _ json: JSONValue, file: String
) throws(CaseProblem) -> [String: ReviewDecision] {
  guard json["schema"]?.text == reviewSchema, let elements = json["decisions"]?.elements else {
    throw CaseProblem.document(
      file: file, key: "schema", found: json["schema"]?.text ?? "nothing",
      expected: "\"\(reviewSchema)\" and a list of decisions")
  }
  var decisions: [String: ReviewDecision] = [:]
  for (index, element) in elements.enumerated() {
    guard let key = element["key"]?.text, let reviewer = element["reviewer"]?.text,
      let at = element["reviewedAt"]?.text.flatMap({ TimeReader.read($0) }),
      let sensitive = element["sensitive"]?.text.flatMap({
        ReviewDecision.Sensitivity(rawValue: $0)
      })
    else {
      throw CaseProblem.document(
        file: file, key: "decisions[\(index)]", found: element.kind,
        expected: "key, reviewer, reviewedAt and sensitive")
    }
    var decision = ReviewDecision(
      key: key, reviewer: reviewer, reviewedAt: at, sensitive: sensitive)
    decision.categories = (element["categories"]?.elements ?? []).compactMap(\.text)
    decision.people = element["people"]?.integer
    decision.note = element["note"]?.text ?? ""
    decisions[key] = decision
  }
  return decisions
}

/// review/decisions.json: sorted by key.
package func reviewBytes(_ decisions: [String: ReviewDecision]) -> [UInt8] {
  let sorted = decisions.values.sorted { $0.key < $1.key }
  var writer = JSONWriter()
  writer.object { writer in
    writer.key("decisions") { writer in
      writer.array(lines: sorted.count) { writer, index in
        let decision = sorted[index]
        writer.object { writer in
          writer.key("categories", decision.categories)
          writer.key("key", decision.key)
          writer.key("note", decision.note)
          writer.key("people") { writer in
            if let people = decision.people { writer.integer(people) } else { writer.null() }
          }
          writer.key("reviewedAt", decision.reviewedAt)
          writer.key("reviewer", decision.reviewer)
          writer.key("sensitive", decision.sensitive.rawValue)
        }
      }
    }
    writer.key("schema", reviewSchema)
  }
  return writer.finish()
}
