import CaseModel
import TextFormats

/// The objects in what a cmdlet wrote: JSON (ConvertTo-Json), CSV (Export-Csv), or the text of
/// Format-List. UTF-8 or UTF-16.
enum ConfigurationText {
  static func entries(_ bytes: [UInt8]) throws(JSONProblem) -> [ConfigurationEntry] {
    var text = bytes
    if var reader = UTF16Reader(TextEncoding(bytes)) {
      text = reader.read(bytes[...], isLast: true)
    }
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    let first = FieldText.trimmed(text[...]).first
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return try json(text) }
    return csv(text) ?? formatList(String(decoding: text, as: UTF8.self))
  }

  // MARK: - JSON

  private static func json(_ bytes: [UInt8]) throws(JSONProblem) -> [ConfigurationEntry] {
    objects(try JSONReader.read(bytes)).map { members in
      var entry = ConfigurationEntry()
      for member in members { entry.values[member.key.lowercased()] = value(member.value) }
      return entry
    }
  }

  /// The elements of a list, or of the `value` of a Graph page.
  private static func objects(_ json: JSONValue) -> [[JSONValue.Member]] {
    if let elements = json.elements ?? json["value"]?.elements {
      return elements.flatMap { objects($0) }
    }
    return json.members.map { [$0] } ?? []
  }

  private static func value(_ json: JSONValue) -> ConfigurationValue {
    switch json {
    case .null: return .text("")
    case .bool(let value): return .text(String(value))
    case .number(let digits): return .text(digits)
    case .string(let text): return .text(text.string)
    case .array(let elements): return .list(elements.map(element), isCut: false)
    case .object(let members):
      // A time span as an object.
      if let days = json["Days"]?.integer { return .text("\(days).00:00:00") }
      let names = ["value", "Value"].compactMap { json[$0] }
      if let inner = names.first { return value(inner) }
      return .list(members.map { "\($0.key)=\(element($0.value))" }, isCut: false)
    }
  }

  /// Licences are objects: `SPE_E5`, `M365_ADVANCED_AUDITING=Success`.
  private static func element(_ json: JSONValue) -> String {
    switch json {
    case .string(let text): return text.string
    case .number(let digits): return digits
    case .bool(let value): return String(value)
    case .null: return ""
    case .array(let elements): return elements.map(element).joined(separator: " ")
    case .object(let members):
      func text(_ names: Set<String>) -> String? {
        members.first { names.contains($0.key.lowercased()) }.map { element($0.value) }
      }
      let name = text([
        "serviceplanname", "skupartnumber", "accountskuid", "serviceplan", "service",
      ])
      let status = text(["provisioningstatus", "capabilitystatus"])
      let plans = text(["serviceplans", "servicestatus"])
      return [name.map { status == nil ? $0 : "\($0)=\(status ?? "")" }, plans]
        .compactMap { $0 }.joined(separator: " ")
    }
  }

  // MARK: - CSV

  private static func csv(_ bytes: [UInt8]) -> [ConfigurationEntry]? {
    let span = bytes.span.bytes
    var position = 0
    while position < bytes.count, CSVPreamble.isBeforeHeader(span, position) {
      position = (bytes[position...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
    }
    let line = bytes[position...].prefix { $0 != 0x0A }
    guard let delimiter = CSVRows.delimiters.first(where: { line.contains($0) }),
      !line.contains(UInt8(ascii: ":")), !line.contains(UInt8(ascii: "{"))
    else { return nil }
    let rows = CSVRows(delimiter: delimiter)
    var header: [String]?
    var entries: [ConfigurationEntry] = []
    var fields: [CSVRows.Field] = []
    while position < bytes.count,
      case .row(let end, let next) = rows.row(span, from: position, isLast: true, fields: &fields)
    {
      defer { position = next }
      if end == position { continue }
      let texts = fields.map { field in
        let text = String(decoding: bytes[field.start..<field.end], as: UTF8.self)
        return field.isQuoted ? text.replacing("\"\"", with: "\"") : text
      }
      guard let names = header else {
        header = texts.map { $0.lowercased() }
        continue
      }
      var entry = ConfigurationEntry()
      for (name, text) in zip(names, texts) { entry.values[name] = .text(text) }
      entries.append(entry)
    }
    return entries
  }

  // MARK: - Format-List

  private static func formatList(_ text: String) -> [ConfigurationEntry] {
    var entries: [ConfigurationEntry] = []
    var entry = ConfigurationEntry()
    var last: (name: String, value: String)?
    func keep() {
      if let last { entry.values[last.name] = .text(last.value) }
      last = nil
    }
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.allSatisfy(\.isWhitespace) {
        keep()
        if !entry.values.isEmpty { entries.append(entry) }
        entry = ConfigurationEntry()
      } else if let (name, value) = pair(line) {
        keep()
        last = (name, value)
      } else if last != nil {
        // A value goes on in the column where it began.
        last?.value += line.drop { $0 == " " }
      }
    }
    keep()
    if !entry.values.isEmpty { entries.append(entry) }
    return entries
  }

  /// `Name   : Value`
  private static func pair(_ line: Substring) -> (name: String, value: String)? {
    guard let colon = line.firstIndex(of: ":"), line.first != " " else { return nil }
    var name = line[..<colon]
    while name.last == " " { name = name.dropLast() }
    if name.isEmpty || name.contains(" ") { return nil }
    var value = line[line.index(after: colon)...].drop { $0 == " " }
    while value.last == " " { value = value.dropLast() }
    return (name.lowercased(), String(value))
  }
}
