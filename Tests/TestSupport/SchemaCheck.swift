import TextFormats

/// Checks a JSON value against a schema: the keywords that casefile's schemas use (JSON Schema
/// 2020-12), and an error for any other.
package struct SchemaCheck {
  private let root: JSONValue
  package private(set) var problems: [String] = []

  package init(_ value: JSONValue, _ schema: JSONValue) {
    root = schema
    check(value, schema, "")
  }

  private static let annotations: Set<String> = ["$schema", "$id", "$defs", "title", "description"]

  private mutating func check(_ value: JSONValue, _ schema: JSONValue, _ place: String) {
    for keyword in schema.members ?? [] {
      let rule = keyword.value
      switch keyword.key {
      case "$ref":
        let name = rule.text.map { String($0.dropFirst("#/$defs/".count)) } ?? ""
        guard let target = root["$defs"]?[name] else { return note(place, "no $defs/\(name)") }
        check(value, target, place)
      case "type":
        let types = rule.elements?.compactMap(\.text) ?? [rule.text ?? ""]
        if !types.contains(where: { isA(value, $0) }) {
          note(place, "\(value.kind), expected \(types.joined(separator: " or "))")
        }
      case "enum":
        if rule.elements?.contains(value) != true { note(place, "\(value) is not in the list") }
      case "const": if value != rule { note(place, "\(value), expected \(rule)") }
      case "minimum":
        if let least = rule.integer, let number = value.integer, number < least {
          note(place, "\(number) is below \(least)")
        }
      case "required":
        if value.members == nil { break }
        for name in rule.elements?.compactMap(\.text) ?? [] where value[name] == nil {
          note(place, "\(name) is missing")
        }
      case "properties":
        for member in value.members ?? [] {
          guard let own = rule[member.key] else {
            note(place, "\(member.key) is not documented")
            continue
          }
          check(member.value, own, "\(place).\(member.key)")
        }
      case "items":
        for (index, element) in (value.elements ?? []).enumerated() {
          check(element, rule, "\(place)[\(index)]")
        }
      // More keys may be added, but what this build writes is documented.
      case "additionalProperties": break
      default:
        if !SchemaCheck.annotations.contains(keyword.key) { note(place, "keyword \(keyword.key)") }
      }
    }
  }

  private func isA(_ value: JSONValue, _ type: String) -> Bool {
    switch type {
    case "null": value == .null
    case "boolean": value == .bool(true) || value == .bool(false)
    case "integer": value.integer != nil
    case "string": value.text != nil
    case "array": value.elements != nil
    case "object": value.members != nil
    default: false
    }
  }

  private mutating func note(_ place: String, _ what: String) {
    if problems.count < 20 { problems.append("\(place): \(what)") }
  }
}
