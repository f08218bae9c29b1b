import CaseModel
import TextFormats

/// The tiers, the unaudited periods, the folders, and what cannot be named.
struct MailboxesPart: ReportPart {
  let hasUnaudited, hasFolders, hasUnnamed, hasAttachments, hasContested: Bool
  let mailboxes: ReportTable<TierRow>
  let unauditedPeriods: ReportTable<UnauditedRow>
  let assumedFolders: ReportTable<FolderRow>
  let unnamed: ReportTable<UnnamedRow>
  let attachments: ReportTable<AttachmentRow>

  static let names: [ReportName<Self>] =
    [
      .init("hasUnaudited", \.hasUnaudited), .init("hasFolders", \.hasFolders),
      .init("hasUnnamed", \.hasUnnamed), .init("hasAttachments", \.hasAttachments),
      .init("hasContested", \.hasContested),
    ] + ReportName.table("mailboxes", \.mailboxes)
    + ReportName.table("unauditedPeriods", \.unauditedPeriods)
    + ReportName.table("assumedFolders", \.assumedFolders)
    + ReportName.table("unnamed", \.unnamed) + ReportName.table("attachments", \.attachments)

  init(_ findings: Findings) {
    let all = findings.mailboxes
    func table<Part, Row>(
      _ file: String, _ parts: (MailboxFindings) -> [Part],
      _ row: (Part, EvidenceText, Findings) -> Row
    ) -> ReportTable<Row> {
      let rows = all.flatMap { mailbox in parts(mailbox).map { ($0, mailbox.mailbox.name) } }
      return ReportTable(rows, file: "findings/\(file)") { row($0.0, $0.1, findings) }
    }
    hasUnaudited = all.contains { !$0.unauditedPeriods.isEmpty }
    hasFolders = all.contains { !$0.assumedFolders.isEmpty }
    hasUnnamed = all.contains { !$0.unnamedAccess.isEmpty }
    hasAttachments = all.contains { !$0.attachments.isEmpty }
    let hasContested = all.contains { $0.contestedMessages > 0 }
    self.hasContested = hasContested
    mailboxes = ReportTable(all.indices, file: "findings/findings.json") {
      TierRow(number: $0 + 1, all[$0], hasContested: hasContested)
    }
    unauditedPeriods = table("unaudited.csv", \.unauditedPeriods, UnauditedRow.init)
    assumedFolders = table("folders.csv", \.assumedFolders, FolderRow.init)
    unnamed = table("findings.json", \.unnamedAccess, UnnamedRow.init)
    attachments = table("findings.json", \.attachments, AttachmentRow.init)
  }
}

struct TierRow: ReportPart {
  let name: EvidenceText
  let anchor: Markup
  /// Messages that only linked records name, and of these only before the first match.
  let messages, linkedMessages, earlierMessages: Int
  let bindRecords, syncRecords, folderCount, assumedMessages, unnamedItems: Int
  let assumedBySync, assumedByThrottling, foldersOnly, assumed: Bool
  let assumedKnown, notShown, undetermined: Bool
  /// Of any mailbox.
  let hasContested: Bool
  let contestedMessages: Int
  let unaudited, coverage: Words
  let coverageReasons: [StatementRow]

  static let names: [ReportName<Self>] = [
    .init("name", .named, \.name), .init("messages", \.messages), .init("anchor", \.anchor),
    .init("linkedMessages", \.linkedMessages), .init("earlierMessages", \.earlierMessages),
    .init("bindRecords", \.bindRecords), .init("syncRecords", \.syncRecords),
    .init("assumedBySync", \.assumedBySync),
    .init("assumedByThrottling", \.assumedByThrottling),
    .init("foldersOnly", \.foldersOnly), .init("folderCount", \.folderCount),
    .init("assumed", \.assumed), .init("assumedKnown", \.assumedKnown),
    .init("assumedMessages", \.assumedMessages), .init("unaudited", .named, \.unaudited),
    .init("unnamedItems", \.unnamedItems), .init("notShown", \.notShown),
    .init("undetermined", \.undetermined), .init("coverage", .named, \.coverage),
    .init("coverageReasons", \.coverageReasons), .init("hasContested", \.hasContested),
    .init("contestedMessages", \.contestedMessages),
  ]

  init(number: Int, _ mailbox: MailboxFindings, hasContested: Bool) {
    self.hasContested = hasContested
    contestedMessages = mailbox.contestedMessages
    name = mailbox.mailbox.name
    anchor = Markup(number)
    messages = mailbox.recordedMessages.count
    let bases = mailbox.messagesByBasis
    earlierMessages = bases["linkedEarlier"] ?? 0
    linkedMessages = (bases["linked"] ?? 0) + (bases["linkedEarlier"] ?? 0)
    bindRecords = mailbox.bindRecords
    syncRecords = mailbox.syncRecords
    folderCount = mailbox.assumedFolders.count
    assumedMessages = mailbox.inventory?.byTier[.assumed] ?? 0
    unnamedItems = mailbox.unnamedAccess.map(\.items).reduce(0, +)
    assumedBySync = mailbox.assumedBases.contains("sync")
    assumedByThrottling = mailbox.assumedBases.contains("throttled")
    foldersOnly = folderCount > 0 && !assumedBySync
    assumed = folderCount > 0 || !mailbox.assumedBases.isEmpty
    assumedKnown = mailbox.inventory != nil
    notShown = mailbox.coverage.state == .notShown
    undetermined = notShown || unnamedItems > 0 || mailbox.unauditedSeconds > 0
    unaudited = ReportWords.duration(mailbox.unauditedSeconds)
    coverage = ReportWords.coverage(mailbox.coverage.state)
    coverageReasons = mailbox.coverage.reasons.map { StatementRow(text: .statement($0)) }
  }
}
