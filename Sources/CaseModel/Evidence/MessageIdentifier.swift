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
