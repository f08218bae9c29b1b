import Archiving
import CaseImport

/// Archives that exports come in. The raw value is the format in the register.
package enum ArchiveKind: String, Sendable, CaseIterable {
  case gzip = "gzip-archive"
  case zip = "zip-archive"
  case tar = "tar-archive"
  /// Its sheets are tables.
  case workbook = "xlsx-workbook"

  /// A workbook is a ZIP archive until its directory is read.
  init?(head: [UInt8]) {
    if head.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
      self = .zip
    } else if TarReader.isTar(head) {
      self = .tar
    } else {
      return nil
    }
  }

  /// For people.
  package var title: String {
    switch self {
    case .gzip: "gzip archive"
    case .zip: "ZIP archive"
    case .tar: "tar archive"
    case .workbook: "Excel workbook"
    }
  }

  /// What is in it.
  package var contents: String { self == .workbook ? "sheets" : "files" }
}
