import CaseModel

/// An object around a list of records, at the list: Graph's `{"@odata.context": …, "value": […]}`,
/// Elastic's `{"hits": {"hits": […]}}`, `{"records": […]}`, `{"tables": [{"columns": …, "rows": …}]}`.
/// Told by what the list holds, whatever its name.
struct JSONPage {
  /// Behind the `[` of the list.
  var position: Int
  /// Objects that were entered.
  var objects: Int
  /// Of a table; its rows are lists.
  var columns: JSONColumns?
  /// What stands before the list.
  var stated = StatedPage()

  /// Takes a member of the page itself.
  static func note(_ name: Slice, _ value: Slice, _ bytes: RawSpan, _ page: inout StatedPage) {
    let text = FieldText(quote: 1)
    func words() -> String { String(decoding: text.bytes(value, bytes), as: UTF8.self) }
    if JSONMembers.isNamed(name, "@odata.context", bytes) {
      page.context = words()
    } else if JSONMembers.isNamed(name, "@odata.nextlink", bytes), value.kind == .string {
      page.nextLink = words()
    } else if JSONMembers.isNamed(name, "@odata.count", bytes) {
      page.count = text.integer(value, bytes)
    }
  }
}

extension JSONDescent {
  private enum Found {
    case page(JSONPage)
    /// A record, or what carries one.
    case row
    case nothing
  }

  /// Elements of a list that are looked at, until one is a record.
  private static let elements = 50

  /// Keys that an object around a list of records does not have.
  private static let rowKeys = RecordFields.set([
    .creationTime, .createdDateTime, .creationDate, .timeGenerated, .lastAccessed, .userType,
    .clientIPAddress, .actorIpAddress, .appAccessContext, .clientInfoString, .logonType,
    .mailboxGuid, .mailboxOwnerUPN, .mailboxResolvedOwnerName, .operationProperties,
    .operationCount, .resultIndex, .officeId, .auditData, .rawEventData, .raw, .source, .o365audit,
    .eventOriginal, .logonUserDisplayName,
  ])
  /// Keys that say the same of an object that stands inside it.
  private static let innerRowKeys = RecordFields.set([
    .creationTime, .operationProperties, .mailboxGuid, .auditData, .rawEventData, .raw,
    .source, .o365audit, .eventOriginal,
  ])
  /// Keys that lists of records have too.
  private static let listKeys = RecordFields.set([
    .value, .result, .event, .item, .auditData, .rawEventData, .audit, .raw, .original,
  ])
  /// How nearly every record begins.
  private static let first: StaticString = "\"CreationTime\""

  /// At a `{`; `nil` where the object is a row.
  ///
  /// - Parameter isLast: no bytes follow.
  mutating func page(
    _ bytes: RawSpan, _ start: Int, isLast: Bool
  ) throws(JSONFault) -> JSONPage? {
    var position = start + 1
    JSONScan.skipBlanks(bytes, &position, bytes.byteCount)
    let count = JSONDescent.first.utf8CodeUnitCount
    if position + count <= bytes.byteCount,
      (0..<count).allSatisfy({ bytes[position + $0] == JSONDescent.first.utf8Start[$0] })
    {
      return nil
    }
    position = start
    stated = StatedPage()
    guard case .page(var page) = try page(bytes, &position, 1, isLast) else { return nil }
    page.stated = stated
    return page
  }

  /// Of an object in which nothing is found, afterwards behind it.
  private mutating func page(
    _ bytes: RawSpan, _ position: inout Int, _ depth: Int, _ isLast: Bool
  ) throws(JSONFault) -> Found {
    let end = bytes.byteCount
    var columns: JSONColumns?
    position += 1
    if try JSONScan.next(bytes, &position, end) == UInt8(ascii: "}") {
      position += 1
      return .nothing
    }
    repeat {
      let (name, byte) = try JSONDescent.name(bytes, &position)
      let key = probe.keys.find(bytes, name.start, name.end).map { RecordFields.set([$0]) } ?? 0
      let isRow = key & (depth == 1 ? JSONDescent.rowKeys : JSONDescent.innerRowKeys) != 0
      switch byte {
      case UInt8(ascii: "[") where isMember(name, key, bytes):
        try JSONScan.pass(bytes, &position, end, quote: 1, depth: 0)
      case UInt8(ascii: "["):
        if let page = try list(name, bytes, &position, depth, &columns, isLast) {
          return .page(page)
        }
      case _ where isRow: return .row
      case UInt8(ascii: "{") where depth < JSONDescent.deepest:
        let found = try page(bytes, &position, depth + 1, isLast)
        if case .nothing = found { continue }
        return found
      case UInt8(ascii: "\""):
        // A text that may be a record is looked into with the row that it stands in.
        let text = try JSONScan.string(bytes, &position, end, quote: 1)
        if JSONDescent.mayBeJSON(text, bytes) { return .row }
        JSONPage.note(name, text, bytes, &stated)
      default:
        let value = try JSONScan.value(bytes, &position, end, quote: 1, depth: 0)
        JSONPage.note(name, value, bytes, &stated)
      }
    } while try JSONScan.another(bytes, &position, end, close: UInt8(ascii: "}"))
    return .nothing
  }

