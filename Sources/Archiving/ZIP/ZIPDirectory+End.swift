/// The end of an archive: where its directory stands.
extension ZIPDirectory {
  struct End {
    var offset: UInt64
    var start: UInt64
    var length: UInt64
    var count: UInt64
    /// Where the first end record stands: ZIP64's, where there is one.
    var first: UInt64
  }

  mutating func findEnd() throws -> End? {
    let tail = Int(min(size, 22 + 65_535))
    if tail < 22 { return nil }
    let bytes = try read(size - UInt64(tail), tail)
    var index = bytes.count - 22
    while index >= 0, LittleEndian.number(bytes, index, UInt32.self) != ZIPFormat.endSignature {
      index -= 1
    }
    if index < 0 { return nil }
    let offset = size - UInt64(tail) + UInt64(index)
    if index < bytes.count - 22 {
      note("\(bytes.count - 22 - index) bytes follow the archive's end")
    }
    if LittleEndian.number(bytes, index + 20, UInt16.self) != 0 {
      note("it has a comment", isHouse: true)
    }
    if LittleEndian.number(bytes, index + 4, UInt32.self) != 0 {
      note("it says it has several disks")
    }
    let own = LittleEndian.number(bytes, index + 8, UInt16.self)
    let all = LittleEndian.number(bytes, index + 10, UInt16.self)
    if own != all { note("its two counts of members differ") }
    var end = End(
      offset: offset, start: UInt64(LittleEndian.number(bytes, index + 16, UInt32.self)),
      length: UInt64(LittleEndian.number(bytes, index + 12, UInt32.self)), count: UInt64(all),
      first: offset)
    let isWide =
      all == UInt16.max || end.start == ZIPFormat.limit32 || end.length == ZIPFormat.limit32
    if isWide { try readEnd64(&end) }
    return end
  }

  private mutating func readEnd64(_ end: inout End) throws {
    guard end.offset >= 76 else { return note("its ZIP64 end is missing") }
    let bytes = try read(end.offset - 76, 76)
    guard LittleEndian.number(bytes, 0, UInt32.self) == ZIPFormat.end64Signature,
      LittleEndian.number(bytes, 56, UInt32.self) == ZIPFormat.locator64Signature
    else { return note("its ZIP64 end is missing") }
    end.count = LittleEndian.number(bytes, 32, UInt64.self)
    end.length = LittleEndian.number(bytes, 40, UInt64.self)
    end.start = LittleEndian.number(bytes, 48, UInt64.self)
    end.first = end.offset - 76
    if LittleEndian.number(bytes, 64, UInt64.self) != end.first {
      note("its ZIP64 locator points elsewhere")
    }
  }
}
