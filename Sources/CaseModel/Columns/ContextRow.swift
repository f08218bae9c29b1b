/// A context as numbers of an interner: every field that R14 tests, so that attribution is
/// decided once per context.
package struct ContextRow: Hashable, Sendable {
  /// `OrganizationId` in lower case.
  package var organization: UInt32 = 0
  /// `MailboxGuid` in lower case.
  package var mailboxGuid: UInt32 = 0
  /// `MailboxOwnerUPN` as written.
  package var mailboxName: UInt32 = 0
  /// `UserId` as written.
  package var user: UInt32 = 0
  /// Session (R7) in lower case.
  package var session: UInt32 = 0
  /// `AppAccessContext.UniqueTokenId`, case kept.
  package var token: UInt32 = 0
  /// `DeviceId`, of the record or its context, or the sign-in's, in lower case.
  package var device: UInt32 = 0
  /// `ClientInfoString` as written.
  package var client: UInt32 = 0
  /// A `TaggedList` of address fields, raw texts (R8).
  package var addresses: UInt32 = 0
  /// A `TaggedList` of application fields.
  package var applications: UInt32 = 0
  /// −1: not stated.
  package var userType: Int16 = -1
  /// −1: not stated.
  package var logonType: Int16 = -1

  package init() {}
}

/// A list of (field, text) pairs as one byte string: tag, length as 4 bytes, text.
///
/// So that a list of addresses interns as one number. Built in the order of the fields.
package enum TaggedList {
  package static func append(_ text: ArraySlice<UInt8>, tag: UInt8, to list: inout [UInt8]) {
    list.append(tag)
    let length = UInt32(text.count)
    for shift in [24, 16, 8, 0] as [UInt32] {
      list.append(UInt8(truncatingIfNeeded: length >> shift))
    }
    list.append(contentsOf: text)
  }

  package static func elements(_ list: ArraySlice<UInt8>) -> [(tag: UInt8, text: EvidenceText)] {
    var result: [(UInt8, EvidenceText)] = []
    var index = list.startIndex
    while index + 5 <= list.endIndex {
      let length = list[(index + 1)...(index + 4)].reduce(0) { $0 << 8 | Int($1) }
      let start = index + 5
      guard start + length <= list.endIndex else { break }
      result.append((list[index], EvidenceText(bytes: Array(list[start..<(start + length)]))))
      index = start + length
    }
    return result
  }
}

/// The address fields of a record, in the order in which they are kept (R8).
package enum AddressField: UInt8, Sendable, CaseIterable {
  case clientIPAddress = 1
  case clientIP = 2
  case actorIpAddress = 3

  package var name: String {
    switch self {
    case .clientIPAddress: "ClientIPAddress"
    case .clientIP: "ClientIP"
    case .actorIpAddress: "ActorIpAddress"
    }
  }
}

/// The application fields of a record, in the order in which they are kept (R14).
package enum ApplicationField: UInt8, Sendable, CaseIterable {
  case appId = 1
  case clientAppId = 2
  case accessContextClientAppId = 3
  /// Of a consent: the application that was granted something.
  case granted = 4

  package var name: String {
    switch self {
    case .appId: "AppId"
    case .clientAppId: "ClientAppId"
    case .accessContextClientAppId: "AppAccessContext.ClientAppId"
    case .granted: "Target"
    }
  }
}
