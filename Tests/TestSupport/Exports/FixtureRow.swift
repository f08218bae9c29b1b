/// A record on its way into an export, and what the columns beside it say.
struct FixtureRow {
  /// AuditData, as it is written.
  var json: String
  var id: String
  var time: String
  var operation: String
  var user: String
  var recordType: Int

  init(
    json: String, id: String, time: String, operation: String, user: String, recordType: Int
  ) {
    self.json = json
    self.id = id
    self.time = time
    self.operation = operation
    self.user = user
    self.recordType = recordType
  }

  init(json: String) {
    let fields = fixtureFields(json)
    self.init(
      json: json, id: fields["Id"] ?? "", time: fields["CreationTime"] ?? "",
      operation: fields["Operation"] ?? "", user: fields["UserId"] ?? "", recordType: 50)
  }

  var fields: [String: String] { fixtureFields(json) }

  /// `3/2/2025 10:43:17 PM`: the culture of who exported it (R4).
  var usTime: String { clock(" ", "") }
  /// `3/2/2025, 10:43:17.000 PM`, as the Sentinel portal writes it.
  var portalTime: String { clock(", ", ".000") }

  private func clock(_ between: String, _ fraction: String) -> String {
    let parts = time.split { "-T:".contains($0) }.compactMap { Int($0) }
    guard parts.count >= 6 else { return time }
    let hour = parts[3] % 12 == 0 ? 12 : parts[3] % 12
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(parts[1])/\(parts[2])/\(parts[0])\(between)\(hour):\(two(parts[4])):\(two(parts[5]))"
      + fraction + (parts[3] < 12 ? " AM" : " PM")
  }
}

/// The record of a JSON text as names and values, as a flat export has them: objects and lists as
/// JSON text, blanks around names gone, of a repeated name the value that says something. Nothing of a
/// text that is no record.
package func fixtureFields(_ json: String) -> [String: String] {
  guard case .object(let members)? = try? PlainJSON.read(Array(json.utf8)) else { return [:] }
  var fields: [String: String] = [:]
  for member in members {
    let name = String(decoding: member.key.filter { $0 != 0x20 }, as: UTF8.self)
    let value = member.shown
    if !value.isEmpty || fields[name] == nil { fields[name] = value }
  }
  return fields
}

extension PlainJSON.Member {
  /// As PowerShell shows a value; an object and a list as they are in JSON.
  var shown: String {
    switch value {
    case .string(let text): String(decoding: text, as: UTF8.self)
    case .yes: "True"
    case .no: "False"
    case .null: ""
    case .number, .array, .object: String(decoding: text, as: UTF8.self)
    }
  }
}

/// A table with the fields quoted that must be; all columns in the order of the header.
func fixtureCSV(_ header: [String], _ rows: [[String]], _ lineEnd: String) -> String {
  ([header] + rows).map { fields in
    fields.map { field in
      field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }.joined(separator: ",") + lineEnd
  }.joined()
}

/// A table with a column for each name that a record has, which may be called otherwise.
func fixtureColumns(
  _ rows: [FixtureRow], _ lineEnd: String, names other: [String: String] = [:],
  _ value: (FixtureRow, String, String) -> String = { $2 }
) -> String {
  let fields = rows.map(\.fields)
  let names = Set(fields.flatMap(\.keys)).sorted()
  return fixtureCSV(
    names.map { other[$0] ?? $0 },
    zip(rows, fields).map { row, fields in
      names.map { name in value(row, name, fields[name] ?? "") }
    }, lineEnd)
}

/// A record's fields as a JSON object, under other names.
func fixtureObject(_ row: FixtureRow, names other: [String: String]) -> String {
  let members = row.fields.sorted { $0.key < $1.key }.map { name, value in
    "\(quoted(other[name] ?? name)):\(quoted(value))"
  }
  return "{" + members.joined(separator: ",") + "}"
}
