import TextFormats

/// A record whose fields stand one by one, in columns or lines: written as one JSON object, so that
/// it is read by the same walk as every other record.
struct FlatRecord: Sendable {
  /// The object as far as it was written.
  private var json: [UInt8] = []
  /// The text of one field.
  private var value: [UInt8] = []

  mutating func start() {
    json.removeAll(keepingCapacity: true)
    json.append(UInt8(ascii: "{"))
  }

  /// The whole object.
  mutating func finish() -> [UInt8] {
    json.append(UInt8(ascii: "}"))
    return json
  }

  /// Adds a field; an empty one says nothing and is left out.
  ///
  /// - Parameters:
  ///   - name: of the member.
  ///   - quote: 2 where quotes in the bytes are doubled (a quoted CSV field).
  ///   - isUTC: a time as the Sentinel portal writes it.
  mutating func add(
    _ name: [UInt8], _ bytes: RawSpan, _ range: Range<Int>, quote: Int, isUTC: Bool = false
  ) {
    value.removeAll(keepingCapacity: true)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      value.append(byte)
      index += byte == UInt8(ascii: "\"") ? quote : 1
    }
    let text = FieldText.trimmed(value[...])
    if text.isEmpty { return }
    if json.count > 1 { json.append(UInt8(ascii: ",")) }
    FlatRecord.quote(name[...], into: &json)
    json.append(UInt8(ascii: ":"))
    if isUTC, let time = PortalTime.read(text) {
      FlatRecord.quote(Array(time.iso.utf8)[...], into: &json)
    } else if FlatRecord.isJSON(text) {
      json.append(contentsOf: text)
    } else if let object = PowerShellText.json(text) {
      json.append(contentsOf: object)
    } else {
      FlatRecord.quote(text, into: &json)
    }
  }

  /// A whole list or object.
  private static func isJSON(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first == UInt8(ascii: "[") || first == UInt8(ascii: "{") else {
      return false
    }
    let span = text.span.bytes
    var position = 0
    do throws(JSONFault) {
      try JSONScan.pass(span, &position, span.byteCount, quote: 1, depth: 1)
    } catch {
      return false
    }
    return position == span.byteCount
  }

  /// A JSON string.
  static func quote(_ text: ArraySlice<UInt8>, into json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        json.append(UInt8(ascii: "\\"))
        json.append(byte)
      case 0x0A: json.append(contentsOf: "\\n".utf8)
      case 0x0D: json.append(contentsOf: "\\r".utf8)
      case 0..<0x20:
        json.append(contentsOf: "\\u00".utf8)
        json.append(0x30 + byte >> 4)
        json.append(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
      default: json.append(byte)
      }
    }
    json.append(UInt8(ascii: "\""))
  }
}
