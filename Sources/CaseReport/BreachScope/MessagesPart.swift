import CaseModel
import TextFormats

/// The recorded messages, mailbox by mailbox.
struct MessagesPart: ReportPart {
  let messageGroups: [Group]
  let hasMessages: Bool
  let messagesCut: Words?

  struct Group: ReportPart {
    let mailbox: EvidenceText
    let anchor: Markup
    let rows: [MessageRow]
    let messages: Int

    static let names: [ReportName<Self>] = [
      .init("mailbox", .named, \.mailbox), .init("anchor", \.anchor), .init("rows", \.rows),
      .init("messages", \.messages),
    ]
  }

  static let names: [ReportName<Self>] = [
    .init("messageGroups", \.messageGroups), .init("hasMessages", \.hasMessages),
    .init("messagesCut", .named, \.messagesCut),
  ]

  init(_ findings: Findings) {
    var left = BreachScopeReport.longestTable
    var groups: [Group] = []
    for (index, mailbox) in findings.mailboxes.enumerated()
    where !mailbox.recordedMessages.isEmpty && left > 0 {
      let shown = mailbox.recordedMessages.prefix(left)
      left -= shown.count
      groups.append(
        Group(
          mailbox: mailbox.mailbox.name, anchor: Markup(index + 1),
          rows: shown.map { MessageRow($0, findings) },
          messages: mailbox.recordedMessages.count))
    }
    messageGroups = groups
    hasMessages = !groups.isEmpty
    messagesCut = tableCut(
      shown: BreachScopeReport.longestTable - left, of: Int(findings.totals.recordedMessages),
      "findings/messages.csv")
  }
}

struct MessageRow: ReportPart {
  let message, folders: EvidenceText
  let identifiedBy, last: Words?
  let flags, contexts: String
  let first, basis: Words
  let sort: Markup
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("message", .named, \.message), .init("identifiedBy", .named, \.identifiedBy),
    .init("flags", .named, \.flags), .init("folders", .folders, \.folders),
    .init("first", .named, \.first), .init("sort", \.sort), .init("last", .named, \.last),
    .init("basis", .named, \.basis), .init("contexts", .named, \.contexts),
    .init("sources", \.sources),
  ]

  init(_ message: RecordedMessage, _ findings: Findings) {
    let names = message.folders.map(\.name.bytes)
    self.message = message.message
    identifiedBy =
      message.identifiedBy == .internetMessageId
      ? nil : .phrase("messages.identifiedBy", ["name": .string(message.identifiedBy.name)])
    flags = message.flags.joined(separator: ", ")
    folders = EvidenceText(bytes: Array(names.joined(separator: Array(", ".utf8))))
    first = ReportWords.time(message.first)
    sort = Markup(message.first.iso)
    last = message.last == message.first ? nil : ReportWords.time(message.last)
    basis = ReportWords.basis(message.basis)
    contexts = message.contexts.joined(separator: ", ")
    sources = SourcesPart(message.sources, findings)
  }
}
