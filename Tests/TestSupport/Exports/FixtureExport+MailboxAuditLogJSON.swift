import CaseImport

extension FixtureExport {
  static let mailboxAuditLogJSON = FixtureExport(
    "Search-MailboxAuditLog JSON", .mailboxAuditLogJSON
  ) { rows, _ in
    let objects = rows.map { fixtureObject($0, names: mailboxAuditLogNames) }
    return "[\(objects.joined(separator: ",\n"))]\n"
  }.flat(movesTime: true)
}
