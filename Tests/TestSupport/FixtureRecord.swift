/// An audit record as a test writes it: independent of what casefile reads.
package struct FixtureRecord: Sendable {
  package struct Item: Sendable, Hashable {
    package var internetMessageId: String?
    package var immutableId: String?
    package var id: String?
    package var size: Int?
    package var subject: String?

    package init(
      _ internetMessageId: String?, immutableId: String? = nil, id: String? = nil, size: Int? = nil,
      subject: String? = nil
    ) {
      self.internetMessageId = internetMessageId
      self.immutableId = immutableId
      self.id = id
      self.size = size
      self.subject = subject
    }
  }

  package struct Folder: Sendable {
    package var id: String
    package var path: String
    package var items: [Item]

    package init(id: String, path: String, items: [Item] = []) {
      self.id = id
      self.path = path
      self.items = items
    }
  }

  /// Where the session stands (R7).
  package enum SessionPlace: Sendable { case topLevel, accessContext, deviceProperties }

  package var id = "00000000-0000-4000-8000-000000000001"
  package var time = "2025-03-12T08:00:00"
  package var operation = "MailItemsAccessed"
  package var recordType = 50
  package var organization: String? = "6b1d9f3e-0c55-4a0b-9a57-1f2e3d4c5b6a"
  package var mailboxGuid: String? = "aaaaaaaa-0000-4000-8000-000000000001"
  package var mailboxUPN: String? = "m.rivera@northwind-clinic.example"
  package var user = "m.rivera@northwind-clinic.example"
  package var userType = 0
  package var logonType: Int? = 0
  package var clientIPAddress: String? = "198.51.100.10"
  package var clientIP: String?
  package var actorIP: String?
  package var session: String?
  package var sessionPlace = SessionPlace.topLevel
  package var token: String?
  package var client: String? = "Client=OWA;Action=ViaProxy"
  package var appId: String? = "00000002-0000-0ff1-ce00-000000000000"
  package var clientAppId: String?
  /// `nil`: no MailAccessType.
  package var access: String? = "Bind"
  /// As JSON: `"False"`, `"True"`, `true`; `nil`: not stated.
  package var throttled: String? = "\"False\""
  package var throttledFirst = false
  package var folders: [Folder]? = []
  /// The folder of a Sync record, in `Item.ParentFolder`.
  package var syncFolder: Folder?
  package var operationCount: Int?
  /// Members written as they are, behind all others.
  package var extra: [(String, String)] = []

  package init(id: String) { self.id = id }

  /// Ids from 1, as GUIDs.
  package init(_ number: Int) { id = fixtureGuid(number) }

  package var isMailAccess: Bool { operation == "MailItemsAccessed" }
  package var items: [Item] { (folders ?? []).flatMap(\.items) }

  // MARK: - JSON

  /// The AuditData object on one line.
  package var json: String {
    var members: [(String, String)] = [
      ("CreationTime", quoted(time)), ("Id", quoted(id)), ("Operation", quoted(operation)),
    ]
    func add(_ key: String, _ value: String?) {
      if let value { members.append((key, quoted(value))) }
    }
    add("OrganizationId", organization)
    members.append(("RecordType", String(recordType)))
    members.append(("UserType", String(userType)))
    members.append(("Workload", quoted(isSignIn ? "AzureActiveDirectory" : "Exchange")))
    add("UserId", user)
    add("ClientIP", clientIP)
    add("ActorIpAddress", actorIP)
    add("AppId", appId)
    add("ClientAppId", clientAppId)
    add("ClientIPAddress", clientIPAddress)
    add("ClientInfoString", client)
    if let logonType { members.append(("LogonType", String(logonType))) }
    add("MailboxGuid", mailboxGuid)
    add("MailboxOwnerUPN", mailboxUPN)
    if isMailAccess { members += accessMembers }
    members += sessionMembers
    if let operationCount { members.append(("OperationCount", String(operationCount))) }
    members += extra
    return "{" + members.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  private var isSignIn: Bool { operation == "UserLoggedIn" }

  private var accessMembers: [(String, String)] {
    var properties: [String] = []
    if let access { properties.append(pair("MailAccessType", quoted(access))) }
    if let throttled {
      properties.insert(pair("IsThrottled", throttled), at: throttledFirst ? 0 : properties.count)
    }
    var members = [("OperationProperties", "[\(properties.joined(separator: ","))]")]
    if let folder = syncFolder {
      // As real Sync records are: the path says nothing, the name does.
      let parent =
        "{\"Id\":\(quoted(folder.id)),\"Name\":\(quoted(folder.path)),\"Path\":\"Not Available\"}"
      members.append(("Item", "{\"Id\":\(quoted(folder.id)),\"ParentFolder\":\(parent)}"))
    } else if let folders {
      let parts = folders.map { folder in
        "{\"FolderItems\":[\(folder.items.map(json).joined(separator: ","))],"
          + "\"Id\":\(quoted(folder.id)),\"Path\":\(quoted(folder.path))}"
      }
      members.append(("Folders", "[\(parts.joined(separator: ","))]"))
    }
    return members
  }

  private var sessionMembers: [(String, String)] {
    var context: [String] = []
    if let session, sessionPlace == .accessContext {
      context.append("\"AADSessionId\":\(quoted(session))")
    }
    if let token { context.append("\"UniqueTokenId\":\(quoted(token))") }
    var members: [(String, String)] = []
    if !context.isEmpty {
      members.append(("AppAccessContext", "{\(context.joined(separator: ","))}"))
    }
    if let session, sessionPlace == .deviceProperties {
      members.append(
        (
          "DeviceProperties",
          "[\(pair("OS", quoted("Windows"))),\(pair("SessionId", quoted(session)))]"
        ))
    }
    if let session, sessionPlace == .topLevel { members.append(("SessionId", quoted(session))) }
    return members
  }

  private func json(_ item: Item) -> String {
    var members: [String] = []
    if let id = item.id { members.append("\"Id\":\(quoted(id))") }
    if let id = item.immutableId { members.append("\"ImmutableId\":\(quoted(id))") }
    if let id = item.internetMessageId { members.append("\"InternetMessageId\":\(quoted(id))") }
    if let size = item.size { members.append("\"SizeInBytes\":\(size)") }
    if let subject = item.subject { members.append("\"Subject\":\(quoted(subject))") }
    return "{\(members.joined(separator: ","))}"
  }

  private func pair(_ name: String, _ value: String) -> String {
    "{\"Name\":\(quoted(name)),\"Value\":\(value)}"
  }
}

/// What exports write where there is no id (R2, R5, R7).
package let fixturePlaceholders = [
  "", "  ", "0", "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}",
  "00000000000000000000000000000000", "{00000000000000000000000000000000}", "Unknown", "UNKNOWN",
  "Not Available", "not available", " Not Available ", "null", "NULL", "<null>", "None", "N/A",
  "n/a", "ErrorDuringIdConversion", "errorduringidconversion",
]

/// `xxxxxxxx-…` with the number at the end; the same for the same number.
package func fixtureGuid(_ number: Int) -> String {
  let digits = String(number, radix: 16)
  let padded = String(repeating: "0", count: 12 - digits.count) + digits
  return "0f1e2d3c-4b5a-4697-8877-\(padded)"
}

/// A JSON string.
package func quoted(_ text: String) -> String {
  var result: [UInt8] = [0x22]
  for byte in text.utf8 {
    switch byte {
    case 0x22, 0x5C: result += [0x5C, byte]
    case 0x0A: result += [0x5C, UInt8(ascii: "n")]
    case 0x0D: result += [0x5C, UInt8(ascii: "r")]
    case 0x09: result += [0x5C, UInt8(ascii: "t")]
    default: result.append(byte)
    }
  }
  return String(decoding: result + [0x22], as: UTF8.self)
}