  /// A list that records have, of which a long one need not be looked into.
  private func isMember(_ name: Slice, _ key: UInt128, _ bytes: RawSpan) -> Bool {
    if key != 0 { return key & JSONDescent.listKeys == 0 }
    return JSONMembers.isNamed(name, "actor", bytes) || JSONMembers.isNamed(name, "target", bytes)
  }

  /// A member's name, and the first byte of its value, which is what comes next.
  static func name(
    _ bytes: RawSpan, _ position: inout Int
  ) throws(JSONFault) -> (name: Slice, byte: UInt8) {
    if try JSONScan.next(bytes, &position, bytes.byteCount) != UInt8(ascii: "\"") {
      throw .invalid(at: position)
    }
    let name = try JSONScan.string(bytes, &position, bytes.byteCount, quote: 1)
    try JSONScan.passColon(bytes, &position, bytes.byteCount)
    return (name, try JSONScan.next(bytes, &position, bytes.byteCount))
  }

  // MARK: - Lists

  /// At the `[` of a list; afterwards behind it, unless it is one of records.
  private mutating func list(
    _ name: Slice, _ bytes: RawSpan, _ position: inout Int, _ depth: Int,
    _ columns: inout JSONColumns?, _ isLast: Bool
  ) throws(JSONFault) -> JSONPage? {
    let start = position
    if let columns, columns.areOfRecords, JSONMembers.isNamed(name, "rows", bytes) {
      return JSONPage(position: start + 1, objects: depth, columns: columns)
    }
    if try isOfRecords(name, bytes, start, depth, isLast) {
      return JSONPage(position: start + 1, objects: depth)
    }
    try JSONScan.pass(bytes, &position, bytes.byteCount, quote: 1, depth: 0)
    if JSONMembers.isNamed(name, "columns", bytes) {
      columns = try JSONColumns(bytes, start..<position, probe.keys)
    }
    return nil
  }

  /// The list holds records among its first elements; or it is called as the lists of Graph and Elastic
  /// are, so that an empty one and one of which nothing can be read are lists too.
  mutating func isOfRecords(
    _ name: Slice, _ bytes: RawSpan, _ start: Int, _ depth: Int, _ isLast: Bool
  ) throws(JSONFault) -> Bool {
    let isNamed =
      depth == 1 && JSONMembers.isNamed(name, "value", bytes)
      || JSONMembers.isNamed(name, "hits", bytes)
    var position = start + 1
    switch try JSONScan.next(bytes, &position, bytes.byteCount) {
    case UInt8(ascii: "]"): return isNamed
    case UInt8(ascii: "{"): if isNamed { return try isUsual(bytes, position) }
    case UInt8(ascii: "\""): break
    // Cells of a table mean nothing without its columns.
    case UInt8(ascii: "["): if JSONMembers.isNamed(name, "rows", bytes) { return false }
    default: return false
    }
    let isLikely = JSONDescent.names.contains { JSONMembers.isNamed(name, $0, bytes) }
    do throws(JSONFault) {
      for _ in 0..<JSONDescent.elements {
        let element = position
        _ = try JSONScan.next(bytes, &position, bytes.byteCount)
        try JSONScan.pass(bytes, &position, bytes.byteCount, quote: 1, depth: 0)
        if holdsRecord(bytes, element..<position) { return true }
        if try !JSONScan.another(bytes, &position, bytes.byteCount, close: UInt8(ascii: "]")) {
          return false
        }
        JSONScan.skipBlanks(bytes, &position, bytes.byteCount)
      }
    } catch {
      if case .truncated = error, !isLast { throw error }
      return isLikely
    }
    return false
  }

  /// Lists of records have these names, also where their first element cannot be read.
  private static let names: [StaticString] = [
    "records", "results", "result", "data", "items", "rows", "tables", "events", "entries", "logs",
  ]

  /// Not a list of names and values, which PowerShell writes as `{"value": [{"Name": …}], "Count": 1}`.
  private func isUsual(_ bytes: RawSpan, _ start: Int) throws(JSONFault) -> Bool {
    var position = start + 1
    if try JSONScan.next(bytes, &position, bytes.byteCount) != UInt8(ascii: "\"") { return true }
    let name = try JSONScan.string(bytes, &position, bytes.byteCount, quote: 1)
    return !["name", "key"].contains { JSONMembers.isNamed(name, $0, bytes) }
  }
}
