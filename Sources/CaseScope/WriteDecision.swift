import CaseModel
import TextFormats

/// What was decided: a text, or an object with one member that says what kind it is.
func writeDecision(_ what: ScopeDecision.What, _ writer: inout JSONWriter) {
  func object(_ kind: StaticString, _ members: (inout JSONWriter) -> Void) {
    writer.key("what") { writer in
      writer.object { writer in writer.key(kind) { $0.object(members) } }
    }
  }
  switch what {
  case .said(let text): writer.key("what", text)
  case .retract(let id): object("retract") { $0.key("id", id) }
  case .leaveOutside(let mailbox, let from, let to):
    object("leaveOutside") { writer in
      writer.key("from", from)
      writer.key("mailbox") { write(mailbox, &$0) }
      writer.key("to", to)
    }
  case .contested(let context, let counts):
    object("contested") { writer in
      writer.key("context") { write(context, &$0) }
      writer.key("counts", counts)
    }
  case .waive(let requirement): object("waive") { $0.key("requirement", requirement.name) }
  case .acceptRejected(let evidence, let rows):
    object("acceptRejected") { writer in
      writer.key("evidence", evidenceName(evidence))
      writer.key("rows", rows)
    }
  }
}

private func write(_ context: ContextSelector, _ writer: inout JSONWriter) {
  writer.object { writer in
    if !context.addresses.isEmpty { writer.key("addresses", context.addresses) }
    if !context.applications.isEmpty { writer.key("applications", context.applications) }
    if !context.client.isEmpty { writer.key("client", context.client) }
    if !context.device.isEmpty { writer.key("device", context.device) }
    if let type = context.logonType { writer.key("logonType", Int(type)) }
    writer.key("mailbox") { write(context.mailbox, &$0) }
    if !context.session.isEmpty { writer.key("session", context.session) }
    if !context.user.isEmpty { writer.key("user", context.user) }
    if let type = context.userType { writer.key("userType", Int(type)) }
  }
}
