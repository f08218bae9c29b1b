/// Where an archive goes: written from the start on, with a header put right afterwards.
package protocol ArchiveSink: AnyObject {
  func write(_ bytes: ArraySlice<UInt8>) throws
  func write(_ bytes: [UInt8], at offset: Int64) throws
}

/// Writes a deterministic ZIP: fixed times and attributes, no extra fields but ZIP64, no
/// directory entries, no data descriptors, no comments. The caller sorts the members.
package final class ZIPWriter {
  private let sink: any ArchiveSink
  private var entries: [ZIPEntry] = []
  private var offset: UInt64 = 0

  package init(_ sink: any ArchiveSink) { self.sink = sink }

  /// Adds a member of a known size.
  ///
  /// - Parameter next: the next bytes of the member; empty at the end.
  /// - Returns: SHA-256 of the member, lower-case hexadecimal.
  package func add(_ name: String, size: UInt64, next: () throws -> ArraySlice<UInt8>) throws
    -> String
  {
    var entry = ZIPEntry(name: Array(name.utf8))
    entry.offset = offset
    // deflate grows incompressible data by less than 1 in 1,000.
    let wide = size + size / 1_000 + 64 >= ZIPFormat.limit32
    if wide { entry.version = ZIPFormat.version64 }
    try put(header(entry, wide: wide))
    var crc = CRC32()
    var hash = SHA256()
    let deflater = try Deflater()
    func store(_ part: ArraySlice<UInt8>) throws {
      entry.compressed += UInt64(part.count)
      try put(part)
    }
    while true {
      let bytes = try next()
      if bytes.isEmpty { break }
      crc.update(bytes)
      hash.update(bytes)
      entry.size += UInt64(bytes.count)
      try deflater.write(bytes, last: false, to: store)
    }
    try deflater.write([], last: true, to: store)
    if entry.size != size { throw ZIPProblem(member: name, what: "its size changed while packing") }
    entry.crc = crc.value
    try sink.write(header(entry, wide: wide), at: Int64(entry.offset))
    entries.append(entry)
    return hexadecimal(try hash.finish())
  }

  package func add(_ name: String, _ bytes: [UInt8]) throws -> String {
    var rest = bytes[...]
    return try add(name, size: UInt64(bytes.count)) {
      let part = rest
      rest = []
      return part
    }
  }

  /// Writes the central directory and the end.
  package func finish() throws {
    let start = offset
    for entry in entries { try put(central(entry)) }
    let size = offset - start
    let wide =
      entries.count >= ZIPFormat.limit16 || start >= ZIPFormat.limit32 || size >= ZIPFormat.limit32
    if wide { try put(end64(start: start, size: size)) }
    var end = LittleEndian()
    end.add(ZIPFormat.endSignature)
    end.add(UInt32(0))
    let count = UInt16(min(entries.count, ZIPFormat.limit16))
    end.add(count)
    end.add(count)
    end.add(UInt32(min(size, ZIPFormat.limit32)))
    end.add(UInt32(min(start, ZIPFormat.limit32)))
    end.add(UInt16(0))
    try put(end.bytes)
  }

  // MARK: - Records

  private func put(_ bytes: [UInt8]) throws { try put(bytes[...]) }

  private func put(_ bytes: ArraySlice<UInt8>) throws {
    try sink.write(bytes)
    offset += UInt64(bytes.count)
  }

  private func header(_ entry: ZIPEntry, wide: Bool) -> [UInt8] {
    var out = LittleEndian()
    out.add(ZIPFormat.localSignature)
    out.add(entry.version)
    out.add(entry.flags)
    out.add(entry.method)
    out.add(entry.time)
    out.add(entry.date)
    out.add(entry.crc)
    out.add(wide ? UInt32.max : UInt32(truncatingIfNeeded: entry.compressed))
    out.add(wide ? UInt32.max : UInt32(truncatingIfNeeded: entry.size))
    out.add(UInt16(entry.name.count))
    out.add(UInt16(wide ? 20 : 0))
    out.add(bytes: entry.name)
    if wide { out.add(bytes: extra([entry.size, entry.compressed])) }
    return out.bytes
  }

  private func central(_ entry: ZIPEntry) -> [UInt8] {
    var wide: [UInt64] = []
    if entry.version == ZIPFormat.version64 { wide += [entry.size, entry.compressed] }
    let far = entry.offset >= ZIPFormat.limit32
    if far { wide.append(entry.offset) }
    var out = LittleEndian()
    out.add(ZIPFormat.centralSignature)
    out.add(entry.madeBy)
    out.add(far ? ZIPFormat.version64 : entry.version)
    out.add(entry.flags)
    out.add(entry.method)
    out.add(entry.time)
    out.add(entry.date)
    out.add(entry.crc)
    let sizes = entry.version == ZIPFormat.version64
    out.add(sizes ? UInt32.max : UInt32(truncatingIfNeeded: entry.compressed))
    out.add(sizes ? UInt32.max : UInt32(truncatingIfNeeded: entry.size))
    out.add(UInt16(entry.name.count))
    out.add(UInt16(wide.isEmpty ? 0 : 4 + wide.count * 8))
    out.add(UInt16(entry.comment.count))
    out.add(entry.disk)
    out.add(entry.internalAttributes)
    out.add(entry.attributes)
    out.add(far ? UInt32.max : UInt32(entry.offset))
    out.add(bytes: entry.name)
    if !wide.isEmpty { out.add(bytes: extra(wide)) }
    return out.bytes
  }

  private func extra(_ numbers: [UInt64]) -> [UInt8] {
    var out = LittleEndian()
    out.add(UInt16(1))
    out.add(UInt16(numbers.count * 8))
    for number in numbers { out.add(number) }
    return out.bytes
  }

  private func end64(start: UInt64, size: UInt64) -> [UInt8] {
    var out = LittleEndian()
    out.add(ZIPFormat.end64Signature)
    out.add(UInt64(44))
    out.add(ZIPFormat.madeBy)
    out.add(ZIPFormat.version64)
    out.add(UInt64(0))
    out.add(UInt64(entries.count))
    out.add(UInt64(entries.count))
    out.add(size)
    out.add(start)
    out.add(ZIPFormat.locator64Signature)
    out.add(UInt32(0))
    out.add(start + size)
    out.add(UInt32(1))
    return out.bytes
  }
}

/// What is wrong with an archive: the member, or nil for its structure.
package struct ZIPProblem: Error, Equatable, Sendable {
  package var member: String?
  package var what: String

  package init(member: String?, what: String) {
    self.member = member
    self.what = what
  }
}
