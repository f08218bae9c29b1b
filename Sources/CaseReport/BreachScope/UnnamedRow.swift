import CaseModel
import TextFormats

struct UnnamedRow: ReportPart {
  let mailbox: EvidenceText
  let kind, folder: Words
  let items: Int
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("mailbox", .named, \.mailbox), .init("kind", .named, \.kind),
    .init("items", \.items), .init("folder", .folders, \.folder), .init("sources", \.sources),
  ]

  init(_ access: UnnamedAccess, _ mailbox: EvidenceText, _ findings: Findings) {
    let rejects = access.rejects.map { findings.rejected[$0.int].source }
    self.mailbox = mailbox
    kind = ReportWords.unnamed(access.kind)
    items = access.items
    folder = access.folder.map { .text($0.name) } ?? .phrase("unnamed.anyFolder")
    sources = rejects.isEmpty ? SourcesPart(access.sources, findings) : SourcesPart(rejects)
  }
}

struct AttachmentRow: ReportPart {
  let mailbox, item: EvidenceText
  let first, last: Words
  let sort: Markup
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("mailbox", .named, \.mailbox), .init("item", .named, \.item),
    .init("first", .named, \.first), .init("sort", \.sort), .init("last", .named, \.last),
    .init("sources", \.sources),
  ]

  init(_ attachment: AccessedAttachment, _ mailbox: EvidenceText, _ findings: Findings) {
    self.mailbox = mailbox
    item = attachment.item
    first = ReportWords.time(attachment.first)
    sort = Markup(attachment.first.iso)
    last = ReportWords.time(attachment.last)
    sources = SourcesPart(attachment.sources, findings)
  }
}
