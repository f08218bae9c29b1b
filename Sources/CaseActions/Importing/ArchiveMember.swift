import Archiving
import CaseImport
import CaseModel
import CasePipeline
import Files

/// Archives that exports come in. The raw value is the format in the register.
package enum ArchiveKind: String, Sendable, CaseIterable {
  case gzip = "gzip-archive"
  case zip = "zip-archive"

  init?(head: [UInt8]) {
    if head.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
      self = .zip
    } else {
      return nil
    }
  }

  /// For people.
  package var title: String {
    switch self {
    case .gzip: "gzip archive"
    case .zip: "ZIP archive"
    }
  }
}

/// One file in an archive, read as a stream.
struct ArchiveMember {
  var name: EvidenceText
  var open: () throws -> ByteStream

  /// The export that the member is; one that gzip compressed is unpacked on the way.
  func export() throws -> (source: HeadedSource, format: ExportFormat) {
    var source = try HeadedSource(try open())
    if ArchiveKind(head: source.head) == .gzip {
      source = try HeadedSource(try gunzip(source.stream))
    }
    if ArchiveKind(head: source.head) != nil {
      throw NotAnExport(
        found: "an archive inside an archive",
        hint: "unpack the outer one and import what is inside"
      )
    }
    return (source, try recognise(source.head, isWhole: source.isWhole))
  }
}

extension NotAnExport {
  /// What an archive or its member is refused for; `nil` for an error that ends the command.
  init?(archive error: any Error) {
    let what: String
    switch error {
    case let refusal as NotAnExport:
      self = refusal
      return
    case let damage as ArchiveDamage: what = damage.what
    case let problem as ZIPProblem: what = problem.what
    default: return nil
    }
    self.init(
      found: "an archive that cannot be read: \(what)",
      hint: "get it again, or unpack it with another program and import what is inside")
  }
}

extension ArchiveKind {
  /// The files in an archive; folders, and what a system hides in archives, are none.
  ///
  /// - Parameter followsLinks: the path is one that a person gave.
  func members(
    of path: String, name: EvidenceText, followsLinks: Bool = false
  ) throws -> [ArchiveMember] {
    switch self {
    case .gzip:
      return [
        ArchiveMember(name: ArchiveKind.unpackedName(name)) {
          try gunzip(try HeadedSource(path: path).stream)
        }
      ]
    case .zip:
      let file = try SharedFile(path, followsLinks: followsLinks, takesPipes: followsLinks)
      let directory = try ZIPDirectory(size: file.size, read: file.read)
      if directory.isUnreadable {
        throw ArchiveDamage(what: directory.problems.first?.what ?? "it is not a ZIP archive")
      }
      let entries = directory.entries.filter { !ArchiveKind.isHidden($0.name) }
      if entries.contains(where: { $0.text == "[Content_Types].xml" }) {
        throw NotAnExport(
          found: "an Office document",
          hint: "save the sheet as CSV (UTF-8); better, export the audit search again as CSV")
      }
      let sum = entries.reduce(UInt64(0)) { $0.addingReportingOverflow($1.size).partialValue }
      if ArchiveDamage.isBomb(compressed: Int(clamping: file.size), size: Int(clamping: sum)) {
        throw ArchiveDamage(what: "it says it unpacks to more than 200 times its size")
      }
      if entries.isEmpty {
        throw NotAnExport(found: "an archive without files", hint: "export again")
      }
      return entries.map { entry in
        ArchiveMember(name: EvidenceText(bytes: entry.name)) {
          ByteStream(parts: try ZIPMember(entry, read: file.read).next)
        }
      }
    }
  }

  private static func isHidden(_ name: [UInt8]) -> Bool {
    let parts = name.split(separator: UInt8(ascii: "/"))
    return name.last == UInt8(ascii: "/") || parts.last?.first == UInt8(ascii: ".")
      || parts.first?.elementsEqual("__MACOSX".utf8) == true
  }

  /// `audit.csv` for `audit.csv.gz`.
  static func unpackedName(_ name: EvidenceText) -> EvidenceText {
    let ending = Array(".gz".utf8)
    guard name.bytes.count > ending.count, name.bytes.suffix(3).elementsEqual(ending) else {
      return name
    }
    return EvidenceText(bytes: Array(name.bytes.dropLast(3)))
  }
}

func gunzip(_ source: ByteStream) throws -> ByteStream {
  ByteStream(try GzipReader(source).read)
}
