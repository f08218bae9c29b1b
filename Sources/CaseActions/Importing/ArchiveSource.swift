import Archiving
import CaseImport
import CaseModel
import Files

/// The bytes of an archive: at any place where they stand in a file or in memory, else from the front
/// to the end.
struct ArchiveSource {
  var size: UInt64
  /// `nil` for a stream.
  var read: ArchiveBytes?
  var stream: ByteStream

  init(_ stream: ByteStream) {
    (size, read, self.stream) = (0, nil, stream)
  }

  init(file: SharedFile) {
    (size, read, stream) = (file.size, file.read, file.stream)
  }

  init(_ bytes: [UInt8]) {
    size = UInt64(bytes.count)
    stream = ByteStream(bytes)
    read = { offset, count in
      guard offset < UInt64(bytes.count) else { return [] }
      return Array(bytes[Int(offset)...].prefix(count))
    }
  }

  /// The kind, told by more than the head: a ZIP archive may be a workbook.
  ///
  /// - Throws: `NotAnExport` for what is no archive of exports, such as other documents of Office.
  func kind(_ kind: ArchiveKind) throws -> ArchiveKind {
    guard kind == .zip, read != nil else { return kind }
    switch OfficeDocument(try directory()) {
    case .none: return .zip
    case .workbook: return .workbook
    case .other(let refusal): throw refusal
    }
  }

  /// Gives each file in an archive, in its order; folders are none.
  ///
  /// - Parameter name: of the archive.
  /// - Throws: also behind the last file, where the archive holds bytes that are of none.
  func forEachMember(
    _ kind: ArchiveKind, name: EvidenceText, _ take: (ArchiveMember) throws -> Void
  ) throws {
    switch kind {
    case .gzip:
      let source = try HeadedSource(try gunzip(stream))
      if ArchiveKind(head: source.head) == .tar { return try forEachTarMember(source.stream, take) }
      try take(ArchiveMember(name: ArchiveKind.unpackedName(name)) { source.stream })
    case .tar: try forEachTarMember(stream, take)
    case .zip:
      let directory = try directory()
      try members(directory).forEach(take)
      try checkLayout(directory)
    case .workbook:
      let directory = try directory()
      let workbook = try Workbook(directory)
      for sheet in workbook.sheets {
        try take(
          ArchiveMember(name: EvidenceText(bytes: sheet.name), isSheet: true) {
            if !sheet.isTable { throw NotAnExport.chart }
            return try workbook.table(sheet)
          })
      }
      try checkLayout(directory)
    }
  }

  // MARK: - ZIP

  private func directory() throws -> ZIPDirectory {
    guard let read else {
      throw NotAnExport(
        found: "a ZIP archive on standard input", hint: "name the file, or leave out --dry-run")
    }
    let directory = try ZIPDirectory(size: size, read: read)
    if directory.isUnreadable {
      throw ArchiveDamage(what: directory.problems.first?.what ?? "it is not a ZIP archive")
    }
    return directory
  }

  /// What the directory leaves out, or names in two ways, may be a file.
  private func checkLayout(_ directory: ZIPDirectory) throws {
    guard let problem = directory.problems.first(where: \.isOfLayout) else { return }
    let member = problem.member.map { "\(EvidenceText($0).visible): " } ?? ""
    throw ArchiveDamage(what: member + problem.what)
  }

  private func members(_ directory: ZIPDirectory) throws -> [ArchiveMember] {
    let entries = directory.entries.filter { !$0.isFolder }
    let sum = entries.reduce(UInt64(0)) { $0.addingReportingOverflow($1.size).partialValue }
    if ArchiveDamage.isBomb(compressed: Int(clamping: size), size: Int(clamping: sum)) {
      throw ArchiveDamage(what: "it says it unpacks to more than 200 times its size")
    }
    return entries.map { entry in
      ArchiveMember(name: EvidenceText(bytes: entry.name)) {
        if let refusal = NotAnExport(unreadable: entry) { throw refusal }
        return ByteStream(parts: try ZIPMember(entry, read: directory.read).next)
      }
    }
  }

  // MARK: - Tar

  private func forEachTarMember(
    _ stream: ByteStream, _ take: (ArchiveMember) throws -> Void
  ) throws {
    let reader = TarReader(stream)
    while let member = try reader.next() {
      try take(
        ArchiveMember(name: EvidenceText(bytes: member.name)) {
          if let refusal = NotAnExport(unreadable: member.kind) { throw refusal }
          return reader.content
        })
    }
  }
}

extension ArchiveKind {
  /// `audit.csv` for `audit.csv.gz`.
  static func unpackedName(_ name: EvidenceText) -> EvidenceText {
    let ending = Array(".gz".utf8)
    guard name.bytes.count > ending.count, name.bytes.suffix(3).elementsEqual(ending) else {
      return name
    }
    return EvidenceText(bytes: Array(name.bytes.dropLast(3)))
  }
}
