import CaseModel
import TextFormats

/// An element of `acts[]`.
func writeAct(_ act: Act, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("addresses", act.addresses)
    writer.key("applications", act.applications)
    writer.key("clients", act.clients)
    writer.key("details", act.details)
    writer.key("first", act.first)
    writer.key("group", act.group.rawValue)
    writer.key("inScope", act.isInScope)
    writer.key("last", act.last)
    if let mailbox = act.mailbox { writer.key("mailbox") { writeMailbox(mailbox, &$0) } }
    writer.key("operation", act.operation)
    writer.key("read", act.isRead)
    writer.key("records", act.records)
    writer.key("sessions", act.sessions)
    writer.key("sources", act.sources)
    writer.key("workload", act.workload)
  }
}

/// An element of `unread[]`.
func writeUnread(_ unread: UnreadMember, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("consequence", unread.consequence.rawValue)
    writer.key("member", unread.member)
    writer.key("operation", unread.operation)
    writer.key("records", unread.records)
    writer.key("sources", unread.sources)
  }
}
