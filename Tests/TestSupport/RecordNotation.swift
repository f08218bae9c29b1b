import CaseModel
import TextFormats

/// How a program writes a member of a record that the service writes as a list or an object: as
/// collectors, SIEMs, shells and databases do (R22). Written from their habits, not from casefile's reader.
package struct RecordNotation: Sendable {
  package typealias Member = JSONValue.Member

  package var name: String
  /// What becomes of a member; several where the program writes paths in place of lists.
  package var write: @Sendable (Member) -> [Member]

  init(_ name: String, _ write: @escaping @Sendable (Member) -> [Member]) {
    self.name = name
    self.write = write
  }

  /// The value alone changes.
  private init(value name: String, _ write: @escaping @Sendable (JSONValue) -> JSONValue) {
    self.init(name) { [Member(key: $0.key, value: write($0.value))] }
  }

  /// Those that any list or object may stand in.
  package static let ofAll: [RecordNotation] = [
    .init(value: "JSON text") { .text(json($0)) },
    .init(value: "JSON text of JSON text") { .text(json(.text(json($0)))) },
    .init(value: "{value, Count}") { counted($0, "value", "Count") },
    .init(value: "{Value, count}") { counted($0, "Value", "count") },
    .init(value: "list of JSON texts") { $0.mapElements { .text(json($0)) } },
    .init(value: "list of PowerShell texts") { $0.mapElements { .text(powerShell($0)) } },
    .init(value: "PowerShell text") { .text(powerShell($0)) },
    .init(value: "Python") { .text(python($0)) },
    .init(value: "one element without its list") { value in
      value.elements?.count == 1 ? value.elements?[0] ?? value : value
    },
    .init("path with dots") { flattened($0, { "." + $0 }, { ".\($0)" }) },
    .init("path with underscores") { flattened($0, { "_" + $0 }, { "_\($0)" }) },
    .init("path with brackets") { flattened($0, { "." + $0 }, { "[\($0)]" }) },
    .init("path with a prefix") { member in
      flattened(member, { "." + $0 }, { ".\($0)" }).map {
        Member(key: "AuditData.\($0.key)", value: $0.value)
      }
    },
    .init("names in lower case") { [lower($0)] },
  ]

  /// Those that a list of {Name, Value} may stand in besides.
  package static let ofPairs: [RecordNotation] = [
    .init(value: "object by name") { .object(pairs($0).map { Member(key: $0.0, value: $0.1) }) },
    .init(value: "list of objects by name") {
      .array(pairs($0).map { .object([Member(key: $0.0, value: $0.1)]) })
    },
    .init(value: "{Key, Value}") {
      .array(pairs($0).map { .object([member("Key", .text($0.0)), member("Value", $0.1)]) })
    },
    .init(value: "values as lists of one") {
      .array(
        pairs($0).map { .object([member("Name", .text($0.0)), member("Value", .array([$0.1]))]) })
    },
    .init(value: "parallel lists") {
      .object([
        member("Name", .array(pairs($0).map { .text($0.0) })),
        member("Value", .array(pairs($0).map(\.1))),
      ])
    },
    .init(value: "Java") {
      .text("[\(pairs($0).map { "{Name=\($0.0), Value=\(plain($0.1))}" }.joined(separator: ", "))]")
    },
    .init(value: "Java with types") {
      .text(
        "[\(pairs($0).map { "Pair{Name='\($0.0)', Value='\(plain($0.1))'}" }.joined(separator: ", "))]"
      )
    },
    .init(value: "name=value") {
      .text(pairs($0).map { "\($0.0)=\(plain($0.1))" }.joined(separator: ";"))
    },
    .init(value: "name : value by line") {
      .text(pairs($0).map { "\($0.0) : \(plain($0.1))" }.joined(separator: "\n"))
    },
    .init("table of values") { member in
      // Splunk: one column for each name, its values by line.
      [
        Member(
          key: "\(member.key){}.Name",
          value: .text(pairs(member.value).map(\.0).joined(separator: "\n"))),
        Member(
          key: "\(member.key){}.Value",
          value: .text(pairs(member.value).map { plain($0.1) }.joined(separator: "\n"))),
      ]
    },
  ]

  // MARK: - Records

  /// The record with some members in this notation.
  package func applied(to record: String, _ members: Set<String>) throws -> String {
    let value = try JSONReader.read(Array(record.utf8))
    let all = (value.members ?? []).flatMap { members.contains($0.key) ? write($0) : [$0] }
    return RecordNotation.json(.object(all))
  }

  package static func json(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(value)
    return String(decoding: writer.finish(), as: UTF8.self)
      .trimmingSuffix { $0 == "\n" }
  }

  private static func member(_ key: String, _ value: JSONValue) -> Member {
    Member(key: key, value: value)
  }

  private static func pairs(_ value: JSONValue) -> [(String, JSONValue)] {
    (value.elements ?? []).map { ($0["Name"]?.text ?? "", $0["Value"] ?? .null) }
  }

  private static func counted(_ value: JSONValue, _ list: String, _ count: String) -> JSONValue {
    guard let elements = value.elements else {
      return mapMembers(value) { counted($0, list, count) }
    }
    let inner = elements.map { element in mapMembers(element) { counted($0, list, count) } }
    return .object([
      member(list, .array(inner)), member(count, .number(String(inner.count))),
    ])
  }

  private static func mapMembers(
    _ value: JSONValue, _ map: (JSONValue) -> JSONValue
  ) -> JSONValue {
    guard let members = value.members else { return value }
    return .object(
      members.map { member in
        let isNested = member.value.elements != nil || member.value.members != nil
        return Member(key: member.key, value: isNested ? map(member.value) : member.value)
      })
  }

  private static func lower(_ member: Member) -> Member {
    func lower(_ value: JSONValue) -> JSONValue {
      if let elements = value.elements { return .array(elements.map(lower)) }
      guard let members = value.members else { return value }
      return .object(members.map { Member(key: $0.key.lowercased(), value: lower($0.value)) })
    }
    return Member(key: member.key.lowercased(), value: lower(member.value))
  }

  private static func flattened(
    _ member: Member, _ name: (String) -> String, _ place: (Int) -> String
  ) -> [Member] {
    func walk(_ key: String, _ value: JSONValue) -> [Member] {
      if let elements = value.elements {
        return elements.enumerated().flatMap { walk(key + place($0), $1) }
      }
      if let members = value.members {
        return members.flatMap { walk(key + name($0.key), $0.value) }
      }
      return [Member(key: key, value: value)]
    }
    return walk(member.key, member.value)
  }

  // MARK: - Texts

  /// A value inside a text of another notation.
  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text.string
    case .bool(let flag): flag ? "True" : "False"
    case .number(let digits): digits
    default: ""
    }
  }

  private static func powerShell(_ value: JSONValue) -> String {
    if let elements = value.elements {
      return elements.isEmpty
        ? "{}" : "{\(elements.map { powerShell($0) }.joined(separator: ", "))}"
    }
    guard let members = value.members else { return plain(value) }
    return "@{\(members.map { "\($0.key)=\(powerShell($0.value))" }.joined(separator: "; "))}"
  }

  private static func python(_ value: JSONValue) -> String {
    if let elements = value.elements {
      return "[\(elements.map { python($0) }.joined(separator: ", "))]"
    }
    if let members = value.members {
      return "{\(members.map { "'\($0.key)': \(python($0.value))" }.joined(separator: ", "))}"
    }
    guard let text = value.text else { return value == .null ? "None" : plain(value) }
    let escaped = text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    return "'\(escaped)'"
  }
}

extension JSONValue {
  static func text(_ text: String) -> JSONValue { .string(EvidenceText(text)) }

  fileprivate func mapElements(_ map: (JSONValue) -> JSONValue) -> JSONValue {
    elements.map { .array($0.map(map)) } ?? self
  }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    var text = Substring(self)
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}
