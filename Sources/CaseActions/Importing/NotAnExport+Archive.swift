import Archiving
import CaseImport

extension NotAnExport {
  /// What an archive or its member is refused for; `nil` for an error that ends the command.
  init?(archive error: any Error) {
    let what: String
    switch error {
    case let refusal as NotAnExport:
      self = refusal
      return
    case let damage as WorkbookDamage:
      self.init(
        found: "a workbook that cannot be read: \(damage.what)",
        hint: "open it, save each sheet as CSV (UTF-8) and import those;"
          + " better, export the audit search again as CSV")
      return
    case let damage as ArchiveDamage: what = damage.what
    case let problem as ZIPProblem: what = problem.what
    default: return nil
    }
    self.init(
      found: "an archive that cannot be read: \(what)",
      hint: "get it again, or unpack it with another program and import what is inside")
  }

  /// A member that is encrypted, or compressed as casefile cannot read it; `nil` for any other.
  init?(unreadable entry: ZIPEntry) {
    if let encryption = entry.encryption {
      self.init(
        found: "an archive that cannot be read: it is encrypted (\(encryption))",
        hint: "unpack it with its password and import what is inside")
    } else if !entry.isReadable {
      self.init(
        found: "an archive that cannot be read: \(entry.methodName)",
        hint: "unpack it with another program, such as 7z x FILE, and import what is inside")
    } else {
      return nil
    }
  }

  /// A member of a tar archive that holds no file of its own; `nil` for one that does.
  init?(unreadable kind: TarMember.Kind) {
    switch kind {
    case .file: return nil
    case .link:
      self.init(found: "a link to another file", hint: "import the file that it points to")
    case .sparse:
      self.init(
        found: "a sparse file, whose content only a map names",
        hint: "unpack it with tar -xf FILE and import what is inside")
    case .volume:
      self.init(
        found: "the rest of a file that begins in another volume",
        hint: "unpack all volumes with tar -M and import what is inside")
    case .device:
      self.init(
        found: "a device, not a file", hint: "it holds no records: leave it out", records: .none)
    }
  }

  /// An archive where none is read.
  ///
  /// - Parameter head: the first bytes.
  init(archive kind: ArchiveKind, head: [UInt8]) {
    if kind == .zip, OfficeDocument.isLikely(head) {
      self.init(found: "an Office document", hint: "save the sheet as CSV (UTF-8) and import that")
    } else {
      self.init(found: "a \(kind.title)", hint: "unpack it and import what was inside")
    }
  }

  /// An archive with nothing in it.
  init(emptyIn kind: ArchiveKind) {
    self.init(
      found: kind == .workbook ? "a workbook whose sheets are empty" : "an archive without files",
      hint: "export again")
  }

  /// A sheet, of which the CSV that it became was refused.
  init(sheet refusal: NotAnExport) {
    let isText = refusal.found.hasPrefix("text that starts with")
    self.init(
      found: isText ? "a sheet without a column of audit records: \(refusal.found)" : refusal.found,
      hint: isText
        ? "expected a column named AuditData in the first row; a sheet that goes on from another needs"
          + " the same first row"
        : refusal.hint,
      records: refusal.records)
  }

  /// A sheet without cells.
  static let chart = NotAnExport(
    found: "a chart or a macro, not a table",
    hint: "a chart shows what other sheets hold: see that those are imported")

  /// An archive in an archive in an archive.
  static let tooDeep = NotAnExport(
    found: "an archive inside an archive inside an archive",
    hint: "unpack the outermost and import the archives that were inside")
}
