/// The keys of an audit record that casefile reads, at any level (R3–R8).
enum AuditKey: UInt8, CaseIterable {
  case creationTime, id, operation, organizationId, recordType, userType, userId
  case clientIPAddress, clientIP, actorIpAddress, appId, clientAppId, clientInfoString
  case actorInfoString
  case logonType, mailboxGuid, mailboxOwnerUPN, operationProperties, sessionId
  case appAccessContext, aadSessionId, uniqueTokenId, deviceProperties, deviceId
  case name, value
  case folders, folderItems, path, folderPath, item, parentFolder, internetMessageId, immutableId
  case sizeInBytes, subject, operationCount, mailAccessType, isThrottled, auditData
  case operations, userIds, creationDate, identity, recordId, resultIndex, resultCount
  // What a search says of itself, on each of its rows (since 2026).
  case auditSearchRequestMetadata, moreRecordsAvailable
  // Wrappers and flat exports: Graph, Sentinel, Defender, SIEMs.
  case userPrincipalName, createdDateTime, timeGenerated, officeId, sourceRecordId
  case clientAddressFlat, logonTypeFlat, rawEventData, raw, result, event, original, source
  case o365, audit, o365audit, eventOriginal, startTime, dynamicProperties, additionalProperties
  // Search-MailboxAuditLog.
  case mailboxResolvedOwnerName, logonUserDisplayName, lastAccessed
  // What administrators change.
  case parameters, objectId, resultStatus, modifiedProperties, extendedProperties
  // What an act was about (`ActDetails`).
  case queryText, searchQueryText, copilotEventData, target
  /// Messages that were moved or deleted, and those whose attachments were opened.
  case affectedItems, messages
  /// Any member that is called by its path (`FlattenedNames`).
  case flattened

  /// Other names of the same field, in other exports.
  static let aliases: [(name: String, key: AuditKey)] = [
    ("AggregatedRecordFoldersData", .folders),  // Search-MailboxAuditLog
    ("AuditOperationsCountInAggregatedRecord", .operationCount),
    ("OfficeObjectId", .objectId),  // Sentinel OfficeActivity
    ("ExchangeAggregatedFolders", .folders),  // Elastic Agent
  ]

  /// As exports write it; compared without case.
  var name: String {
    switch self {
    case .clientAddressFlat: "Client_IPAddress"
    case .logonTypeFlat: "Logon_Type"
    case .raw: "_raw"
    case .source: "_source"
    case .eventOriginal: "event.original"
    case .startTime: "Start_Time"
    case .flattened: ""
    default: String(describing: self)
    }
  }
}

/// Finds a key without regard to case and outer blanks, in place: 8 bytes at a time.
struct AuditKeyTable: Sendable {
  static let all = AuditKeyTable()

  private static let bits = 9
  /// Longest name in words of 8 bytes.
  private static let width = 5
  /// Open addressing: the number of a name plus 1.
  private var slots = [UInt8](repeating: 0, count: 1 << bits)
  private var keys: [AuditKey] = []
  private var lengths: [UInt8] = []
  /// Names with the bit for lower case set, `width` words each, zeros behind.
  private var words: [UInt64] = []

  private init() {
    for (name, key) in AuditKey.allCases.map({ ($0.name, $0) }) + AuditKey.aliases {
      let name = Array(name.utf8)
      keys.append(key)
      let span = name.span.bytes
      lengths.append(UInt8(name.count))
      for word in 0..<AuditKeyTable.width {
        words.append(AuditKeyTable.word(span, word * 8, name.count))
      }
      var slot = AuditKeyTable.slot(words[words.count - AuditKeyTable.width], name.count)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt8(keys.count)
    }
  }

  @inline(__always)
  private static func slot(_ first: UInt64, _ count: Int) -> Int {
    let mixed = (first ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> UInt64(64 - bits))
  }

  /// Up to 8 bytes from `start` on, with the bit for lower case set; zeros behind `end`.
  @inline(__always)
  private static func word(_ bytes: RawSpan, _ start: Int, _ end: Int) -> UInt64 {
    let count = end - start
    if count <= 0 { return 0 }
    let lower: UInt64 = 0x2020_2020_2020_2020
    if start + 8 <= bytes.byteCount {
      let word = bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self) | lower
      return count >= 8 ? word : word & (1 << UInt64(count * 8) - 1)
    }
    var word: UInt64 = 0
    for index in 0..<min(8, count) {
      word |= UInt64(bytes[start + index] | 0x20) << UInt64(index * 8)
    }
    return word
  }

  func find(_ bytes: RawSpan, _ start: Int, _ end: Int) -> AuditKey? {
    var start = start
    var end = end
    while start < end, bytes[start] == 0x20 { start += 1 }
    while start < end, bytes[end - 1] == 0x20 { end -= 1 }
    let count = end - start
    if count == 0 || count > AuditKeyTable.width * 8 { return nil }
    let first = AuditKeyTable.word(bytes, start, end)
    var slot = AuditKeyTable.slot(first, count)
    while true {
      let number = Int(slots[slot])
      if number == 0 { return nil }
      if Int(lengths[number - 1]) == count, words[(number - 1) * AuditKeyTable.width] == first,
        count <= 8 || isRest(number - 1, bytes, start, end)
      {
        return keys[number - 1]
      }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  @inline(__always)
  private func isRest(_ number: Int, _ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
    var index = 1
    while start + index * 8 < end {
      if words[number * AuditKeyTable.width + index]
        != AuditKeyTable.word(bytes, start + index * 8, end)
      {
        return false
      }
      index += 1
    }
    return true
  }
}
