import CaseModel
import Files
import TextFormats

package let reviewSchema = "casefile/review/1"

extension CaseFolder {
  /// What reviewers decided.
  package var reviewFile: String { "\(review)/decisions.json" }

  /// The decisions by key; none where there is no file.
  package func readReview(_ log: CustodyLog) throws -> [String: ReviewDecision] {
    guard let bytes = try read(.review, log) else { return [:] }
    return try readReviewDecisions(bytes, file: reviewFile)
  }
}

/// The decisions of decisions.json, by key; of millions no tree of JSON is held.
package func readReviewDecisions(
  _ bytes: [UInt8], file: String
) throws(CaseProblem) -> [String: ReviewDecision] {
  var decisions: [String: ReviewDecision] = [:]
  var count = 0
  var wrong: CaseProblem?
  let json: JSONValue
  do {
    json = try JSONReader.read(bytes, handing: ["decisions"]) { _, element in
      if let decision = ReviewDecision(element) {
        decisions[decision.key] = decision
      } else if wrong == nil {
        wrong = .document(
          file: file, key: "decisions[\(count)]", found: element.kind,
          expected: "key, reviewer, reviewedAt and sensitive")
      }
      count += 1
    }
  } catch {
    throw .notJSON(
      file: file, line: error.line, column: error.column, found: error.found,
      expected: error.expected)
  }
  guard json["schema"]?.text == reviewSchema, json["decisions"]?.elements != nil else {
    throw .document(
      file: file, key: "schema", found: json["schema"]?.text ?? "nothing",
      expected: "\"\(reviewSchema)\" and a list of decisions")
  }
  if let wrong { throw wrong }
  return decisions
}

extension ReviewDecision {
  fileprivate init?(_ json: JSONValue) {
    guard let key = json["key"]?.text, let reviewer = json["reviewer"]?.text,
      let at = json["reviewedAt"]?.text.flatMap({ TimeReader.read($0) }),
      let sensitive = json["sensitive"]?.text.flatMap({ Sensitivity(rawValue: $0) })
    else { return nil }
    self.init(key: key, reviewer: reviewer, reviewedAt: at, sensitive: sensitive)
    categories = (json["categories"]?.elements ?? []).compactMap(\.text)
    people = json["people"]?.integer
    note = json["note"]?.text ?? ""
  }
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
