import CaseImport

extension FixtureExport {
  package static let doubleEncoded = FixtureExport("JSON in JSON text", .auditJSON) { rows, _ in
    rows.map { quoted($0.json) + "\n" }.joined()
  }

  /// Lines of two kinds that somebody joined.
  static let joinedJSON = FixtureExport("joined JSON", .auditJSON) { rows, lineEnd in
    let half = rows.count / 2
    return FixtureExport.graphLines.write(Array(rows[..<half]), lineEnd)
      + FixtureExport.ndjson.write(Array(rows[half...]), lineEnd)
  }.asObject()
}
