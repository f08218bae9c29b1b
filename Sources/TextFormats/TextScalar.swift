import CaseModel

/// A step through evidence text: a code point, or a thing that is none.
package enum TextScalar: Equatable {
  case scalar(Unicode.Scalar)
  /// A lone surrogate, U+D800 to U+DFFF.
  case surrogate(UInt32)
  /// A byte that belongs to no code point.
  case invalid(UInt8)
}

extension EvidenceText {
  /// Every code point in order, with what is no UTF-8 named instead of replaced.
  package func forEachScalar(_ body: (TextScalar) -> Void) {
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      if first < 0x80 {
        body(.scalar(Unicode.Scalar(first)))
        index += 1
        continue
      }
      let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
      guard length > 1, index + length <= bytes.count,
        bytes[(index + 1)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
      else {
        body(.invalid(first))
        index += 1
        continue
      }
      let lead = UInt32(first & (0x7F >> UInt8(length)))
      let value = bytes[(index + 1)..<(index + length)].reduce(lead) { $0 << 6 | UInt32($1 & 0x3F) }
      let shortest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
      if let scalar = Unicode.Scalar(value), value >= shortest {
        body(.scalar(scalar))
        index += length
      } else if length == 3, (0xD800..<0xE000).contains(value) {
        body(.surrogate(value))
        index += length
      } else {
        body(.invalid(first))
        index += 1
      }
    }
  }

  /// For people: controls, invisible and bidirectional characters are shown as `[U+202E]`,
  /// lone surrogates as `[U+D800]`, bytes that are no text as `[byte 0xFF]`.
  package var visible: String {
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return string }
    var result = ""
    forEachScalar { step in
      switch step {
      case .scalar(let scalar) where TextScalar.isHidden(scalar.value):
        result += "[U+\(TextScalar.hexadecimal(scalar.value))]"
      case .scalar(let scalar): result.unicodeScalars.append(scalar)
      case .surrogate(let value): result += "[U+\(TextScalar.hexadecimal(value))]"
      case .invalid(let byte): result += "[byte 0x\(String(byte, radix: 16, uppercase: true))]"
      }
    }
    return result
  }
}

extension TextScalar {
  /// Characters that a reader cannot see or that reorder what he sees (UTR 36; CVE-2021-42574).
  package static func isHidden(_ value: UInt32) -> Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5,
      0x180B...0x180F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164,
      0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3,
      0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  package static func hexadecimal(_ value: UInt32) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - text.count)) + text
  }
}
