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
