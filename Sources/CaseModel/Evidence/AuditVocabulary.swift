/// The operation and enumeration names of Microsoft's audit schema that casefile acts on.
package enum AuditOperation {
  package static let mailItemsAccessed: EvidenceText = "MailItemsAccessed"
  package static let attachmentAccess: EvidenceText = "AttachmentAccess"
  private static let signIns: Set<EvidenceText> = ["userloggedin", "userloginfailed"]

  package static func isSignIn(_ operation: EvidenceText) -> Bool {
    signIns.contains(operation.folded)
  }
}

/// `MailAccessType` in `OperationProperties`, as stated by the record (R1).
package enum MailAccessType: UInt8, Sendable {
  case notStated = 0
  case bind = 1
  case sync = 2
  /// A value that is neither `Bind` nor `Sync`.
  case unknown = 3
}

/// `IsThrottled` in `OperationProperties`: three states (R11).
package enum ThrottledState: UInt8, Sendable {
  case notStated = 0
  case no = 1
  case yes = 2
}

/// `LogonType` of the Exchange mailbox schema.
package enum LogonType {
  package static let owner: Int16 = 0
  package static let admin: Int16 = 1
  package static let delegate: Int16 = 2
  package static let transport: Int16 = 3
  package static let systemService: Int16 = 4

  package static let names: [(name: String, number: Int16)] = [
    ("owner", 0), ("admin", 1), ("delegated", 2), ("delegate", 2), ("transport", 3),
    ("systemservice", 4), ("bestaccess", 5), ("delegatedadmin", 6),
  ]

  package static func word(_ number: Int16) -> String {
    names.first { $0.number == number }?.name ?? "type \(number)"
  }
}

/// `UserType` of the common schema.
package enum UserType {
  package static let system: Int16 = 4

  package static let names: [(name: String, number: Int16)] = [
    ("regular", 0), ("reserved", 1), ("admin", 2), ("dcadmin", 3), ("system", 4),
    ("application", 5), ("serviceprincipal", 6), ("custompolicy", 7), ("systempolicy", 8),
    ("partnertechnician", 9), ("guest", 10),
  ]

  package static func word(_ number: Int16) -> String {
    names.first { $0.number == number }?.name ?? "type \(number)"
  }
}

/// How a message was identified (R5).
package enum MessageIdentifier: UInt8, Sendable {
  case none = 0
  case internetMessageId = 1
  case immutableId = 2
  case id = 3

  package var name: String {
    switch self {
    case .none: "none"
    case .internetMessageId: "internetMessageId"
    case .immutableId: "immutableId"
    case .id: "id"
    }
  }
}
