/// The keys of an audit record that casefile reads, at any level (R3–R8).
enum AuditKey: UInt8, CaseIterable {
  case creationTime, id, operation, organizationId, recordType, userType, userId
  case clientIPAddress, clientIP, actorIpAddress, appId, clientAppId, clientInfoString
  case logonType, mailboxGuid, mailboxOwnerUPN, operationProperties, sessionId
  case appAccessContext, aadSessionId, uniqueTokenId, deviceProperties, name, value
  case folders, folderItems, path, folderPath, item, parentFolder, internetMessageId, immutableId
  case sizeInBytes, subject, operationCount, mailAccessType, isThrottled, auditData
  case operations, userIds, creationDate, identity, recordId, resultIndex, resultCount
  // Wrappers and flat exports: Graph, Sentinel, Defender, SIEMs.
  case userPrincipalName, createdDateTime, timeGenerated, officeId, sourceRecordId
  case clientAddressFlat, logonTypeFlat, rawEventData, raw, result, event, original, source
  case o365, audit, o365audit

  /// As exports write it; compared without case.
  var name: String {
    switch self {
    case .clientAddressFlat: "Client_IPAddress"
    case .logonTypeFlat: "Logon_Type"
    case .raw: "_raw"
    case .source: "_source"
    default: String(describing: self)
    }
  }
}

/// Finds a key without regard to case and outer blanks, in place.
struct AuditKeyTable {
  private var slots: [UInt8]
  private var names: [UInt8] = []
  private var starts: [Int] = []

  init() {
    slots = [UInt8](repeating: 0xFF, count: 256)
    for key in AuditKey.allCases {
      starts.append(names.count)
      names.append(contentsOf: key.name.utf8.map { $0 | 0x20 })
      let start = starts[starts.count - 1]
      var slot = AuditKeyTable.slot(
        names[start], names[names.count - 1], names.count - start)
      while slots[slot] != 0xFF { slot = (slot + 1) & 255 }
      slots[slot] = key.rawValue
    }
    starts.append(names.count)
  }

  @inline(__always)
  private static func slot(_ first: UInt8, _ last: UInt8, _ count: Int) -> Int {
    (Int(first | 0x20) &* 7 &+ Int(last | 0x20) &* 31 &+ count &* 17) & 255
  }

  func find(_ bytes: RawSpan, _ start: Int, _ end: Int) -> AuditKey? {
    var start = start
    var end = end
    while start < end, bytes[start] == 0x20 { start += 1 }
    while start < end, bytes[end - 1] == 0x20 { end -= 1 }
    let count = end - start
    if count == 0 { return nil }
    var slot = AuditKeyTable.slot(bytes[start], bytes[end - 1], count)
    while true {
      let number = slots[slot]
      if number == 0xFF { return nil }
      if equals(Int(number), bytes, start, count) { return AuditKey(rawValue: number) }
      slot = (slot + 1) & 255
    }
  }

  @inline(__always)
  private func equals(_ number: Int, _ bytes: RawSpan, _ start: Int, _ count: Int) -> Bool {
    let from = starts[number]
    if starts[number + 1] - from != count { return false }
    for index in 0..<count where bytes[start + index] | 0x20 != names[from + index] {
      return false
    }
    return true
  }
}
