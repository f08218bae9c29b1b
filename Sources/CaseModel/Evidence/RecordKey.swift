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
  package var guidText: String { String(decoding: guidBytes, as: UTF8.self) }

  /// The same as bytes.
  package var guidBytes: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for index in 0..<32 {
      if index == 8 || index == 12 || index == 16 || index == 20 { text.append(0x2D) }
      let word = index < 16 ? high : low
      let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - index % 16 * 4)) & 15
      text.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
    return text
  }
}
