import CaseModel

/// A file that is no export casefile knows: what it looks like, and what would help.
package struct NotAnExport: Error, Equatable, Sendable {
  /// Whether it may hold records of access all the same (R22).
  package enum Records: Sendable {
    /// It has no bytes.
    case none
    /// Where its text names mail access, or holds what only looks like text (`AccessTrace`).
    case ifNamed
    case perhaps
  }

  package var found: String
  package var hint: String
  package var records: Records

  package init(found: String, hint: String, records: Records = .perhaps) {
    self.found = found
    self.hint = hint
    self.records = records
  }
}

/// Bytes that `recognise` wants to see of a file.
package let recognitionBytes = 256 << 10

/// Recognises an export by its content, never by its name.
package func recognise(_ head: [UInt8], isWhole: Bool) throws(NotAnExport) -> ExportFormat {
  let head = ExportHead(head, isWhole: isWhole)
  for reading in ExportNotation.allCases {
    if let format = head.format(reading) { return format }
  }
  if let format = head.searchedCSV ?? head.mixedFormat { return format }
  throw ForeignContent.describe(head)
}

extension ExportHead {
  /// What the head is, if it is read so.
  func format(_ reading: ExportNotation) -> ExportFormat? {
    switch reading {
    case .csv: csvFormat
    case .json: jsonFormat
    case .formatList: listFormat
    }
  }

  /// The first lines name what a record has.
  private var listFormat: ExportFormat? {
    var found: Set<AuditKey> = []
    let end = min(bytes.count, start + 64 << 10)
    FormatList.forEachPair(bytes.span.bytes, start..<end, AuditKeyTable.all) { key, _ in
      found.insert(key)
    }
    let record: AuditKey? = found.contains(.auditData) ? .auditData : nil
    return NumberedFormat.all(.formatList).first { $0.fits(found, record: record) }?.format
  }
}
