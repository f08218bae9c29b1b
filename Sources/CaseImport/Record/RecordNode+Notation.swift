/// What a value means, whatever notation it stands in (R22).
extension RecordNode {
  /// How a value could be understood.
  enum Understood: Equatable {
    /// `null`, empty, or a placeholder: it says nothing.
    case absent
    /// No text that stands for another value any more.
    case value(RecordNode)
    /// Something is there, and what it says is lost.
    case unread
  }

  /// The value with texts that are JSON, PowerShell, Python or Java in their place, and without the
  /// `{value, Count}` that Windows PowerShell puts around a list.
  func understood(depth: Int = 0) -> Understood {
    if depth > RecordNode.deepest { return .unread }
    switch self {
    case .nothing: return .absent
    case .word: return .value(self)
    case .text(let text): return RecordNode.understood(text, depth: depth)
    case .list(let list): return list.isEmpty ? .absent : .value(self)
    case .object(let members):
      if members.isEmpty { return .absent }
      guard let (list, count) = RecordNode.counted(members) else { return .value(self) }
      let inner = list.understood(depth: depth + 1)
      // Fewer than it says: the rest was cut off.
      if case .value(.list(let elements)) = inner, let count, count > elements.count {
        return .value(.list(elements + [.text(Array("...".utf8))]))
      }
      return inner
    }
  }

  /// `{value: […], Count: n}`, or the list alone.
  private static func counted(_ members: [Member]) -> (list: RecordNode, count: Int?)? {
    let keys = members.map(\.key)
    guard keys.allSatisfy({ ["value", "values", "count"].contains($0) }),
      let list = members.first(where: { $0.key.hasPrefix("value") })?.value
    else { return nil }
    let count = members.first { $0.key == "count" }.flatMap { member -> Int? in
      guard case .word(let word) = member.value else { return nil }
      return Int(String(decoding: word, as: UTF8.self))
    }
    if case .list = list { return (list, count) }
    // One element, which PowerShell unrolled.
    return count == nil ? nil : (.list([list]), count)
  }

  private static func understood(_ text: [UInt8], depth: Int) -> Understood {
    let plain = FieldText.trimmed(text[...])
    if FieldText.isPlaceholder(plain) { return .absent }
    if isLost(plain) { return .unread }
    if let other = FieldNotation.node(plain) { return other.understood(depth: depth + 1) }
    // What begins as a list or object and is none was cut, or is in a notation nobody knows.
    if let first = plain.first, first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
      return .unread
    }
    if plain.starts(with: "@{".utf8) { return .unread }
    return .value(.text(Array(plain)))
  }

  /// What programs write in place of a value that they did not write: `System.Object[]` (PowerShell),
  /// `[List]`, `[Record]`, `[Table]` (Power Query), `[object Object]` (JavaScript), `...`.
  static func isLost(_ text: ArraySlice<UInt8>) -> Bool {
    if FieldText.isObjectName(text) { return true }
    if text.count > 64 { return false }
    switch String(decoding: text, as: UTF8.self).lowercased() {
    case "[list]", "[record]", "[table]", "[object object]", "[binary]", "[function]", "...", "…",
      "[array]", "array", "[error]", "#error", "(collection)":
      return true
    default: return false
    }
  }

  /// Its text, outer blanks removed; a list of one, and an object that is nothing but a value, are
  /// that one.
  var scalar: Understood {
    switch understood() {
    case .absent: return .absent
    case .unread: return .unread
    case .value(.list(let list)) where list.count == 1: return list[0].scalar
    case .value(.object(let members)) where members.count == 1 && members[0].key == "value":
      return members[0].value.scalar
    case .value(.word(let word)): return .value(.text(word))
    case .value(.text(let text)): return .value(.text(text))
    case .value: return .unread
    }
  }
}
