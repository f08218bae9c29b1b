import CaseImport

/// Records in a shape that exports have. Each has a file of its own here, and a line in `allCases`; the
/// property tests hold every one of them against all others.
package struct FixtureExport: CaseIterable, Equatable, Sendable, CustomStringConvertible {
  package let name: String
  /// What casefile must say that it is.
  package let format: ExportFormat
  package enum Holding: Sendable { case text, object, fields }
  /// What a row holds its record as.
  package private(set) var holding = Holding.text
  /// The time is no longer the record's own: it counts as the wrapper's (R4).
  package private(set) var movesTime = false
  package private(set) var losesNothing = true
  /// What of a record, as JSON, is left in the export.
  private var left: @Sendable (String) -> String = { $0 }
  let write: @Sendable (_ rows: [FixtureRow], _ lineEnd: String) -> String

  /// - Parameter write: the rows as they are exported; lines end as it is told, where any end will do.
  init(
    _ name: String, _ format: ExportFormat,
    write: @escaping @Sendable (_ rows: [FixtureRow], _ lineEnd: String) -> String
  ) {
    self.name = name
    self.format = format
    self.write = write
  }

  /// The record stands in the JSON of the row as it is.
  func asObject() -> FixtureExport {
    var copy = self
    copy.holding = .object
    return copy
  }

  /// The fields of a record stand one by one.
  func flat(movesTime: Bool = false) -> FixtureExport {
    var copy = self
    copy.holding = .fields
    copy.movesTime = movesTime
    return copy
  }

  /// Something is lost.
  func leaving(_ left: @escaping @Sendable (String) -> String) -> FixtureExport {
    var copy = self
    copy.left = left
    copy.losesNothing = false
    return copy
  }

  package var description: String { name }

  package static func == (left: FixtureExport, right: FixtureExport) -> Bool {
    left.name == right.name
  }

  package func bytes(
    _ records: [FixtureRecord], byteOrderMark: Bool = false, lineEnd: String = "\r\n"
  ) -> [UInt8] {
    text(records.map(\.json), records, byteOrderMark: byteOrderMark, lineEnd: lineEnd)
  }

  /// - Parameter json: AuditData of each record, as it is written.
  package func text(
    _ json: [String], _ records: [FixtureRecord], byteOrderMark: Bool = false,
    lineEnd: String = "\r\n"
  ) -> [UInt8] {
    let rows = zip(json, records).map { json, record in
      FixtureRow(
        json: json, id: record.id, time: record.time, operation: record.operation,
        user: record.user, recordType: record.recordType)
    }
    return Array(((byteOrderMark ? "\u{FEFF}" : "") + write(rows, lineEnd)).utf8)
  }

  /// Records of which nothing but their JSON is known.
  package func bytes(json: [String]) -> [UInt8] {
    Array(write(json.map(FixtureRow.init(json:)), "\r\n").utf8)
  }

  /// The records that are left, one a line, with their time where it stands in this export.
  package func plain(_ json: [String]) -> [UInt8] {
    let text = json.map { left($0) + "\n" }.joined()
    let name = movesTime ? "\"TimeGenerated\":" : "\"CreationTime\":"
    return Array(text.replacing("\"CreationTime\":", with: name).utf8)
  }
}
