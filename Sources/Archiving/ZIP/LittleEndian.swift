/// Little-endian numbers, written and read.
struct LittleEndian {
  private(set) var bytes: [UInt8] = []

  mutating func add<Number: FixedWidthInteger>(_ number: Number) {
    for index in 0..<(Number.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> (index * 8)))
    }
  }

  mutating func add(bytes more: [UInt8]) { bytes += more }

  static func number<Number: FixedWidthInteger & UnsignedInteger>(
    _ bytes: [UInt8], _ start: Int, _ type: Number.Type
  ) -> Number {
    let size = Number.bitWidth / 8
    guard start >= 0, start + size <= bytes.count else { return 0 }
    return (0..<size).reversed().reduce(0) { $0 << 8 | Number(bytes[start + $1]) }
  }
}
