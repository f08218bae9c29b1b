/// Reads bytes of an archive from an offset: as many as there are, up to `count`.
package typealias ArchiveBytes = (_ offset: UInt64, _ count: Int) throws -> [UInt8]

/// The central directory of an archive, with everything that is wrong about its structure; nothing
/// stops the rest. What a ZIP may have and casefile never writes is a problem of the house.
package struct ZIPDirectory {
  package private(set) var entries: [ZIPEntry] = []
  package private(set) var problems: [ZIPProblem] = []
  /// The archive cannot be read at all: not a ZIP, or its end is missing.
  package private(set) var isUnreadable = false
  package let read: ArchiveBytes
  let size: UInt64
  /// Of the directory: more is not read, so that memory is bounded (some 300,000 members).
  static let limit: UInt64 = 32 << 20

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

  mutating func note(
    _ what: String, member: String? = nil, isHouse: Bool = false, isOfField: Bool = false
  ) {
    problems.append(
      ZIPProblem(member: member, what: what, isHouse: isHouse, isOfField: isOfField))
  }

  // MARK: - The members

  private mutating func readEntries(_ end: End) throws {
    guard end.start <= end.first, end.length == end.first - end.start else {
      isUnreadable = true
      return note("its directory does not come right before its end")
    }
    guard end.length <= ZIPDirectory.limit else {
      isUnreadable = true
      return note(
        "its directory takes \(end.length) bytes, more than \(ZIPDirectory.limit): it is not read")
    }
    let bytes = try read(end.start, Int(end.length))
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
      if !ZIPDirectory.widen(&entry) {
        note(
          "its ZIP64 field is too short for the numbers it should hold",
          member: String(decoding: entry.name, as: UTF8.self))
      }
      entries.append(entry)
      index = next
    }
    if index < bytes.count { note("its directory is damaged at byte \(end.start + UInt64(index))") }
    if UInt64(entries.count) != end.count {
      note("it says it has \(end.count) members, its directory has \(entries.count)")
    }
  }

  /// Takes the 64-bit numbers from the extra field 0x0001 (APPNOTE 4.5.3), wherever it stands among
  /// others.
  ///
  /// - Returns: the field holds every number that the entry asks it for.
  private static func widen(_ entry: inout ZIPEntry) -> Bool {
    var field = 0
    var length = 0
    while field + 4 <= entry.extra.count {
      length = Int(LittleEndian.number(entry.extra, field + 2, UInt16.self))
      if LittleEndian.number(entry.extra, field, UInt16.self) == 1 { break }
      field += 4 + length
    }
    if field + 4 > entry.extra.count { return true }
    let end = min(field + 4 + length, entry.extra.count)
    var place = field + 4
    func take(_ number: inout UInt64) -> Bool {
      if number != ZIPFormat.limit32 { return true }
      if place + 8 > end { return false }
      number = LittleEndian.number(entry.extra, place, UInt64.self)
      place += 8
      return true
    }
    var (size, compressed, offset) = (entry.size, entry.compressed, entry.offset)
    guard take(&size), take(&compressed), take(&offset) else { return false }
    (entry.size, entry.compressed, entry.offset) = (size, compressed, offset)
    if field == 0, place == entry.extra.count { entry.extra = [] }
    return true
  }
}
