import Archiving

/// A ZIP whose every field can lie: the local header, the directory and the end.
package struct RawArchive {
  package struct Member {
    package var name: [UInt8]
    package var localName: [UInt8]
    package var data: [UInt8]
    package var method: UInt16 = 0
    package var flags: UInt16 = 0
    package var crc: UInt32
    package var size: UInt32
    package var compressed: UInt32
    package var localSize: UInt32
    package var attributes: UInt32 = 0o100644 << 16
    package var madeBy: UInt16 = 0x031E
    package var extra: [UInt8] = []
    package var localExtra: [UInt8] = []
    package var comment: [UInt8] = []
    /// Bytes after the data that belong to it, such as a descriptor.
    package var after: [UInt8] = []
    /// Added to the offset that the directory states.
    package var shift = 0

    package init(_ name: String, _ text: String = "x") {
      self.name = Array(name.utf8)
      localName = self.name
      data = Array(text.utf8)
      var crc = CRC32()
      crc.update(data[...])
      self.crc = crc.value
      size = UInt32(data.count)
      compressed = size
      localSize = size
    }

    package func with(_ change: (inout Member) -> Void) -> Member {
      var changed = self
      change(&changed)
      return changed
    }
  }

  package var members: [Member]
  package var before: [UInt8] = []
  package var gap: [UInt8] = []
  package var count: Int?
  package var comment: [UInt8] = []

  package init(_ members: [Member]) { self.members = members }

  package var bytes: [UInt8] {
    var bytes = before
    var directory: [UInt8] = []
    for member in members {
      let offset = bytes.count + member.shift
      bytes += [0x50, 0x4B, 3, 4] + numbers(UInt16(20), member.flags, member.method, 0, 0x21)
      bytes += numbers(member.crc, member.compressed, member.localSize)
      bytes += numbers(UInt16(member.localName.count), UInt16(member.localExtra.count))
      bytes += member.localName + member.localExtra + member.data + member.after
      directory += [0x50, 0x4B, 1, 2]
      directory += numbers(member.madeBy, 20, member.flags, member.method, 0, 0x21)
      directory += numbers(member.crc, member.compressed, member.size)
      directory += numbers(
        UInt16(member.name.count), UInt16(member.extra.count), UInt16(member.comment.count), 0, 0)
      directory += numbers(member.attributes, UInt32(truncatingIfNeeded: offset))
      directory += member.name + member.extra + member.comment
    }
    bytes += gap
    let start = bytes.count
    let all = UInt16(count ?? members.count)
    bytes += directory + [0x50, 0x4B, 5, 6] + numbers(UInt16(0), 0, all, all)
    bytes += numbers(UInt32(directory.count), UInt32(start))
    return bytes + numbers(UInt16(comment.count)) + comment
  }

  private func numbers<Number: FixedWidthInteger>(_ values: Number...) -> [UInt8] {
    values.flatMap { value in
      (0..<(Number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
  }
}
