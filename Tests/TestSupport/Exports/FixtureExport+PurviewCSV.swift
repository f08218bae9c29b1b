import CaseImport

extension FixtureExport {
  package static let purviewOldCSV = FixtureExport("Purview CSV, old header", .purviewCSV) {
    rows, lineEnd in
    fixtureCSV(
      ["CreationDate", "UserIds", "Operations", "AuditData"],
      rows.map { [$0.time + ".0000000Z", $0.user, $0.operation, $0.json] }, lineEnd)
  }

  package static let purviewNewCSV = FixtureExport("Purview CSV, new header", .purviewCSV) {
    rows, lineEnd in
    let header = [
      "RecordId", "CreationDate", "RecordType", "Operation", "UserId", "AuditData",
      "AssociatedAdminUnits", "AssociatedAdminUnitsNames",
    ]
    let lines = rows.map { row in
      [
        row.id, row.time + "Z", String(row.recordType), row.operation, row.user, row.json, "", "",
      ]
    }
    return fixtureCSV(header, lines, lineEnd)
  }
}
