import TextFormats

/// bagit.txt: the version of a bag and the encoding of its tag files (RFC 8493, section 2.1.1).
struct BagDeclaration: Equatable {
  var major: Int
  var minor: Int
  var encoding: TagEncoding

  /// Of the versions 0.93 to 1.0, which differ in what must be listed where.
  var isKnown: Bool { (major == 0 && (93...97).contains(minor)) || (major == 1 && minor == 0) }
  var isNewer: Bool { major > 1 || (major == 1 && minor > 0) }
  var isFinal: Bool { (major, minor) == (1, 0) }
  var text: String { "\(major).\(minor)" }

  /// `nil` where it is no declaration; the encoding as it stands where nobody knows it.
  static func read(_ bytes: [UInt8]) -> (declaration: BagDeclaration?, fault: String?) {
    if TextBytes.isMarked(bytes[...]) { return (nil, "it begins with a byte order mark") }
    let lines = TagText.lines(bytes).map { String(decoding: $0, as: UTF8.self) }
    guard lines.count == 2, let version = value(lines[0], "BagIt-Version: "),
      let name = value(lines[1], "Tag-File-Character-Encoding: ")
    else { return (nil, "it is not a declaration of two lines") }
    let parts = version.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil
    }
    guard numbers.count == 2, parts.count == 2 else {
      return (nil, "its version '\(version)' is not M.N")
    }
    guard let encoding = TagEncoding(name) else {
      return (nil, "the encoding '\(name)' of its tag files is not known")
    }
    let declaration = BagDeclaration(major: numbers[0], minor: numbers[1], encoding: encoding)
    return (declaration, nil)
  }

  private static func value(_ line: String, _ label: String) -> String? {
    line.hasPrefix(label) ? String(line.dropFirst(label.count)) : nil
  }
}

/// How tag files are written.
enum TagEncoding: Equatable {
  case utf8, latin1
  /// Which byte comes first where no byte order mark says so.
  case utf16(littleEndian: Bool)

  init?(_ name: String) {
    switch name.uppercased() {
    case "UTF-8", "US-ASCII", "ASCII": self = .utf8
    case "ISO-8859-1", "ISO8859-1", "LATIN1": self = .latin1
    case "UTF-16", "UTF-16BE": self = .utf16(littleEndian: false)
    case "UTF-16LE": self = .utf16(littleEndian: true)
    default: return nil
    }
  }

  /// The same text in UTF-8, without a byte order mark; what cannot be decoded stands as U+FFFD.
  func decode(_ bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .utf8: return Array(TextBytes(utf8: bytes).text)
    case .latin1:
      return bytes.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
    case .utf16(let littleEndian):
      let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      let isLittle = isMarked ? bytes[0] == 0xFF : littleEndian
      let body = isMarked ? bytes.dropFirst(2) : bytes[...]
      let units = stride(from: body.startIndex, to: body.endIndex - 1, by: 2).map { index in
        isLittle
          ? UInt16(body[index + 1]) << 8 | UInt16(body[index])
          : UInt16(body[index]) << 8 | UInt16(body[index + 1])
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    }
  }
}

enum TagText {
  /// Lines that end with LF, CR or CRLF; the last may have no end.
  static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split { $0 == 0x0A || $0 == 0x0D }
  }

  /// `Label: value` lines with folded ones joined (RFC 8493, section 2.2.2), in their order.
  ///
  /// - Returns: also the lines that are none.
  static func labels(_ bytes: [UInt8]) -> (labels: [(name: String, value: String)], other: [String])
  {
    var labels: [(name: String, value: String)] = []
    var other: [String] = []
    for line in lines(bytes) {
      let text = String(decoding: line, as: UTF8.self)
      if let first = line.first, first == 0x20 || first == 0x09, !labels.isEmpty {
        labels[labels.count - 1].value += " " + text.drop { $0 == " " || $0 == "\t" }
        continue
      }
      guard let colon = text.firstIndex(of: ":") else {
        other.append(text)
        continue
      }
      let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      labels.append((String(text[..<colon]), String(value)))
    }
    return (labels, other)
  }
}
