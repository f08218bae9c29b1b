/// What identifies an audit record (R2), as 128 bits and the way they were made.
package struct RecordKey: Hashable, Sendable, Comparable {
  package enum Origin: UInt8, Sendable {
    /// `Id` is a GUID: its 128 bits.
    case guid = 0
    /// `Id` is other text: the first 128 bits of its SHA-256.
    case text = 1
    /// No `Id`: the first 128 bits of the SHA-256 of the decoded value.
    case derived = 2
  }

  package var high: UInt64
  package var low: UInt64
  package var origin: Origin

  package init(high: UInt64, low: UInt64, origin: Origin) {
    self.high = high
    self.low = low
    self.origin = origin
  }

  package static func < (left: RecordKey, right: RecordKey) -> Bool {
    (left.origin.rawValue, left.high, left.low) < (right.origin.rawValue, right.high, right.low)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(high)
    hasher.combine(low)
  }

  /// `8-4-4-4-12` in lower case.
  package var guidText: String {
    let digits = hexadecimal(high) + hexadecimal(low)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append("-") }
      text.append(digit)
    }
    return text
  }

  private func hexadecimal(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
