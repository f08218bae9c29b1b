import CaseModel

/// Numbers and bytes one after the other: LEB128, seven bits a byte, the lowest first.
struct NumberWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func put(_ value: UInt32) { put(UInt64(value)) }

  /// A count or an index.
  mutating func put(_ value: Int) { put(UInt64(value)) }

  /// Small ones of either sign are short.
  mutating func put(signed value: Int64) { put(UInt64(bitPattern: value << 1 ^ value >> 63)) }

  /// 64 bits as they are, for what is no smaller than that.
  mutating func put(fixed value: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  mutating func put(bytes part: ArraySlice<UInt8>) {
    put(part.count)
    bytes += part
  }

  mutating func put(text: String) { put(bytes: Array(text.utf8)[...]) }
}

/// Reads what `NumberWriter` wrote. Whatever the bytes are, nothing is read beyond them, and nothing
/// is held that they do not hold.
struct NumberReader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  var isAtEnd: Bool { place == bytes.endIndex }
  private var rest: Int { bytes.endIndex - place }

  mutating func byte() throws(TallyDamage) -> UInt8 {
    if isAtEnd { throw TallyDamage("it ends early") }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func number() throws(TallyDamage) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let next = try byte()
      if shift == 63, next > 1 { break }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
    }
    throw TallyDamage("a number is too large")
  }

  mutating func signed() throws(TallyDamage) -> Int64 {
    let value = try number()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func fixed() throws(TallyDamage) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { value |= UInt64(try byte()) << shift }
    return value
  }

  /// A number of a smaller type, `below` at the most.
  mutating func number<Value: FixedWidthInteger>(below limit: Value) throws(TallyDamage) -> Value {
    let value = try number()
    guard value < UInt64(limit) else {
      throw TallyDamage("it has \(value) where \(limit) is already too large")
    }
    return Value(value)
  }

  /// A number that no sum can carry out of 64 bits.
  mutating func amount() throws(TallyDamage) -> Int64 {
    let value = try signed()
    guard (0...Int64(1) << 40).contains(value) else {
      throw TallyDamage("it counts what cannot be")
    }
    return value
  }

  /// A place in a source, or a length.
  mutating func position() throws(TallyDamage) -> Int64 {
    let value = try signed()
    guard (0...Int64(1) << 60).contains(value) else { throw TallyDamage("a place is invalid") }
    return value
  }

  /// Of the years 1 to 9999.
  mutating func time(after last: UTCTime = UTCTime(seconds: 0)) throws(TallyDamage) -> UTCTime {
    let seconds = last.seconds &+ (try signed())
    guard (-62_135_596_800...253_402_300_799).contains(seconds) else {
      throw TallyDamage("a time is invalid")
    }
    return UTCTime(seconds: seconds)
  }

  mutating func int32() throws(TallyDamage) -> Int32 {
    guard let value = Int32(exactly: try signed()) else {
      throw TallyDamage("a number is too large")
    }
    return value
  }

  mutating func uint32() throws(TallyDamage) -> UInt32 {
    guard let value = UInt32(exactly: try number()) else {
      throw TallyDamage("a number is too large")
    }
    return value
  }

  /// How many follow, of at least one byte each.
  mutating func count() throws(TallyDamage) -> Int {
    let value = try number()
    guard value <= UInt64(rest) else { throw TallyDamage("it says \(value), but ends before that") }
    return Int(value)
  }

  mutating func part() throws(TallyDamage) -> ArraySlice<UInt8> {
    let count = try count()
    defer { place += count }
    return bytes[place..<(place + count)]
  }

  mutating func text() throws(TallyDamage) -> String {
    guard let text = String(validating: try part(), as: UTF8.self) else {
      throw TallyDamage("a name is not UTF-8")
    }
    return text
  }
}
