import CaseModel

/// What a file shows of audit records that casefile does not read as such.
enum AuditTrace {
  /// Names that messages do not have, and records do; in lower case.
  private static let names: Set<String> = [
    "mailaccesstype", "clientinfostring", "sessionid", "event.action", "folderitems",
    "operationproperties", "isthrottled", "clientipaddress", "auditdata",
  ]

  static let hint =
    "export the audit records themselves (AuditData), as casefile collect-help says; what was accessed"
    + " is no list of what the mailbox held"

  /// A list that was made from audit records, such as Get-MessageIDs of Microsoft-Extractor-Suite; `nil`
  /// for all others.
  static func list(_ head: ExportHead) -> NotAnExport? {
    guard InventoryColumns(header: head) != nil else { return nil }
    let header = head.text.prefix { $0 != 0x0A && $0 != 0x0D }
    let named = words(header).filter(names.contains)
    if named.isEmpty { return nil }
    return NotAnExport(
      found: "a list made from audit records, by its columns " + named.joined(separator: ", "),
      hint: hint)
  }

  /// The head of JSON has keys of audit records.
  static func isIn(_ text: ArraySlice<UInt8>) -> Bool {
    let keys = keys(text.prefix(16_384))
    if keys.contains("mailboxownerupn") || !keys.isDisjoint(with: names) { return true }
    return keys.isSuperset(of: ["o365", "audit"])
  }

  /// What stands between quotes and before a colon in JSON, in lower case.
  private static func keys(_ text: ArraySlice<UInt8>) -> Set<String> {
    let parts = text.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    let named = zip(parts, parts.dropFirst()).filter { _, behind in
      behind.first { $0 > 0x20 } == UInt8(ascii: ":")
    }
    return Set(named.map { String(decoding: $0.0, as: UTF8.self).lowercased() })
  }

  /// The names in a text, in lower case.
  private static func words(_ text: ArraySlice<UInt8>) -> [String] {
    text.split { byte in
      !(0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_"))
    }.map { String(decoding: $0, as: UTF8.self).lowercased() }
  }

  // MARK: - JSON

  /// JSON in which no record was found, and where the keys of one stand in it.
  static func json(_ head: ExportHead) -> NotAnExport {
    let place = head.isWhole ? "" : " in its first \(head.bytes.count >> 10) KiB"
    var found: [(key: String, path: String)] = []
    let span = head.bytes.span.bytes
    var position = head.start
    while position < head.bytes.count, found.count < 3 {
      JSONScan.skipBlanks(span, &position, head.bytes.count)
      if position == head.bytes.count { break }
      let start = position
      let isWhole =
        (try? JSONScan.pass(span, &position, head.bytes.count, quote: 1, depth: 0)) != nil
      trace(span, start..<(isWhole ? position : head.bytes.count), "", &found)
      if !isWhole || position == start { break }
    }
    if isShown(head) {
      return NotAnExport(
        found: "audit records whose AuditData is no JSON" + place + ", but the name of an object",
        hint: "export again with ConvertTo-Json -Depth 10, which keeps objects inside objects")
    }
    if found.isEmpty, isIn(head.text) {
      return NotAnExport(
        found: "JSON that was made from audit records, without CreationTime and Operation" + place,
        hint: hint)
    }
    if found.isEmpty {
      return NotAnExport(
        found: "JSON without CreationTime, Operation or AuditData" + place,
        hint: "expected audit records (AuditData objects) as a list or one per line",
        records: .ifNamed)
    }
    let places = found.map { "\($0.key) at \($0.path)" }.joined(separator: ", ")
    let list = found[0].path.split(separator: ".").dropLast().joined(separator: ".")
    return NotAnExport(
      found: "JSON without an audit record" + place + "; it has \(places)",
      hint: "a record is an object with CreationTime and Operation, at most \(JSONDescent.deepest)"
        + " levels down; jq -c '.\(list)' FILE > FILE.ndjson writes what stands there one a line")
  }

  /// PowerShell shows an object that is too deep by its name, or as a text of its members.
  private static func isShown(_ head: ExportHead) -> Bool {
    let text = head.text.prefix(16_384)
    return isIn(text)
      && ["\"System.Collections.", "\"System.Object", "\"@{"].contains { text.contains($0.utf8) }
  }

  /// The first place of each key that records have: `.records[].properties.CreationTime`.
  private static func trace(
    _ bytes: RawSpan, _ value: Range<Int>, _ path: String,
    _ found: inout [(key: String, path: String)]
  ) {
    if value.isEmpty || path.utf8.count > 400 { return }
    // Of a value that is cut, what stands before the cut.
    switch bytes[value.lowerBound] {
    case UInt8(ascii: "{"):
      try? JSONMembers.forEach(bytes, value) { name, member in
        let key = AuditKeyTable.all.find(bytes, name.start, name.end)
        let text = EvidenceText(bytes: (name.start..<name.end).map { bytes[$0] }).visible
        let place = path.isEmpty ? text : path + "." + text
        if let key, [.creationTime, .operation, .auditData].contains(key),
          !found.contains(where: { $0.key == text })
        {
          found.append((text, place))
        }
        if member.kind == .object || member.kind == .array {
          trace(bytes, member.start..<member.end, place, &found)
        }
        return found.count < 3
      }
    case UInt8(ascii: "["):
      var position = value.lowerBound
      try? JSONScan.list(bytes, &position, value.upperBound) { (position) throws(JSONFault) in
        let element = try JSONScan.value(bytes, &position, value.upperBound, quote: 1, depth: 0)
        if found.count < 3, element.kind == .object || element.kind == .array {
          trace(bytes, element.start..<element.end, path + "[]", &found)
        }
      }
    default: break
    }
  }
}
