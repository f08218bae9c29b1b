/// The header of one member of a tar archive: a block of 512 bytes (POSIX.1-2017 pax, ustar; the forms
/// of GNU tar and of the seventh edition are read too).
struct TarHeader {
  static let size = 512

  var name: [UInt8]
  /// Bytes of content.
  var bytes: Int64
  var kind: UInt8

  /// - Returns: `nil` for a block whose checksum is not that of a header.
  init?(_ block: ArraySlice<UInt8>) {
    guard TarHeader.isHeader(block) else { return nil }
    let start = block.startIndex
    func field(_ place: Int, _ length: Int) -> ArraySlice<UInt8> {
      block[(start + place)..<(start + place + length)]
    }
    guard let bytes = TarHeader.number(field(124, 12)) else { return nil }
    self.bytes = bytes
    kind = block[start + 156]
    name = Array(field(0, 100).prefix { $0 != 0 })
    // GNU tar has other fields where POSIX has the prefix, and says so by a blank behind the magic.
    let prefix = field(345, 155).prefix { $0 != 0 }
    if field(257, 6).elementsEqual("ustar\0".utf8), !prefix.isEmpty {
      name = Array(prefix) + [UInt8(ascii: "/")] + name
    }
  }

  /// A block whose checksum is its own: no text has that by chance.
  package static func isHeader(_ block: ArraySlice<UInt8>) -> Bool {
    guard block.count >= size, block.first != 0 else { return false }
    let start = block.startIndex
    guard let stated = number(block[(start + 148)..<(start + 156)]) else { return false }
    var (plain, signed) = (Int64(8 * 32), Int64(8 * 32))
    for place in 0..<size where !(148..<156).contains(place) {
      plain += Int64(block[start + place])
      // Some old programs added signed bytes.
      signed += Int64(Int8(bitPattern: block[start + place]))
    }
    return stated == plain || stated == signed
  }

  /// Octal digits, or GNU tar's big-endian number behind a set first bit; `nil` for anything else, or
  /// for a number below zero.
  static func number(_ field: ArraySlice<UInt8>) -> Int64? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 {
      if first & 0x40 != 0 { return nil }
      var value = Int64(first & 0x3F)
      for byte in field.dropFirst() {
        let (high, overflows) = value.multipliedReportingOverflow(by: 256)
        if overflows { return nil }
        value = high | Int64(byte)
      }
      return value
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
    var value: Int64 = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "7") else { return nil }
      let (high, overflows) = value.multipliedReportingOverflow(by: 8)
      if overflows { return nil }
      value = high + Int64(digit - UInt8(ascii: "0"))
    }
    return value
  }
}
