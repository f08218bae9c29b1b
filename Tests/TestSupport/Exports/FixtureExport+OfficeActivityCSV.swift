import CaseImport

extension FixtureExport {
  static let officeActivityCSV = FixtureExport("Sentinel CSV", .officeActivityCSV) {
    rows, lineEnd in
    let names = officeActivityNames.merging(["CreationTime": "TimeGenerated [UTC]"]) { $1 }
    return fixtureColumns(rows, lineEnd, names: names) { row, name, value in
      name == "CreationTime" ? row.portalTime : value
    }
  }.flat(movesTime: true)

  static let officeActivityNames = [
    "CreationTime": "TimeGenerated", "Id": "OfficeId", "ClientIPAddress": "Client_IPAddress",
    "LogonType": "Logon_Type",
  ]
}
