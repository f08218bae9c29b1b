import Archiving

/// The members of a ZIP in memory, in their order.
package func archiveMembers(_ archive: [UInt8]) throws -> [(name: String, bytes: [UInt8])] {
  let read: ArchiveBytes = { offset, count in
    let start = min(Int(offset), archive.count)
    return Array(archive[start..<min(start + count, archive.count)])
  }
  return try ZIPDirectory(size: UInt64(archive.count), read: read).entries.map { entry in
    let member = try ZIPMember(entry, read: read)
    var bytes: [UInt8] = []
    while case let part = try member.next(), !part.isEmpty { bytes += part }
    return (entry.text, bytes)
  }
}

/// A sink in memory.
package final class MemorySink: ArchiveSink {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package func write(_ more: ArraySlice<UInt8>) { bytes += more }
  package func write(_ more: [UInt8], at offset: Int64) {
    bytes.replaceSubrange(Int(offset)..<(Int(offset) + more.count), with: more)
  }
  package func read(_ offset: UInt64, _ count: Int) -> [UInt8] {
    guard offset < UInt64(bytes.count) else { return [] }
    return Array(bytes[Int(offset)..<min(bytes.count, Int(offset) + count)])
  }
}
