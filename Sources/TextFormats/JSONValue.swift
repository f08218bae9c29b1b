import CaseModel

/// A JSON value as a tree (RFC 8259): for casefile's own small documents, never for evidence.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The number as it is written.
  case number(String)
  case string(EvidenceText)
  case array([JSONValue])
  /// In the order of the document; keys do not repeat.
  case object([Member])

  package struct Member: Hashable, Sendable {
    package var key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  package var text: String? {
    guard case .string(let text) = self else { return nil }
    return text.string
  }

  package var integer: Int64? {
    guard case .number(let digits) = self else { return nil }
    return Int64(digits)
  }

  package var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  package var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// What it is, in words.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension JSONValue {
  package static func text(_ string: String) -> JSONValue { .string(EvidenceText(string)) }
  package static func integer(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }
}
