import CaseImport

extension FixtureExport {
  static let graphPages = FixtureExport("Graph pages", .graphJSON) { rows, _ in
    let half = rows.count / 2
    return [rows[..<half], rows[half...]].enumerated().map { number, part in
      // The last page names no other.
      "{\"@odata.context\":\"c\",\"@odata.count\":\(rows.count),\"value\":["
        + part.map { graphRecord($0) }.joined(separator: ",\n")
        + (number == 0 ? "],\"@odata.nextLink\":\"https://graph.example/next\"}\n" : "]}\n")
    }.joined()
  }.asObject()

  package static let graphLines = FixtureExport("Graph lines", .graphJSON) { rows, _ in
    rows.map { graphRecord($0) + "\n" }.joined()
  }.asObject()

  /// The members of the record as the dictionary of v1.0, some beside it.
  static let graphDictionaries = FixtureExport("Graph dictionaries", .graphJSON) { rows, _ in
    let records = rows.map { row in
      graphRecord(
        row,
        data: "{\"@odata.type\":\"#microsoft.graph.security.auditRecord\",\"dynamicProperties\":"
          + "\(row.json),\"x\":[1]}")
    }
    return "{\"@odata.context\":\"c\",\"value\":[\(records.joined(separator: ",\n"))]}\n"
  }.asObject()

  /// What ConvertTo-Json makes of the objects of the SDK.
  static let graphObjects = FixtureExport("Graph SDK objects", .graphJSON) { rows, lineEnd in
    let records = rows.map { row in
      "  {\(lineEnd)    \"AdministrativeUnits\": [\"\"],\(lineEnd)    \"AuditData\": "
        + "{\"AdditionalProperties\": {\"@odata.type\": \"x\", \"dynamicProperties\": \(row.json)}},"
        + "\(lineEnd)    \"CreatedDateTime\": \"t\",\(lineEnd)    \"UserPrincipalName\": \"u\"\(lineEnd)  }"
    }
    return "[\(lineEnd)\(records.joined(separator: ",\(lineEnd)"))\(lineEnd)]\(lineEnd)"
  }.asObject()

  /// Pages that somebody gathered into a list.
  static let graphPageList = FixtureExport("list of Graph pages", .graphJSON) { rows, lineEnd in
    let half = rows.count / 2
    let pages = [rows[..<half], rows[half...]].map { part in
      "{\"@odata.context\":\"c\",\"value\":["
        + part.map { graphRecord($0) }.joined(separator: ",")
        + "],\"@odata.count\":\(rows.count)}"
    }
    return "[" + pages.joined(separator: ",\(lineEnd)") + "]\(lineEnd)"
  }.asObject()

  /// What CIPP answers with.
  static let graphResults = FixtureExport("Graph results", .graphJSON) { rows, lineEnd in
    "{\(lineEnd)\"Results\":[" + rows.map { graphRecord($0) }.joined(separator: ",\(lineEnd)")
      + "],\(lineEnd)\"Metadata\":null}\(lineEnd)"
  }.asObject()

  private static func graphRecord(_ row: FixtureRow, data: String? = nil) -> String {
    "{\"@odata.type\":\"#microsoft.graph.security.auditLogRecord\",\"id\":\(quoted(row.id)),"
      + "\"createdDateTime\":\"\(row.time)Z\",\"operation\":\(quoted(row.operation)),"
      + "\"userId\":\"k\",\"userPrincipalName\":\(quoted(row.user)),\"clientIp\":null,"
      + "\"administrativeUnits\":[\"\"],\"auditData@odata.type\":\"#y\",\"auditData\":\(data ?? row.json)}"
  }
}
