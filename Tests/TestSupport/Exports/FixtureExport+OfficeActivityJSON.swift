import CaseImport

extension FixtureExport {
  static let officeActivityLines = FixtureExport("Sentinel lines", .officeActivityJSON) { rows, _ in
    rows.map { fixtureObject($0, names: officeActivityNames) + "\n" }.joined()
  }.flat(movesTime: true)
}
