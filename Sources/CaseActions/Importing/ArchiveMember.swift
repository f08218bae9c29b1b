import Archiving
import CaseImport
import CaseModel
import Files

/// One file in an archive, or one sheet of a workbook, read as a stream.
struct ArchiveMember {
  var name: EvidenceText
  var isSheet = false
  /// Reads it; of an archive that is read from the front to the end, while it is the member that was
  /// given last.
  var open: () throws -> ByteStream

  /// What it is stored as: a sheet is CSV.
  var fileName: EvidenceText {
    isSheet ? EvidenceText(bytes: name.bytes + Array(".csv".utf8)) : name
  }

  /// What the member is, by its first bytes.
  func format(_ source: HeadedSource) throws(NotAnExport) -> ExportFormat {
    do throws(NotAnExport) {
      return try recognise(source.head, isWhole: source.isWhole)
    } catch {
      throw isSheet ? NotAnExport(sheet: error) : error
    }
  }

  /// What macOS adds to archives, by its name and its content (AppleDouble, RFC 1740; `.DS_Store`), as long
  /// as nothing in it names mail access.
  func isOfMacOS(_ source: HeadedSource) -> Bool {
    let head = source.head
    guard !isSheet, source.isWhole, head.count <= 64 << 10,
      name.bytes.split(separator: UInt8(ascii: "/")).last?.first == UInt8(ascii: "."),
      head.starts(with: [0x00, 0x05, 0x16, 0x07]) || head.starts(with: [0, 0, 0, 1] + "Bud1".utf8)
    else { return false }
    var trace = AccessTrace()
    trace.add(head[...])
    return !trace.isFound
  }

  /// The member's bytes; one that gzip compressed is unpacked on the way.
  ///
  /// - Parameter size: counts what is read.
  func source(_ size: UnpackedSize) throws -> HeadedSource {
    let source = try HeadedSource(size.counted(try open()))
    if isSheet || ArchiveKind(head: source.head) != .gzip { return source }
    return try HeadedSource(size.counted(try gunzip(source.stream)))
  }
}

func gunzip(_ source: ByteStream) throws -> ByteStream {
  ByteStream(try GzipReader(source).read)
}
