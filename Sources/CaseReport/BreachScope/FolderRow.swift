import CaseModel
import TextFormats

struct FolderRow: ReportPart {
  let mailbox, folder: EvidenceText
  let first, last, messages, basis: Words
  let sort: Markup
  let records: Int
  let contexts: String
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("mailbox", .named, \.mailbox), .init("folder", .folders, \.folder),
    .init("first", .named, \.first), .init("sort", \.sort), .init("last", .named, \.last),
    .init("records", \.records), .init("messages", .named, \.messages),
    .init("basis", .named, \.basis), .init("contexts", .named, \.contexts),
    .init("sources", \.sources),
  ]

  init(_ folder: AssumedFolder, _ mailbox: EvidenceText, _ findings: Findings) {
    self.mailbox = mailbox
    self.folder = folder.folder.name
    first = ReportWords.time(folder.first)
    sort = Markup(folder.first.iso)
    last = ReportWords.time(folder.last)
    records = Int(folder.records)
    messages = ReportWords.known(folder.messages)
    basis = ReportWords.basis(folder.basis)
    contexts = folder.contexts.joined(separator: ", ")
    sources = SourcesPart(folder.sources, findings)
  }
}
