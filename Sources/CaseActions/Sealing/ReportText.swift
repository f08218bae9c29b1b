import Archiving

/// What a report says, whatever zlib packed it: the bytes of a text, the parts of a Word document.
struct ReportText: Equatable {
  struct Part: Equatable {
    var name: String
    var bytes: [UInt8]
  }

  let parts: [Part]

  /// - Parameter limit: for all parts of a document together.
  /// - Returns: `nil` where a document is none, or larger.
  init?(_ bytes: [UInt8], name: String, limit: Int = 1 << 28) {
    if !name.hasSuffix(".docx") {
      parts = [Part(name: "", bytes: bytes)]
      return
    }
    guard let parts = try? ReportText.unpacked(bytes, limit) else { return nil }
    self.parts = parts
  }

  func contains(_ text: String) -> Bool {
    parts.contains { String(decoding: $0.bytes, as: UTF8.self).contains(text) }
  }

  /// From 1: the first line that is different.
  func firstDifference(_ other: ReportText) -> Int {
    let lines = { (text: ReportText) in
      Array(text.parts.map(\.bytes).joined()).split(separator: 0x0A)
    }
    return zip(lines(self), lines(other)).prefix { $0 == $1 }.count + 1
  }

  private static func unpacked(_ archive: [UInt8], _ limit: Int) throws -> [Part]? {
    let read: ArchiveBytes = { offset, count in
      let start = min(Int(clamping: offset), archive.count)
      return Array(archive[start..<min(start + count, archive.count)])
    }
    var parts: [Part] = []
    var total = 0
    for entry in try ZIPDirectory(size: UInt64(archive.count), read: read).entries {
      let member = try ZIPMember(entry, read: read)
      var part = Part(name: entry.text, bytes: [])
      while case let bytes = try member.next(), !bytes.isEmpty {
        total += bytes.count
        if total > limit { return nil }
        part.bytes += bytes
      }
      parts.append(part)
    }
    return parts
  }
}
