import Files

/// One member of a tar archive that is no folder.
package struct TarMember {
  package enum Kind: Equatable, Sendable { case file, link, sparse, volume, device }

  package var name: [UInt8]
  package var bytes: Int64
  package var kind: Kind
}

/// Reads a tar archive from the front to the end, member by member, also several joined ones.
package final class TarReader {
  private let source: ByteStream
  /// Bytes that were read and not taken.
  private var ready: ArraySlice<UInt8> = []
  /// Of the member that is read: its content, and the zeros that fill its last block.
  private var left: Int64 = 0
  private var padding: Int64 = 0
  private var sawEnd = false
  private var offset: Int64 = 0

  /// Members that say something of others.
  private static let extensions = Array("xLgK".utf8)

  package init(_ source: ByteStream) { self.source = source }

  /// The head of a file is the header of a member.
  package static func isTar(_ head: [UInt8]) -> Bool { TarHeader.isHeader(head.prefix(512)) }

  /// The next member; what is left of the last one is passed. `nil` at the end.
  package func next() throws -> TarMember? {
    var extended = TarExtension()
    while true {
      try pass(left + padding)
      (left, padding) = (0, 0)
      guard let header = try header() else { return nil }
      let isExtension = TarReader.extensions.contains(header.kind)
      let size = isExtension ? header.bytes : extended.bytes ?? header.bytes
      let (rounded, overflows) = size.addingReportingOverflow(511)
      if overflows { throw damage("it says it holds \(size) bytes") }
      left = size
      padding = rounded / 512 * 512 - size
      if try take(header, &extended) { continue }
      let isNamedFolder = header.name.last == UInt8(ascii: "/")
      if size == 0, isNamedFolder || TarReader.isBare(header.kind) {
        extended = TarExtension()
        continue
      }
      let name = extended.name ?? header.name
      return TarMember(
        name: name, bytes: size,
        kind: extended.isSparse ? .sparse : TarReader.kind(header.kind, size))
    }
  }

  /// The content of the member that `next` gave last; ends with it.
  package var content: ByteStream {
    ByteStream(parts: {
      if self.left == 0 { return [] }
      let part = try self.part(self.left)
      if part.isEmpty { throw self.damage("it ends early") }
      self.left -= Int64(part.count)
      return part
    })
  }

  // MARK: - Headers

  /// - Returns: the member said something of the next one, or of none.
  private func take(_ header: TarHeader, _ extended: inout TarExtension) throws -> Bool {
    switch header.kind {
    case UInt8(ascii: "x"): try extended.add(pax: try whole())
    case UInt8(ascii: "L"): try extended.add(longName: try whole())
    case UInt8(ascii: "K"):
      // The target of a link.
      var target = TarExtension()
      try target.add(longName: try whole())
    case UInt8(ascii: "g"):
      var all = TarExtension()
      try all.add(pax: try whole())
      if all.name != nil || all.bytes != nil { throw damage("it gives all files one name or size") }
    default: return false
    }
    return true
  }

  /// A folder, the label of a volume, the list of a folder: with bytes behind it, it is read as a file.
  private static func isBare(_ flag: UInt8) -> Bool {
    [UInt8(ascii: "5"), UInt8(ascii: "V"), UInt8(ascii: "D")].contains(flag)
  }

  private static func kind(_ flag: UInt8, _ size: Int64) -> TarMember.Kind {
    switch flag {
    case UInt8(ascii: "1"), UInt8(ascii: "2"): .link
    case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): size == 0 ? .device : .file
    case UInt8(ascii: "S"): .sparse
    case UInt8(ascii: "M"): .volume
    // What a program does not know is a file (POSIX).
    default: .file
    }
  }

  /// The next header; zeros before it end an archive, and fill what follows its end.
  private func header() throws -> TarHeader? {
    while true {
      let start = offset
      var block: [UInt8] = []
      while block.count < TarHeader.size {
        let part = try part(Int64(TarHeader.size - block.count))
        if part.isEmpty { break }
        block += part
      }
      if block.isEmpty {
        if !sawEnd { throw ArchiveDamage(what: "its end is missing: it is cut") }
        return nil
      }
      let isWhole = block.count == TarHeader.size
      if isWhole || sawEnd, block.allSatisfy({ $0 == 0 }) {
        sawEnd = true
        continue
      }
      if block.count < TarHeader.size { throw ArchiveDamage(what: "it ends early: it is cut") }
      guard let header = TarHeader(block[...]) else {
        throw ArchiveDamage(
          what: sawEnd ? "bytes follow its end" : "the header at byte \(start) is damaged")
      }
      sawEnd = false
      return header
    }
  }

  private func whole() throws -> [UInt8] {
    if left > TarExtension.limit { throw damage("a name in it takes \(left) bytes") }
    var bytes: [UInt8] = []
    let content = content
    while case let part = try content.next(), !part.isEmpty { bytes += part }
    return bytes
  }

  // MARK: - Bytes

  private func pass(_ count: Int64) throws {
    var count = count
    while count > 0 {
      let part = try part(count)
      if part.isEmpty { throw damage("it ends early: it is cut") }
      count -= Int64(part.count)
    }
  }

  /// The next bytes, up to `count`; empty at the end of the archive.
  private func part(_ count: Int64) throws -> ArraySlice<UInt8> {
    if ready.isEmpty {
      ready = []
      ready = try source.next()
    }
    let part = ready.prefix(Int(min(count, Int64(ready.count))))
    ready = ready.dropFirst(part.count)
    offset += Int64(part.count)
    return part
  }

  private func damage(_ what: String) -> ArchiveDamage { ArchiveDamage(what: what) }
}
