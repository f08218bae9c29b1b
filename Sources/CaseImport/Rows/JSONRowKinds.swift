/// Tells the rows of JSON apart: by where the record stands in them, and by their other keys.
struct JSONRowKinds: Sendable {
  static let all = JSONRowKinds()

  /// The keys that lead to a record in a row, one after the other, in the order in which they are tried.
  let paths: [[AuditKey]]
  /// The first keys of the paths.
  let carriers: UInt128
  private let shapes: [Shape]
  /// Of rows that no format fits.
  let others: UInt64
  /// Of records further down in a row than any format has them.
  let wrapped = NumberedFormat.bit(of: .wrappedJSON)
  /// Of documents of Elastic Agent.
  let documents = NumberedFormat.bit(of: .elasticDocumentJSON)
  /// The keys that a kind can depend on.
  private let keys: UInt128
  /// Keys that carry a record by themselves.
  let singleCarriers: UInt128
  /// Keys that only records and what carries them have.
  let signs = RecordFields.set([
    .creationTime, .auditData, .rawEventData, .mailboxGuid, .mailboxOwnerUPN, .operationProperties,
  ])
  /// The same of an object that is cut behind its first keys.
  let cutSigns = RecordFields.set([.creationTime, .operation, .auditData])

  private struct Shape {
    /// `nil` where the row is the record.
    var path: Int?
    var names: [UInt128]
    /// Of the format.
    var bit: UInt64
  }

  private init() {
    var paths: [[AuditKey]] = []
    var shapes: [Shape] = []
    for format in NumberedFormat.all(.json) {
      for row in format.format.rows {
        if !row.record.isEmpty, !paths.contains(row.record) { paths.append(row.record) }
        shapes.append(
          Shape(
            path: paths.firstIndex(of: row.record), names: row.names.map(RecordFields.set),
            bit: 1 << UInt64(format.number)))
      }
    }
    self.paths = paths
    self.shapes = shapes
    carriers = RecordFields.set(paths.map { $0[0] })
    keys = shapes.flatMap(\.names).reduce(0, |)
    singleCarriers = RecordFields.set(paths.filter { $0.count == 1 }.map { $0[0] })
    others = 1 << UInt64(NumberedFormat.others(.json).number)
  }

  /// What a row was told as: most rows of a file are as the one before.
  struct Last: Sendable {
    fileprivate var keys: UInt128 = 0
    fileprivate var path: Int?
    fileprivate var bit: UInt64 = 0
  }

  /// The keys of an object are those of a record.
  func isRecord(_ fields: RecordFields) -> Bool { isRecord(fields.all(of: keys)) }

  func isRecord(_ keys: UInt128) -> Bool {
    shapes.contains { shape in
      shape.path == nil && !shape.names.isEmpty && shape.names.allSatisfy { keys & $0 != 0 }
    }
  }

  /// The format of a row, as a bit.
  ///
  /// - Parameter path: that led to the record; `nil` where the row is the record.
  @inline(__always)
  func bit(_ fields: RecordFields, path: Int?, _ last: inout Last) -> UInt64 {
    let noted = fields.all(of: keys)
    if last.bit == 0 || last.keys != noted || last.path != path {
      let shape = shapes.first { shape in
        shape.path == path && shape.names.allSatisfy { noted & $0 != 0 }
      }
      last = Last(keys: noted, path: path, bit: shape?.bit ?? others)
    }
    return last.bit
  }
}
