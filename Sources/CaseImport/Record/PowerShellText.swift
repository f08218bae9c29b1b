/// What PowerShell writes for an object inside an object: `@{Name=MailAccessType; Value=Bind}`, and
/// for a list of them `{@{…}, @{…}}`.
///
/// A value that was cut ends in `...` or `…`: it becomes `System.Object[]`, which says nothing, and
/// the list around it is noted as lost (R2, R17).
enum PowerShellText {
  /// The text as JSON; `nil` for any other text, and for one that ends inside an object.
  static func json(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let isObject = text.starts(with: "@{".utf8)
    guard isObject || text.starts(with: "{@{".utf8) else { return nil }
    var reader = Reader(rest: text)
    let isWhole = isObject ? reader.objects() : reader.list()
    return isWhole && reader.rest.isEmpty ? reader.json : nil
  }

  private static let nothing: StaticString = "System.Object[]"

  private struct Reader {
    var rest: ArraySlice<UInt8>
    var json: [UInt8] = []
    var depth = 0

    /// `{@{…}, @{…}}`; the last element may be the mark of a cut.
    mutating func list() -> Bool {
      rest = rest.dropFirst()
      json.append(UInt8(ascii: "["))
      repeat {
        skipBlanks()
        if json.last != UInt8(ascii: "[") { json.append(UInt8(ascii: ",")) }
        if rest.starts(with: "@{".utf8) {
          if !object() { return false }
          // `@{…}...}` is a list that goes on.
          if takeCut() { json.append(contentsOf: ",\"System.Object[]\"".utf8) }
        } else if takeCut() {
          json.append(contentsOf: "\"System.Object[]\"".utf8)
        } else {
          return false
        }
      } while take(",")
      json.append(UInt8(ascii: "]"))
      return take("}")
    }

    /// `@{…}`, or several with a blank between, which are a list.
    mutating func objects() -> Bool {
      var count = 0
      repeat {
        if count > 0 { json.append(UInt8(ascii: ",")) }
        if !object() { return false }
        count += 1
        skipBlanks()
      } while rest.starts(with: "@{".utf8)
      if count > 1 {
        json.insert(UInt8(ascii: "["), at: 0)
        json.append(UInt8(ascii: "]"))
      }
      return true
    }

    private mutating func object() -> Bool {
      depth += 1
      defer { depth -= 1 }
      if depth > 16 { return false }
      rest = rest.dropFirst(2)
      json.append(UInt8(ascii: "{"))
      while !take("}") {
        if json.last != UInt8(ascii: "{") { json.append(UInt8(ascii: ",")) }
        skipBlanks()
        guard let equals = nameEnd(rest) else { return false }
        FlatRecord.quote(rest[..<equals], into: &json)
        json.append(UInt8(ascii: ":"))
        rest = rest[(equals + 1)...]
        if rest.starts(with: "@{".utf8) {
          if !object() { return false }
        } else if rest.starts(with: "{@{".utf8) {
          if !list() { return false }
        } else {
          guard let end = valueEnd() else { return false }
          let value = rest[..<end]
          let isCut =
            value.suffix(3).elementsEqual("...".utf8) || value.suffix(3) == [0xE2, 0x80, 0xA6]
          if isCut {
            json.append(contentsOf: "\"\(PowerShellText.nothing)\"".utf8)
          } else {
            FlatRecord.quote(value, into: &json)
          }
          rest = rest[end...]
        }
        if !take(";"), rest.first != UInt8(ascii: "}") { return false }
      }
      json.append(UInt8(ascii: "}"))
      return true
    }

    /// The `=` behind a name, where one stands here.
    private func nameEnd(_ text: ArraySlice<UInt8>) -> Int? {
      guard let equals = text.firstIndex(of: UInt8(ascii: "=")), equals > text.startIndex else {
        return nil
      }
      let isName = text[..<equals].allSatisfy { byte in
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: ".")
      }
      return isName ? equals : nil
    }

    /// A value ends at a `;` that a name follows, or at the `}` that closes the object.
    private func valueEnd() -> Int? {
      var depth = 0
      for index in rest.indices {
        switch rest[index] {
        case UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "}"):
          if depth == 0 { return index }
          depth -= 1
        case UInt8(ascii: ";") where depth == 0:
          let next = rest[(index + 1)...].drop { $0 == 0x20 }
          if nameEnd(next) != nil { return index }
        default: break
        }
      }
      return nil
    }

    private mutating func skipBlanks() { rest = rest.drop { $0 <= 0x20 } }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
      skipBlanks()
      if rest.first != UInt8(ascii: mark) { return false }
      rest = rest.dropFirst()
      return true
    }

    private mutating func takeCut() -> Bool {
      for mark in [Array("...".utf8), [0xE2, 0x80, 0xA6]] where rest.starts(with: mark) {
        rest = rest.dropFirst(mark.count)
        return true
      }
      return false
    }
  }
}
