import CaseImport

extension FixtureExport {
  static let officeActivityLines = FixtureExport("Sentinel lines", .officeActivityJSON) { rows, _ in
    rows.map { fixtureObject($0, names: officeActivityNames) + "\n" }.joined()
  }.flat(movesTime: true)

  /// What Log Analytics answers with: rows of cells, and the names of the columns before them.
  static let officeActivityTables = FixtureExport("Sentinel tables", .officeActivityJSON) {
    rows, _ in
    let fields = rows.map(\.fields)
    let names = Set(fields.flatMap(\.keys)).sorted()
    let columns = names.map { name in
      "{\"name\":\(quoted(officeActivityNames[name] ?? name)),\"type\":\"string\"}"
    }
    let lines = fields.map { fields in
      "[" + names.map { quoted(fields[$0] ?? "") }.joined(separator: ",") + "]"
    }
    return
      "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[\(columns.joined(separator: ","))],"
      + "\"rows\":[\(lines.joined(separator: ",\n"))]}]}\n"
  }.flat(movesTime: true)
}
