/// What Elastic Agent makes of a record: its operation, id, user, organisation and address stand in
/// fields of the Elastic Common Schema, the rest under `o365.audit`, where `Folders` is called
/// `ExchangeAggregatedFolders`. Which of the record's addresses the one that is left was is not said.
///
/// Field names: elastic/integrations, packages/o365, pipeline tests of 2025-09.
enum ElasticDocument {
  /// By the name that a record has them under.
  private static let fields: [(name: StaticString, own: AuditKey, paths: [[StaticString]])] = [
    ("Operation", .operation, [["event", "action"]]),
    ("Id", .id, [["event", "id"]]),
    ("CreationTime", .creationTime, [["@timestamp"]]),
    ("OrganizationId", .organizationId, [["organization", "id"]]),
    ("UserId", .userId, [["user", "id"], ["user", "email"]]),
    ("ClientIPAddress", .clientIPAddress, [["client", "ip"], ["source", "ip"]]),
    ("SessionId", .sessionId, [["session", "id"]]),
  ]

  /// The record as one object; `nil` where it has an operation of its own, and nothing is to be added.
  static func record(_ bytes: RawSpan, _ document: Range<Int>, _ audit: Range<Int>) -> [UInt8]? {
    let keys = AuditKeyTable.all
    var own: UInt128 = 0
    var hasMembers = false
    // The object was passed once already: it cannot fail.
    try? JSONMembers.forEach(bytes, audit) { name, _ in
      hasMembers = true
      if let key = keys.find(bytes, name.start, name.end) { own |= RecordFields.set([key]) }
      return true
    }
    if own & RecordFields.set([.operation]) != 0 { return nil }
    let addresses = RecordFields.set([.clientIPAddress, .clientIP, .actorIpAddress])
    let sessions = RecordFields.set([.sessionId, .appAccessContext, .deviceProperties])
    if own & addresses != 0 { own |= addresses }
    if own & sessions != 0 { own |= sessions }
    var json = [UInt8(ascii: "{")]
    for (name, key, paths) in fields where own & RecordFields.set([key]) == 0 {
      let values = paths.map { JSONMembers.value($0, bytes, document) }
      guard let value = values.first(where: { $0.isString }) else { continue }
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      json.append(contentsOf: "\"\(name)\":".utf8)
      json.append(contentsOf: JSONMembers.raw(value, bytes))
    }
    // Without an action the document says nothing that its record does not.
    if json.count == 1 { return nil }
    if hasMembers { json.append(UInt8(ascii: ",")) }
    bytes.extracting((audit.lowerBound + 1)..<audit.upperBound).withUnsafeBytes {
      json.append(contentsOf: $0)
    }
    return json
  }
}
