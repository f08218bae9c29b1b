/// The content of one member, inflated block by block; never more than its directory entry says.
package final class ZIPMember {
  private let entry: ZIPEntry
  private let read: ArchiveBytes
  private var inflater: Inflater
  private var position: UInt64 = 0
  private var left: UInt64
  private var input: ArraySlice<UInt8> = []
  private var made: UInt64 = 0
  private var crc = CRC32()

  package init(_ entry: ZIPEntry, read: @escaping ArchiveBytes) throws {
    self.entry = entry
    self.read = read
    if entry.flags & 1 != 0 {
      throw ZIPProblem(member: entry.text, what: "it is encrypted")
    }
    guard entry.isReadable else {
      throw ZIPProblem(member: entry.text, what: "it cannot be read: \(entry.methodName)")
    }
    inflater = try Inflater()
    let header = try read(entry.offset, 30)
    let names = UInt64(LittleEndian.number(header, 26, UInt16.self))
    let extra = UInt64(LittleEndian.number(header, 28, UInt16.self))
    position = entry.offset &+ 30 &+ names &+ extra
    left = entry.compressed
  }

  /// The next bytes; empty at the end, where length and CRC have been checked.
  package func next() throws -> ArraySlice<UInt8> {
    if entry.method == ZIPFormat.stored { return try nextStored() }
    var output = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      if inflater.ended {
        try finish()
        return []
      }
      if input.isEmpty, left > 0 {
        let count = Int(min(left, 1 << 18))
        input = try read(position, count)[...]
        if input.count != count { throw problem("its data is truncated") }
        position += UInt64(count)
        left -= UInt64(count)
      }
      let result: (taken: Int, made: Int)
      do {
        result = try inflater.read(input, into: &output)
      } catch {
        throw problem("its compressed data is damaged")
      }
      input = input.dropFirst(result.taken)
      made += UInt64(result.made)
      if made > entry.size { throw problem("it holds more bytes than it says") }
      if ArchiveDamage.isBomb(compressed: Int(entry.compressed - left), size: Int(made)) {
        throw problem("it unpacks to more than 200 times its size")
      }
      if result.made > 0 {
        crc.update(output[..<result.made])
        return output[..<result.made]
      }
      if result.taken == 0, left == 0, !inflater.ended { throw problem("its data is truncated") }
    }
  }

  private func nextStored() throws -> ArraySlice<UInt8> {
    if left == 0 {
      try finish()
      return []
    }
    let part = try read(position, Int(min(left, 1 << 18)))
    if part.isEmpty { throw problem("its data is truncated") }
    position += UInt64(part.count)
    left -= UInt64(part.count)
    made += UInt64(part.count)
    crc.update(part[...])
    return part[...]
  }

  private func finish() throws {
    if made != entry.size { throw problem("it holds fewer bytes than it says") }
    if !input.isEmpty || left > 0 { throw problem("bytes follow its compressed data") }
    if crc.value != entry.crc { throw problem("its CRC-32 is not that of its content") }
  }

  private func problem(_ what: String) -> ZIPProblem { ZIPProblem(member: entry.text, what: what) }
}
