/// A format with its number in the registry, which rows are counted by.
struct NumberedFormat: Sendable {
  var number: Int
  var format: ExportFormat

  /// Those of a reading, in the order in which they are tried.
  static func all(_ reading: ExportNotation) -> [NumberedFormat] {
    ExportFormat.allCases.enumerated().map { NumberedFormat(number: $0, format: $1) }
      .filter { $0.format.reading == reading }
  }

  /// What rows are that no format of the reading fits.
  static func others(_ reading: ExportNotation) -> NumberedFormat {
    let all = all(reading)
    return all.first(where: \.format.rows.isEmpty) ?? all[0]
  }

  static func bit(of format: ExportFormat) -> UInt64 {
    all(format.reading).first { $0.format == format }.map { 1 << UInt64($0.number) } ?? 0
  }

  /// The names of formats whose bits are set.
  static func names(_ bits: UInt64) -> Set<String> {
    var names: Set<String> = []
    var bits = bits
    while bits != 0 {
      names.insert(format(bits).rawValue)
      bits &= bits - 1
    }
    return names
  }

  /// The format of the lowest bit.
  static func format(_ bits: UInt64) -> ExportFormat {
    ExportFormat.allCases[bits.trailingZeroBitCount]
  }

  /// - Parameters:
  ///   - keys: of the columns of a header.
  ///   - record: the column that holds the record; `nil` where the row is the record.
  func fits(_ keys: Set<AuditKey>, record: AuditKey?) -> Bool {
    format.rows.contains { row in
      row.record.first == record && row.names.allSatisfy { !keys.isDisjoint(with: $0) }
    }
  }
}
