import CaseModel
import TextFormats

/// What the headers of a saved message say (RFC 5322), for an inventory.
package struct MailHeaders: Sendable {
  /// As written.
  package private(set) var messageId: [UInt8] = []
  /// When the last server took it: the topmost `Received`. `Date` is the sender's claim and no
  /// delivery.
  package private(set) var received: UTCTime?
  /// The address in `From`.
  package private(set) var from: [UInt8] = []
  /// Decoded where its character set is UTF-8, ASCII or Latin-1 (RFC 2047).
  package private(set) var subject: [UInt8] = []

  /// - Parameter block: the headers, at most up to the empty line behind them.
  package init(_ block: ArraySlice<UInt8>) {
    var hasReceived = false
    for (name, value) in MailHeaders.fields(block) {
      switch name {
      case "message-id" where messageId.isEmpty: messageId = value
      case "subject" where subject.isEmpty: subject = MailHeaders.decoded(value)
      case "from" where from.isEmpty: from = MailHeaders.address(value)
      case "received" where !hasReceived:
        hasReceived = true
        let date = value.lastIndex(of: UInt8(ascii: ";")).map { value[($0 + 1)...] } ?? []
        received = MailDate.read(String(decoding: date, as: UTF8.self))
      default: break
      }
    }
  }

  /// Where the headers end: at an empty line; `nil` where that is not here.
  package static func end(_ bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let lineEnd = bytes[index...].firstIndex(of: 0x0A) ?? bytes.endIndex
      let line = bytes[index..<lineEnd]
      if line.isEmpty || line.elementsEqual([0x0D]) { return index }
      index = lineEnd + 1
    }
    return nil
  }

  /// The bytes begin with headers that saved mail has.
  package static func areAt(_ bytes: ArraySlice<UInt8>) -> Bool {
    let known: Set<String> = [
      "received", "return-path", "delivered-to", "message-id", "from", "to", "subject", "date",
      "mime-version", "content-type", "x-sender", "authentication-results", "dkim-signature",
      "arc-seal", "reply-to", "cc", "bcc", "thread-topic", "thread-index", "importance",
    ]
    let names = fields(bytes.prefix(16_384)).prefix(8).map(\.name)
    let lines = bytes.prefix(200).split(separator: 0x0A, maxSplits: 1).first ?? []
    guard lines.contains(UInt8(ascii: ":")), !names.isEmpty else { return false }
    return known.contains(names[0]) || (names[0].hasPrefix("x-") && names.contains("from"))
  }

  /// Fields in their order, names in lower case, values unfolded.
  private static func fields(_ block: ArraySlice<UInt8>) -> [(name: String, value: [UInt8])] {
    var fields: [(name: String, value: [UInt8])] = []
    for part in block.split(separator: 0x0A) {
      var line = part
      if line.last == 0x0D { line = line.dropLast() }
      if line.isEmpty { break }
      if let first = line.first, first == 0x20 || first == 0x09 {
        if fields.isEmpty { return [] }
        let isFirst = fields[fields.count - 1].value.isEmpty
        fields[fields.count - 1].value += (isFirst ? [] : [0x20]) + FieldText.trimmed(line)
        continue
      }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
        line[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
      else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      fields.append((name, Array(FieldText.trimmed(line[(colon + 1)...]))))
    }
    return fields
  }

  /// What stands in `< >`; else all of it.
  private static func address(_ value: [UInt8]) -> [UInt8] {
    guard let open = value.lastIndex(of: UInt8(ascii: "<")),
      let close = value[open...].firstIndex(of: UInt8(ascii: ">"))
    else { return value }
    return Array(value[(open + 1)..<close])
  }

  /// Encoded words (RFC 2047); others stay as they are.
  private static func decoded(_ value: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = String(decoding: value, as: UTF8.self)[...]
    var isBehindWord = false
    while let open = rest.firstRange(of: "=?") {
      let before = rest[..<open.lowerBound]
      let parts = rest[open.upperBound...].split(
        separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4, parts[3].hasPrefix("="), let text = word(parts) else { break }
      // Blanks between two words are none of the text.
      if !isBehindWord || !before.allSatisfy(\.isWhitespace) { result += before.utf8 }
      result += text
      isBehindWord = true
      rest = parts[3].dropFirst()
    }
    return result + Array(rest.utf8)
  }

  private static func word(_ parts: [Substring]) -> [UInt8]? {
    let charset = parts[0].split(separator: "*").first.map { $0.lowercased() } ?? ""
    var bytes: [UInt8]
    switch parts[1].lowercased() {
    case "b":
      guard let decoded = Base64Reader.read(parts[2].utf8) else { return nil }
      bytes = decoded
    case "q": bytes = quoted(Array(parts[2].utf8))
    default: return nil
    }
    switch charset {
    case "utf-8", "us-ascii": return bytes
    case "iso-8859-1":
      return Array(String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) })).utf8)
    default: return nil
    }
  }

  private static func quoted(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "="), index + 2 < text.count,
        let value = UInt8(
          String(decoding: text[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        index += 3
      } else {
        bytes.append(text[index] == UInt8(ascii: "_") ? 0x20 : text[index])
        index += 1
      }
    }
    return bytes
  }
}

/// Times of mail: `Tue, 11 Mar 2025 09:15:22 +0100 (CET)` (RFC 5322, section 3.3).
enum MailDate {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  static func read(_ text: String) -> UTCTime? {
    let plain = text.prefix { $0 != "(" }.lowercased()
    var words = plain.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    if words.count == 6 { words.removeFirst() }
    guard words.count == 5, let day = Int(words[0]),
      let month = months.firstIndex(of: String(words[1].prefix(3))), let year = Int(words[2]),
      let zone = offset(words[4])
    else { return nil }
    let clock = words[3].split(separator: ":").map { Int($0) }
    guard clock.count == 2 || clock.count == 3, let hour = clock[0], let minute = clock[1],
      let second = clock.count == 3 ? clock[2] : 0, year >= 1_000,
      let time = UTCTime(
        year: year, month: month + 1, day: day, hour: hour, minute: minute, second: min(second, 59))
    else { return nil }
    return time + -zone
  }

  /// Seconds east of UTC.
  private static func offset(_ text: String) -> Int64? {
    if ["gmt", "ut", "utc", "z"].contains(text) { return 0 }
    guard text.count == 5, let number = Int64(text.dropFirst()), number % 100 < 60, number <= 1_400
    else { return nil }
    let seconds = number / 100 * 3_600 + number % 100 * 60
    switch text.first {
    case "+": return seconds
    case "-": return -seconds
    default: return nil
    }
  }
}
