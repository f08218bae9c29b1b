import CaseModel
import TextFormats

extension FindingsRequest {
  /// What is known of how the evidence was asked for: told by a person, or stated by the evidence.
  var knownQueries: [(query: StatedQuery, source: String)] {
    let told = files.filter { $0.query != ExportQuery() }.map { file in
      var query = StatedQuery()
      query.evidence = file.evidence
      query.query = file.query
      query.exports = [file.evidence]
      return (query: query, source: "person")
    }
    return told + queries.map { (query: $0, source: "bytes") }
  }
}

/// One of completeness.queries[] (R23); null: not stated.
func writeQuery(_ known: (query: StatedQuery, source: String), _ writer: inout JSONWriter) {
  let (stated, source) = known
  let query = stated.query
  func text(_ key: StaticString, _ value: String?, _ writer: inout JSONWriter) {
    if let value { writer.key(key, value) } else { writer.key(key) { $0.null() } }
  }
  func list(_ key: StaticString, _ values: [String]?, _ writer: inout JSONWriter) {
    if let values { writer.key(key, values) } else { writer.key(key) { $0.null() } }
  }
  writer.object { writer in
    list("addresses", query.addresses, &writer)
    writer.key("evidence", evidenceName(stated.evidence))
    writer.key("for", stated.exports.map(evidenceName))
    text("freeText", query.freeText, &writer)
    writer.key("from", query.from)
    text("id", stated.id.isEmpty ? nil : stated.id, &writer)
    writer.key("isLimitExceeded") { writer in
      if let flag = stated.isLimitExceeded { writer.bool(flag) } else { writer.null() }
    }
    list("mailboxes", query.mailboxes, &writer)
    list("operations", query.operations, &writer)
    writer.key("source", source)
    text("status", stated.status, &writer)
    writer.key("to", query.to)
    list("users", query.users, &writer)
  }
}
