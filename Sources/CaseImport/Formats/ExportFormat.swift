/// A shape that exports have. Each has a file of its own here, and a line in `ExportFormat.allCases`.
package struct ExportFormat: RawRepresentable, Hashable, CaseIterable, Sendable {
  /// The name in the register, where it stands for years.
  package let rawValue: String
  /// For people.
  package let title: String
  /// What its bytes are read as.
  let reading: ExportNotation
  /// What its rows look like, one way or another; none where rows of several formats are in one file.
  let rows: [RowShape]

  init(_ rawValue: String, _ title: String, _ reading: ExportNotation, rows: [RowShape]) {
    self.rawValue = rawValue
    self.title = title
    self.reading = reading
    self.rows = rows
  }

  package init?(rawValue: String) {
    guard let format = ExportFormat.allCases.first(where: { $0.rawValue == rawValue }) else {
      return nil
    }
    self = format
  }

  package static func == (left: ExportFormat, right: ExportFormat) -> Bool {
    left.rawValue == right.rawValue
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

/// How rows are found in bytes, in the order in which it is tried. A file may hold rows of all formats
/// that are read alike.
enum ExportNotation: Sendable, CaseIterable {
  case csv, json, formatList
}

/// Where a row has its record, and by what else it is told.
struct RowShape: Sendable {
  /// The keys that lead to the record in the row, or the column that holds it; none where the row is
  /// the record.
  var record: [AuditKey] = []
  /// Of each list at least one is a key of the row, or a column.
  var names: [[AuditKey]] = []

  /// No keys of a row tell it: who reads the row does.
  static let found = RowShape(names: [[]])
}

extension ExportFormat {
  /// The formats that are read as this one is: a part of a file does not show which of them all of it
  /// is.
  package var readAlike: [ExportFormat] {
    ExportFormat.allCases.filter { $0.reading == reading }
  }

  /// From the mailbox's own log, whose entries are deleted when its age limit is over (R13).
  package var isOwnLog: Bool { self == .mailboxAuditLogCSV || self == .mailboxAuditLogJSON }

  /// What all of a file is whose first rows are this; its first rows do not speak for the rest.
  ///
  /// - Parameter seen: what the rows were, by the names in the register.
  package func refined(by seen: Set<String>) -> ExportFormat {
    if seen.isEmpty { return self }
    let formats = readAlike.filter { seen.contains($0.rawValue) }
    // A name that is not known is of rows that are not this: all of the file is not.
    if formats.count == 1, seen.count == 1 { return formats[0] }
    return readAlike.first { $0.rows.isEmpty } ?? self
  }

  /// The name of what all of a source is whose parts were these; empty where none held anything.
  package static func whole(_ parts: Set<String>) -> String {
    guard let first = parts.min(), parts.count > 1 else { return parts.first ?? "" }
    let known = parts.compactMap { ExportFormat(rawValue: $0) }.min { $0.rawValue < $1.rawValue }
    return known?.refined(by: parts).rawValue ?? first
  }
}
