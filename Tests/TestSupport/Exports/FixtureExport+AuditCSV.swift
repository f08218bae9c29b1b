import CaseImport

extension FixtureExport {
  /// Exports of two kinds that somebody joined.
  static let joinedCSV = FixtureExport("joined CSV", .auditCSV) { rows, lineEnd in
    let half = rows.count / 2
    return FixtureExport.searchCSV.write(Array(rows[..<half]), lineEnd)
      + FixtureExport.purviewNewCSV.write(Array(rows[half...]), lineEnd)
  }
}
