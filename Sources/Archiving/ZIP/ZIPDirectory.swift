/// Reads bytes of an archive from an offset: as many as there are, up to `count`.
package typealias ArchiveBytes = (_ offset: UInt64, _ count: Int) throws -> [UInt8]

/// The central directory of an archive, with everything that is wrong about its structure.
///
/// Strict: what casefile writes and nothing else; each deviation is a problem, none stops the rest.
package struct ZIPDirectory {
  package private(set) var entries: [ZIPEntry] = []
  package private(set) var problems: [ZIPProblem] = []
  /// The archive cannot be read at all: not a ZIP, or its end is missing.
  package private(set) var isUnreadable = false
  private let read: ArchiveBytes
  private let size: UInt64

  package init(size: UInt64, read: @escaping ArchiveBytes) throws {
    self.size = size
    self.read = read
    guard let end = try findEnd() else {
      isUnreadable = true
      let head = try read(0, 4)
      let isZIP = LittleEndian.number(head, 0, UInt32.self) == ZIPFormat.localSignature
      note(isZIP ? "the end of the archive is missing: it is truncated" : "it is not a ZIP archive")
      return
    }
    try readEntries(end)
    try checkLayout(end)
  }

  private mutating func note(_ what: String, member: String? = nil) {
    problems.append(ZIPProblem(member: member, what: what))
  }

  // MARK: - The end

  private struct End {
    var offset: UInt64
    var start: UInt64
    var length: UInt64
    var count: UInt64
    /// Where the first end record stands: ZIP64's, where there is one.
    var first: UInt64
  }

  private mutating func findEnd() throws -> End? {
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
    if LittleEndian.number(bytes, index + 20, UInt16.self) != 0 { note("it has a comment") }
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

  // MARK: - The members

  private mutating func readEntries(_ end: End) throws {
    guard end.start <= end.first, end.length == end.first - end.start else {
      isUnreadable = true
      return note("its directory does not stand before its end")
    }
    // A member takes at least 46 bytes: no count can make this grow.
    let bytes = try read(end.start, Int(clamping: min(end.length, 1 << 30)))
    var index = 0
    while index + 46 <= bytes.count,
      LittleEndian.number(bytes, index, UInt32.self) == ZIPFormat.centralSignature
    {
      func half(_ place: Int) -> UInt16 { LittleEndian.number(bytes, index + place, UInt16.self) }
      func word(_ place: Int) -> UInt32 { LittleEndian.number(bytes, index + place, UInt32.self) }
      let lengths = [Int(half(28)), Int(half(30)), Int(half(32))]
      let next = index + 46 + lengths.reduce(0, +)
      if next > bytes.count { break }
      let name = index + 46
      var entry = ZIPEntry(name: Array(bytes[name..<(name + lengths[0])]))
      entry.madeBy = half(4)
      entry.version = half(6)
      entry.flags = half(8)
      entry.method = half(10)
      entry.time = half(12)
      entry.date = half(14)
      entry.crc = word(16)
      entry.compressed = UInt64(word(20))
      entry.size = UInt64(word(24))
      entry.disk = half(34)
      entry.internalAttributes = half(36)
      entry.attributes = word(38)
      entry.offset = UInt64(word(42))
      entry.extra = Array(bytes[(name + lengths[0])..<(name + lengths[0] + lengths[1])])
      entry.comment = Array(bytes[(next - lengths[2])..<next])
      widen(&entry)
      entries.append(entry)
      index = next
    }
    if index < bytes.count { note("its directory is damaged at byte \(end.start + UInt64(index))") }
    if UInt64(entries.count) != end.count {
      note("it says it has \(end.count) members, its directory has \(entries.count)")
    }
  }

  /// Takes the 64-bit numbers from the extra field 0x0001, wherever it stands among others.
  private func widen(_ entry: inout ZIPEntry) {
    var field = 0
    while field + 4 <= entry.extra.count {
      let length = Int(LittleEndian.number(entry.extra, field + 2, UInt16.self))
      if LittleEndian.number(entry.extra, field, UInt16.self) == 1 { break }
      field += 4 + length
    }
    if field + 4 > entry.extra.count { return }
    var place = field + 4
    func take() -> UInt64 {
      defer { place += 8 }
      return LittleEndian.number(entry.extra, place, UInt64.self)
    }
    if entry.size == ZIPFormat.limit32 { entry.size = take() }
    if entry.compressed == ZIPFormat.limit32 { entry.compressed = take() }
    if entry.offset == ZIPFormat.limit32 { entry.offset = take() }
    if field == 0, place == entry.extra.count { entry.extra = [] }
  }

  // MARK: - The layout

  private mutating func checkLayout(_ end: End) throws {
    var expected: UInt64 = 0
    for entry in entries.sorted(by: { $0.offset < $1.offset }) {
      let name = entry.text
      checkFields(entry)
      if entry.offset != expected {
        note(
          entry.offset > expected
            ? "\(entry.offset - expected) bytes before it belong to no member"
            : "it overlaps the member before it", member: name)
      }
      let header = try read(entry.offset, 30 + entry.name.count + 20)
      guard LittleEndian.number(header, 0, UInt32.self) == ZIPFormat.localSignature else {
        note("its local header is missing", member: name)
        return
      }
      let extra = Int(LittleEndian.number(header, 28, UInt16.self))
      compare(entry, header, extra)
      let data = entry.offset &+ UInt64(30 + entry.name.count + extra)
      expected = data &+ entry.compressed
      if expected > end.start || expected < data || data < entry.offset {
        note("it reaches into the directory", member: name)
        return
      }
    }
    if expected != end.start {
      note("\(end.start - min(expected, end.start)) bytes before the directory belong to no member")
    }
  }

  private mutating func checkFields(_ entry: ZIPEntry) {
    var plain = ZIPEntry(name: entry.name)
    plain.method =
      entry.method == ZIPFormat.stored && entry.compressed == entry.size
      ? ZIPFormat.stored : ZIPFormat.deflated
    plain.version = entry.version == ZIPFormat.version64 ? entry.version : ZIPFormat.version
    plain.crc = entry.crc
    plain.compressed = entry.compressed
    plain.size = entry.size
    plain.offset = entry.offset
    if entry == plain { return }
    let name = entry.text
    if entry.flags & 1 != 0 { note("it is encrypted", member: name) }
    if entry.method != ZIPFormat.deflated {
      note("its compression method is \(entry.method), expected 8", member: name)
    }
    if entry.attributes != plain.attributes {
      let isLink = entry.attributes >> 28 == 0o12
      note(
        isLink ? "it is a symbolic link" : "its attributes are not those of a file", member: name)
    }
    if !entry.comment.isEmpty { note("it has a comment", member: name) }
    if !entry.extra.isEmpty { note("it has an extra field", member: name) }
    note("a field of its directory entry is not what casefile writes", member: name)
  }

  private mutating func compare(_ entry: ZIPEntry, _ header: [UInt8], _ extra: Int) {
    let wide = extra == 20
    func half(_ place: Int) -> UInt16 { LittleEndian.number(header, place, UInt16.self) }
    func word(_ place: Int) -> UInt32 { LittleEndian.number(header, place, UInt32.self) }
    let sizesAgree: Bool
    if wide {
      let start = 30 + entry.name.count
      sizesAgree =
        LittleEndian.number(header, start, UInt32.self) == 0x0010_0001
        && LittleEndian.number(header, start + 4, UInt64.self) == entry.size
        && LittleEndian.number(header, start + 12, UInt64.self) == entry.compressed
        && word(18) == UInt32.max && word(22) == UInt32.max
    } else {
      sizesAgree = UInt64(word(18)) == entry.compressed && UInt64(word(22)) == entry.size
    }
    let name = Array(header.dropFirst(30).prefix(entry.name.count))
    let agrees =
      (half(4) == entry.version || entry.version == ZIPFormat.version64) && half(6) == entry.flags
      && half(8) == entry.method && half(10) == entry.time && half(12) == entry.date
      && word(14) == entry.crc && sizesAgree && Int(half(26)) == entry.name.count
      && name == entry.name && (extra == 0 || wide)
    if !agrees {
      note("its local header and its directory entry are at odds", member: entry.text)
    }
  }
}
