import Archiving
import CaseImport
import CaseModel
import CasePipeline
import Files

/// What holds no records: how auditing was set, and lists of messages.
extension EvidenceImport {
  /// What a cmdlet wrote of how auditing was set: read as it is copied.
  mutating func importConfiguration() throws {
    let source = try HeadedSource(path: path)
    let shown = EvidenceText(path: path)
    do {
      if let kind = ArchiveKind(head: source.head) {
        throw NotAnExport(archive: kind, head: source.head)
      }
      let copy = try EvidenceCopy(
        try partialFile(), source: source.stream, original: source.file)
      let configuration = try readAuditConfiguration(ByteStream(copy.read))
      let hash = try copy.finish()
      if let known = register.first(where: { $0.sha256 == hash }) {
        note(shown, .alreadyImported(known))
      } else {
        let entry = try keep(copy, hash, name, format: auditConfigurationFormat)
        entries.append(entry)
        note(shown, .configuration(entry, configuration))
      }
    } catch let refusal as NotAnExport {
      note(shown, .refused(refusal))
    }
    try removeFile("\(folder.incoming)/partial")
  }

  /// What a search asked for, as the service or a collector wrote it down (R23).
  mutating func importQuery() throws {
    let source = try HeadedSource(path: path)
    let shown = EvidenceText(path: path)
    do {
      if let kind = ArchiveKind(head: source.head) {
        throw NotAnExport(archive: kind, head: source.head)
      }
      let copy = try EvidenceCopy(
        try partialFile(), source: source.stream, original: source.file)
      let queries = try readStatedQueries(ByteStream(copy.read))
      let hash = try copy.finish()
      if let known = register.first(where: { $0.sha256 == hash }) {
        note(shown, .alreadyImported(known))
      } else {
        var entry = try keep(copy, hash, name, format: statedQueryFormat)
        entry.exports = exports
        entries.append(entry)
        note(shown, .query(entry, queries))
      }
    } catch let refusal as NotAnExport {
      note(shown, .refused(refusal))
    }
    try removeFile("\(folder.incoming)/partial")
  }

  /// A list of messages: read as it is copied.
  mutating func importInventory() throws {
    let source = try HeadedSource(path: path)
    do {
      if let kind = ArchiveKind(head: source.head) {
        throw NotAnExport(archive: kind, head: source.head)
      }
      let format = try recogniseInventory(source.head, isWhole: source.isWhole)
      try importInventory(source.stream, format, name, original: source.file)
    } catch let refusal as NotAnExport {
      note(EvidenceText(path: path), .refused(refusal))
      try removeFile("\(folder.incoming)/partial")
    }
  }

  mutating func importListing(_ listing: [UInt8]) throws {
    let name = EvidenceText(bytes: self.name.bytes + Array(".headers.json".utf8))
    do {
      try importInventory(ByteStream(listing), .headers, name, original: nil)
    } catch let refusal as NotAnExport {
      note(EvidenceText(path: path), .refused(refusal))
      try removeFile("\(folder.incoming)/partial")
    }
  }

  private mutating func importInventory(
    _ source: ByteStream, _ format: InventoryFormat, _ name: EvidenceText,
    original: SharedFile?
  ) throws {
    let copy = try EvidenceCopy(try partialFile(), source: source, original: original)
    let inventory = try readInventory(ByteStream(copy.read), format, origin)
    let hash = try copy.finish()
    if let known = register.first(where: { $0.sha256 == hash }) {
      note(EvidenceText(path: path), .alreadyImported(known))
    } else if inventory.rows.isEmpty {
      throw NotAnExport(nothingIn: inventory)
    } else {
      let entry = try keep(copy, hash, name, format: format.rawValue)
      entries.append(entry)
      note(EvidenceText(path: path), .inventory(entry, format, inventory))
    }
    try removeFile("\(folder.incoming)/partial")
  }
}
