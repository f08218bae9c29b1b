import CaseImport

extension FixtureExport {
  static let columnsCSV = FixtureExport("fields in columns", .parsedRecordsCSV) {
    fixtureColumns($0, $1)
  }.flat()

  /// Objects through Export-Csv: of a list nothing is left, of an object its own values.
  static let parsedCSV = FixtureExport("parsed records in columns", .parsedRecordsCSV) {
    fixtureColumns($0, $1) { _, _, value in
      switch try? PlainJSON.read(Array(value.utf8)) {
      case .array: "System.Object[]"
      case .object(let members):
        "@{\(members.map { "\($0.name)=\($0.ownText)" }.joined(separator: "; "))}"
      default: value
      }
    }
  }.flat().leaving { json in
    guard case .object(let members)? = try? PlainJSON.read(Array(json.utf8)) else { return json }
    let left = members.map { member -> String in
      let value =
        switch member.value {
        case .array: "\"System.Object[]\""
        case .object(let inner):
          "{\(inner.map { "\(quoted($0.name)):\(quoted($0.ownText))" }.joined(separator: ","))}"
        default: String(decoding: member.text, as: UTF8.self)
        }
      return "\(quoted(member.name)):\(value)"
    }
    return "{\(left.joined(separator: ","))}"
  }
}

extension PlainJSON.Member {
  fileprivate var name: String { String(decoding: key, as: UTF8.self) }
  /// Nothing of what has members or elements of its own.
  fileprivate var ownText: String {
    switch value {
    case .array, .object: ""
    default: shown
    }
  }
}
