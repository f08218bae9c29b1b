/// A JSON value as a range of the bytes that are walked, of which there are less than 4 GiB.
///
/// Two words, because the walk makes and hands on one for every value.
struct Slice {
  enum Kind: UInt8 { case absent, string, number, word, object, array }

  /// The start in the low half, the end in the high half.
  private var range: UInt64
  /// The kind in the low byte; bits 8 and 9: escaped, lone surrogate.
  private var bits: UInt32

  @inline(__always)
  init(kind: Kind, start: Int, end: Int) {
    range = UInt64(truncatingIfNeeded: start) & 0xFFFF_FFFF | UInt64(truncatingIfNeeded: end) << 32
    bits = UInt32(kind.rawValue)
  }

  /// Of a string, its content without the quotes; else the whole value.
  var start: Int { Int(truncatingIfNeeded: range & 0xFFFF_FFFF) }
  var end: Int { Int(truncatingIfNeeded: range >> 32) }
  var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: bits)) ?? .absent }
  var isString: Bool { bits & 0xFF == 1 }
  var isAbsent: Bool { bits & 0xFF == 0 }
  /// Neither a list nor an object.
  var isScalar: Bool { bits & 0xFF < 4 }

  /// The string holds escapes.
  var escaped: Bool {
    get { bits & 0x100 != 0 }
    set { bits = newValue ? bits | 0x100 : bits & ~0x100 }
  }

  /// The string holds an escaped surrogate without its other half.
  var hasLoneSurrogate: Bool {
    get { bits & 0x200 != 0 }
    set { bits = newValue ? bits | 0x200 : bits & ~0x200 }
  }

  /// A string that stands in the bytes as it is.
  var isPlainString: Bool { bits & 0x1FF == 1 }

  static var absent: Slice { Slice(kind: .absent, start: 0, end: 0) }
}
