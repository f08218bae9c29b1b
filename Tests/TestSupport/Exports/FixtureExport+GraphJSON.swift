import CaseImport

extension FixtureExport {
  static let graphPages = FixtureExport("Graph pages", .graphJSON) { rows, _ in
    let half = rows.count / 2
    return [rows[..<half], rows[half...]].map { part in
      "{\"@odata.context\":\"c\",\"@odata.count\":2,\"value\":["
        + part.map(graphRecord).joined(separator: ",\n")
        + "],\"@odata.nextLink\":\"https://graph.example/next\"}\n"
    }.joined()
  }.asObject()

  package static let graphLines = FixtureExport("Graph lines", .graphJSON) { rows, _ in
    rows.map { graphRecord($0) + "\n" }.joined()
  }.asObject()

  private static func graphRecord(_ row: FixtureRow) -> String {
    "{\"@odata.type\":\"#microsoft.graph.security.auditLogRecord\",\"id\":\(quoted(row.id)),"
      + "\"createdDateTime\":\"\(row.time)Z\",\"operation\":\(quoted(row.operation)),"
      + "\"userId\":\"k\",\"userPrincipalName\":\(quoted(row.user)),\"clientIp\":null,"
      + "\"administrativeUnits\":[\"\"],\"auditData@odata.type\":\"#y\",\"auditData\":\(row.json)}"
  }
}
