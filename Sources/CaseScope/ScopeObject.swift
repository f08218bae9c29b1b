import CaseModel
import TextFormats

/// An object of scope.json with its place, so that a problem can name it.
struct ScopeObject {
  let members: [JSONValue.Member]
  let place: String

  init(_ value: JSONValue, _ place: String) throws(ScopeProblem) {
    guard let members = value.members else {
      throw ScopeProblem(
        key: place.isEmpty ? "(the document)" : place, found: value.kind, expected: "an object")
    }
    self.members = members
    self.place = place
  }

  subscript(key: String) -> JSONValue? { members.first { $0.key == key }?.value }

  func path(_ key: String) -> String {
    if key.isEmpty { return place }
    return place.isEmpty ? key : "\(place).\(key)"
  }

  func problem(_ key: String, _ value: JSONValue, _ expected: String) -> ScopeProblem {
    let found = value.text.map { "\"\($0)\"" } ?? value.kind
    return ScopeProblem(key: path(key), found: found, expected: expected)
  }

  func allow(_ keys: [String]) throws(ScopeProblem) {
    for member in members where !keys.contains(member.key) {
      throw ScopeProblem(
        key: path(member.key), found: "a key that scope.json does not have",
        expected: "one of \(keys.joined(separator: ", "))")
    }
  }

  func list(_ key: String) throws(ScopeProblem) -> [JSONValue] {
    guard let value = self[key] else { return [] }
    guard let elements = value.elements else { throw problem(key, value, "a list") }
    return elements
  }

  func objects(_ key: String) throws(ScopeProblem) -> [ScopeObject] {
    var result: [ScopeObject] = []
    for (index, element) in try list(key).enumerated() {
      result.append(try ScopeObject(element, path("\(key)[\(index)]")))
    }
    return result
  }

  func texts(_ key: String) throws(ScopeProblem) -> [String] {
    var result: [String] = []
    for (index, element) in try list(key).enumerated() {
      let place = "\(key)[\(index)]"
      guard let text = element.text else { throw problem(place, element, "a text") }
      if text.trimmingBlanks.isEmpty { throw problem(place, element, "a text that is not empty") }
      result.append(text)
    }
    return result
  }

  func numbers(_ key: String) throws(ScopeProblem) -> [Int16] {
    var result: [Int16] = []
    for (index, element) in try list(key).enumerated() {
      guard let number = element.integer, let small = Int16(exactly: number), small >= 0 else {
        throw problem("\(key)[\(index)]", element, "a logon type as a number, such as 0")
      }
      result.append(small)
    }
    return result
  }

  func selectors(_ key: String) throws(ScopeProblem) -> [MailboxSelector] {
    var result: [MailboxSelector] = []
    for object in try objects(key) {
      try object.allow(["upn", "guid"])
      if let upn = object["upn"]?.text, object.members.count == 1, !upn.trimmingBlanks.isEmpty {
        result.append(.upn(upn.trimmingBlanks))
      } else if let guid = object["guid"]?.text, object.members.count == 1, !guid.isEmpty {
        result.append(.guid(guid.trimmingBlanks.lowercased()))
      } else {
        throw ScopeProblem(
          key: object.place, found: "\(object.members.count) keys",
          expected: "{\"upn\": \"name@domain\"} or {\"guid\": \"…\"}")
      }
    }
    return result
  }

  func text(_ key: String) throws(ScopeProblem) -> String {
    guard let value = self[key] else { return "" }
    guard let text = value.text else { throw problem(key, value, "a text") }
    return text
  }

  func time(_ key: String) throws(ScopeProblem) -> UTCTime? {
    guard let value = self[key] else { return nil }
    guard let text = value.text, let time = TimeReader.readDateOrTime(text) else {
      throw problem(key, value, "a UTC time such as 2025-03-01T00:00:00Z")
    }
    return time
  }

  func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type)
    throws(ScopeProblem) -> Word? where Word.RawValue == String
  {
    guard let value = self[key] else { return nil }
    guard let text = value.text, let word = Word(rawValue: text) else {
      let words = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
      throw problem(key, value, words)
    }
    return word
  }
}
