/// One object that a cmdlet wrote: its properties by their names in lower case.
struct ConfigurationEntry: Equatable {
  var values: [String: ConfigurationValue] = [:]

  subscript(name: String) -> ConfigurationValue? { values[name] }

  func text(_ name: String) -> String? {
    guard case .text(let text)? = values[name], !text.isEmpty else { return nil }
    return text
  }

  func bool(_ name: String) -> Bool? {
    switch text(name)?.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }

  /// `nil` where there is no such property.
  func list(_ name: String) -> (elements: [String], isCut: Bool)? {
    switch values[name] {
    case nil: nil
    case .list(let elements, let isCut): (elements, isCut)
    case .text(let text): ConfigurationValue.list(of: text)
    }
  }
}

enum ConfigurationValue: Equatable {
  case text(String)
  /// - Parameter isCut: the end is missing, so what is not named may be there all the same.
  case list([String], isCut: Bool)

  /// A list that was written as text: `{Update, SoftDelete…}`, or with commas or blanks between.
  static func list(of text: String) -> (elements: [String], isCut: Bool) {
    let isObject = text.hasPrefix("System.") || text.contains("MultiValuedProperty")
    if isObject { return ([], true) }
    var inner = text[...]
    let isBraced = inner.hasPrefix("{")
    if isBraced { inner = inner.dropFirst() }
    if inner.hasSuffix("}") { inner = inner.dropLast() }
    var isCut = isBraced && !text.hasSuffix("}")
    let separators: Set<Character> = isBraced ? [","] : [",", ";", "|", " ", "\n", "\r\n", "\r"]
    var elements: [String] = []
    for part in inner.split(whereSeparator: { separators.contains($0) }) {
      var element = part.drop { $0 == " " }
      while element.last == " " { element = element.dropLast() }
      for mark in ["...", "\u{2026}"] where element.hasSuffix(mark) {
        element = element.dropLast(mark.count)
        isCut = true
      }
      if !element.isEmpty { elements.append(String(element)) }
    }
    return (elements, isCut)
  }
}
