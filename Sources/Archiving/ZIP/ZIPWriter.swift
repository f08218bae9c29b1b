import Files

/// Where an archive goes: written from the start on, with a header put right afterwards.
package protocol ArchiveSink: AnyObject {
  func write(_ bytes: ArraySlice<UInt8>) throws
  func write(_ bytes: [UInt8], at offset: Int64) throws
}

/// How members stand in an archive.
package enum ArchiveMethod: Sendable {
  case deflated
  /// Not compressed: the same bytes with every zlib.
  case stored
}

/// Writes a deterministic ZIP: fixed times and attributes, no extra fields but ZIP64, no
/// directory entries, no data descriptors, no comments. The caller sorts the members. The bytes are
/// the same for any number of threads.
package final class ZIPWriter {
  private let sink: any ArchiveSink
  private let method: ArchiveMethod
  private let line: DeflateLine
  private var entries: [ZIPEntry] = []
  private var offset: UInt64 = 0

  package init(_ sink: any ArchiveSink, method: ArchiveMethod = .deflated, threads: Int = 1) throws
  {
    self.sink = sink
    self.method = method
    line = try DeflateLine(threads: threads, compresses: method == .deflated)
  }

  /// Adds a member of a known size.
  ///
  /// - Returns: SHA-256 of the member, lower-case hexadecimal.
  package func add(_ name: String, size: UInt64, _ content: ByteStream) throws
    -> String
  {
    var entry = ZIPEntry(name: Array(name.utf8))
    if method == .stored { entry.method = ZIPFormat.stored }
    entry.size = size
    // deflate grows incompressible data by less than 1 in 1,000.
    if size + size / 1_000 + 64 >= ZIPFormat.limit32 { entry.version = ZIPFormat.version64 }
    entries.append(entry)
    var blocks = BlockCutter(member: entries.count - 1)
    var hash = SHA256()
    var count: UInt64 = 0
    while true {
      let bytes = try content.next()
      if bytes.isEmpty { break }
      hash.update(bytes)
      count += UInt64(bytes.count)
      if count > size { break }
      try blocks.add(bytes) { try line.add($0, take) }
    }
    if count != size { throw ZIPProblem(member: name, what: "its size changed while packing") }
    try line.add(blocks.last, take)
    return hexadecimal(try hash.finish())
  }

  package func add(_ name: String, _ bytes: [UInt8]) throws -> String {
    try add(name, size: UInt64(bytes.count), ByteStream(bytes))
  }

  /// Writes the central directory and the end.
  package func finish() throws {
    try line.finish(take)
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

  /// Writes a block, with the header before the first and the header put right after the last.
  private func take(_ block: ArchiveBlock, _ bytes: [UInt8]) throws {
    let index = block.member
    entries[index].compressed += UInt64(bytes.count)
    if block.isFirst { entries[index].crc = block.crc.value } else { entries[index].append(block) }
    if block.isFirst {
      entries[index].offset = offset
      try put(header(entries[index]))
    }
    try put(bytes[...])
    if block.isLast, !block.isFirst {
      try sink.write(header(entries[index]), at: Int64(entries[index].offset))
    }
  }

  // MARK: - Records

  private func put(_ bytes: [UInt8]) throws { try put(bytes[...]) }

  private func put(_ bytes: ArraySlice<UInt8>) throws {
    try sink.write(bytes)
    offset += UInt64(bytes.count)
  }

  private func header(_ entry: ZIPEntry) -> [UInt8] {
    let wide = entry.version == ZIPFormat.version64
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

/// Cuts a member into blocks, wherever the parts that it comes in end.
private struct BlockCutter {
  private let member: Int
  private var block: [UInt8] = []
  private var dictionary: ArraySlice<UInt8> = []
  private var isFirst = true

  init(member: Int) { self.member = member }

  /// Adds bytes; hands over each block that is not the last.
  mutating func add(_ bytes: ArraySlice<UInt8>, _ take: (ArchiveBlock) throws -> Void) throws {
    var rest = bytes
    while !rest.isEmpty {
      if block.count == Deflater.blockSize {
        try take(cut(isLast: false))
        block.reserveCapacity(Deflater.blockSize)
      }
      let part = rest.prefix(Deflater.blockSize - block.count)
      block += part
      rest = rest.dropFirst(part.count)
    }
  }

  var last: ArchiveBlock { mutating get { cut(isLast: true) } }

  private mutating func cut(isLast: Bool) -> ArchiveBlock {
    let cut = ArchiveBlock(
      member: member, block, after: dictionary, isFirst: isFirst, isLast: isLast)
    dictionary = Array(block.suffix(Deflater.dictionarySize))[...]
    isFirst = false
    block = []
    return cut
  }
}

extension ZIPEntry {
  fileprivate mutating func append(_ block: ArchiveBlock) {
    var sum = CRC32(value: crc)
    sum.append(block.crc, count: block.count)
    crc = sum.value
  }
}
