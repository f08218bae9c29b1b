/// The columns of a table in JSON, whose rows are lists of cells: Log Analytics answers with
/// `{"tables": [{"columns": [{"name": …}], "rows": [[…]]}]}`, Kusto with `Columns`, `ColumnName`, `Rows`.
struct JSONColumns: Equatable, Sendable {
  /// As they stand in the JSON.
  private(set) var names: [[UInt8]] = []
  /// The columns are those of records, or one of them carries them.
  private(set) var areOfRecords = false

  /// - Parameter list: of names, or of objects that have one.
  init(_ bytes: RawSpan, _ list: Range<Int>, _ keys: AuditKeyTable) throws(JSONFault) {
    var position = list.lowerBound
    var found: [AuditKey] = []
    var names: [[UInt8]] = []
    try JSONScan.list(bytes, &position, list.upperBound) { (position) throws(JSONFault) in
      var name = try JSONScan.value(bytes, &position, list.upperBound, quote: 1, depth: 0)
      if name.kind == .object {
        let object = name.start..<name.end
        name = JSONMembers.value(["name"], bytes, object)
        if name.isAbsent { name = JSONMembers.value(["columnname"], bytes, object) }
      }
      names.append(name.isString ? (name.start..<name.end).map { bytes[$0] } : [])
      if name.isString, let key = keys.find(bytes, name.start, name.end) { found.append(key) }
    }
    self.names = names
    let set = RecordFields.set(found)
    areOfRecords =
      JSONRowKinds.all.isRecord(set) || set & JSONRowKinds.all.singleCarriers != 0
  }

  /// A row as an object; `nil` where it has another number of cells than there are columns.
  func object(_ bytes: RawSpan, _ row: Range<Int>) throws(JSONFault) -> [UInt8]? {
    var json = [UInt8(ascii: "{")]
    var position = row.lowerBound
    var number = 0
    try JSONScan.list(bytes, &position, row.upperBound) { (position) throws(JSONFault) in
      let cell = try JSONScan.value(bytes, &position, row.upperBound, quote: 1, depth: 0)
      defer { number += 1 }
      guard number < names.count, !names[number].isEmpty else { return }
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      json.append(UInt8(ascii: "\""))
      json.append(contentsOf: names[number])
      json.append(contentsOf: "\":".utf8)
      json.append(contentsOf: JSONMembers.raw(cell, bytes))
    }
    json.append(UInt8(ascii: "}"))
    return number == names.count ? json : nil
  }
}

/// A table in an object that is read as a whole.
struct JSONTable {
  private let columns: JSONColumns
  private let rows: Range<Int>

  /// `nil` where the object is no table of records.
  init?(_ bytes: RawSpan, _ object: Range<Int>) {
    let columns = JSONMembers.value(["columns"], bytes, object)
    let rows = JSONMembers.value(["rows"], bytes, object)
    guard columns.kind == .array, rows.kind == .array,
      let named = try? JSONColumns(bytes, columns.start..<columns.end, AuditKeyTable.all),
      named.areOfRecords
    else { return nil }
    self.columns = named
    self.rows = rows.start..<rows.end
  }

  func forEachRow(
    _ bytes: RawSpan, _ visit: (_ bytes: RawSpan, _ object: Range<Int>) -> Bool
  ) -> Bool {
    var goesOn = true
    var position = rows.lowerBound
    do throws(JSONFault) {
      try JSONScan.list(bytes, &position, rows.upperBound) { (position) throws(JSONFault) in
        let row = try JSONScan.value(bytes, &position, rows.upperBound, quote: 1, depth: 0)
        if !goesOn { return }
        // A row that lacks cells is no record: whoever reads it says so.
        if row.kind == .array, let json = try columns.object(bytes, row.start..<row.end) {
          goesOn = visit(json.span.bytes, 0..<json.count)
        } else {
          goesOn = visit(bytes, row.start..<row.end)
        }
      }
    } catch {
      // The rows before the cut are read.
    }
    return goesOn
  }
}
