import CaseModel
import TextFormats

extension BreachScopeReport {
  /// The tiers, the unaudited periods, the folders, and what cannot be named.
  var mailboxTables: [String: MustacheValue] {
    let periods = findings.mailboxes.flatMap { mailbox in
      mailbox.unauditedPeriods.map { row($0, mailbox) }
    }
    let folders = findings.mailboxes.flatMap { mailbox in
      mailbox.assumedFolders.map { row($0, mailbox) }
    }
    let unnamed = findings.mailboxes.flatMap { mailbox in
      mailbox.unnamedAccess.map { row($0, mailbox) }
    }
    let attachments = findings.mailboxes.flatMap { mailbox in
      mailbox.attachments.map { row($0, mailbox) }
    }
    let administration = findings.totals.administration
    return [
      "hasAdministration": .bool(administration > 0),
      "administration": .string(
        "\(ReportWords.grouped(administration)) \(administration == 1 ? "record" : "records")"),
      "hasConfiguration": .bool(!findings.request.configurations.isEmpty),
      "configurations": .string(
        findings.request.configurations.map { evidenceName($0.evidence) }.joined(separator: ", ")),
      "mailboxes": .list(findings.mailboxes.map(tierRow)),
      "unauditedPeriods": .list(periods), "hasUnaudited": .bool(!periods.isEmpty),
      "assumedFolders": .list(folders), "hasFolders": .bool(!folders.isEmpty),
      "unnamed": .list(unnamed), "hasUnnamed": .bool(!unnamed.isEmpty),
      "attachments": .list(attachments), "hasAttachments": .bool(!attachments.isEmpty),
    ]
  }

  private func tierRow(_ mailbox: MailboxFindings) -> MustacheValue {
    let unnamed = mailbox.unnamedAccess.map(\.items).reduce(0, +)
    let folders = mailbox.assumedFolders.count
    let notShown = mailbox.coverage.state == .notShown
    func optional(_ number: Int) -> MustacheValue {
      .string(number > 0 ? ReportWords.grouped(number) : "")
    }
    return .object([
      "name": .text(mailbox.mailbox.name),
      "recorded": .string(ReportWords.grouped(mailbox.recordedMessages.count)),
      "recordedOne": .bool(mailbox.recordedMessages.count == 1),
      "hasAccess": .bool(mailbox.attackerRecords + mailbox.linkedRecords > 0),
      "attackerRecords": optional(mailbox.attackerRecords),
      "both": .bool(mailbox.attackerRecords > 0 && mailbox.linkedRecords > 0),
      "linkedRecords": optional(mailbox.linkedRecords),
      "assumedBySync": .bool(mailbox.assumedBases.contains("sync")),
      "assumedByThrottling": .bool(mailbox.assumedBases.contains("throttled")),
      "foldersOnly": .bool(folders > 0 && !mailbox.assumedBases.contains("sync")),
      "folderCount": .string(ReportWords.grouped(folders)),
      "assumed": .bool(folders > 0 || !mailbox.assumedBases.isEmpty),
      "assumedMessages": .string(
        mailbox.inventory.map { ReportWords.grouped($0.byTier[.assumed] ?? 0) } ?? ""),
      "unaudited": .string(ReportWords.duration(mailbox.unauditedSeconds)),
      "unnamedItems": optional(unnamed),
      "notShown": .bool(notShown),
      "undetermined": .bool(notShown || unnamed > 0 || mailbox.unauditedSeconds > 0),
      "coverage": .string(ReportWords.coverage(mailbox.coverage.state)),
      "coverageReasons": .list(
        mailbox.coverage.reasons.map { .object(["text": .string($0)]) }),
    ])
  }

  /// Whom and what a period hides; empty where it hides everything.
  private func reach(_ period: UnauditedPeriod) -> String {
    let types = period.logonTypes.map { "logon type \($0) (\(LogonType.word($0)))" }
    let accounts = period.accounts.map { "access by \($0.visible)" }
    return (accounts + types + period.accessTypes.map { "\($0) access" }).joined(separator: ", ")
  }

  private func row(_ period: UnauditedPeriod, _ mailbox: MailboxFindings) -> MustacheValue {
    .object([
      "reach": .string(reach(period)),
      "mailbox": .text(mailbox.mailbox.name),
      "cause": .string(ReportWords.cause(period.cause)), "note": .string(period.note),
      "from": .string(ReportWords.time(period.raw.from)),
      "to": .string(ReportWords.time(period.raw.to)),
      "duration": .string(ReportWords.duration(period.inWindow.totalSeconds)),
      "messages": .string(period.messages.map { ReportWords.grouped($0) } ?? "unknown"),
      "sources": .string(ReportWords.sources(period.sources, findings)),
    ])
  }

  private func row(_ folder: AssumedFolder, _ mailbox: MailboxFindings) -> MustacheValue {
    .object([
      "mailbox": .text(mailbox.mailbox.name), "folder": .text(folder.folder.name),
      "first": .string(ReportWords.time(folder.first)),
      "last": .string(ReportWords.time(folder.last)), "records": .count(folder.records),
      "messages": .string(folder.messages.map { ReportWords.grouped($0) } ?? "unknown"),
      "basis": .string(ReportWords.basis(folder.basis)),
      "contexts": .string(folder.contexts.joined(separator: ", ")),
      "sources": .string(ReportWords.sources(folder.sources, findings)),
    ])
  }

  private func row(_ access: UnnamedAccess, _ mailbox: MailboxFindings) -> MustacheValue {
    let rejects = access.rejects.prefix(3).map { index in
      let source = findings.rejected[index].source
      return "\(evidenceName(Int(source.evidence))) row \(source.row)"
    }
    let more = access.rejects.count > 3 ? ["and \(access.rejects.count - 3) more"] : []
    let places =
      access.rejects.isEmpty
      ? ReportWords.sources(access.sources, findings) : (rejects + more).joined(separator: ", ")
    return .object([
      "mailbox": .text(mailbox.mailbox.name), "kind": .string(ReportWords.unnamed(access.kind)),
      "items": .count(access.items),
      "folder": access.folder.map { .text($0.name) } ?? .string("unknown: the whole mailbox"),
      "sources": .string(places),
    ])
  }

  private func row(_ attachment: AccessedAttachment, _ mailbox: MailboxFindings) -> MustacheValue {
    .object([
      "mailbox": .text(mailbox.mailbox.name), "item": .text(attachment.item),
      "first": .string(ReportWords.time(attachment.first)),
      "last": .string(ReportWords.time(attachment.last)),
      "sources": .string(ReportWords.sources(attachment.sources, findings)),
    ])
  }

  /// The recorded messages, mailbox by mailbox.
  var messageTable: [String: MustacheValue] {
    var left = BreachScopeReport.longestTable
    var groups: [MustacheValue] = []
    for mailbox in findings.mailboxes where !mailbox.recordedMessages.isEmpty && left > 0 {
      let shown = mailbox.recordedMessages.prefix(left)
      left -= shown.count
      groups.append(
        .object([
          "mailbox": .text(mailbox.mailbox.name), "messages": .list(shown.map(row)),
          "count": ReportWords.count(mailbox.recordedMessages.count, "message", "messages"),
        ]))
    }
    let shown = BreachScopeReport.longestTable - left
    return [
      "messageGroups": .list(groups), "hasMessages": .bool(!groups.isEmpty),
      "messagesCut": .bool(findings.totals.recordedMessages > shown),
      "messagesShown": .string(ReportWords.grouped(shown)),
    ]
  }

  private func row(_ message: RecordedMessage) -> MustacheValue {
    .object([
      "message": .text(message.message),
      "identifiedBy": .string(
        message.identifiedBy == .internetMessageId ? "" : "by \(message.identifiedBy.name)"),
      "flags": .string(message.flags.joined(separator: ", ")),
      "folders": .text(joined(message.folders.map(\.name))),
      "first": .string(ReportWords.time(message.first)),
      "last": .string(message.last == message.first ? "" : ReportWords.time(message.last)),
      "basis": .string(ReportWords.basis(message.basis)),
      "contexts": .string(message.contexts.joined(separator: ", ")),
      "sources": .string(ReportWords.sources(message.sources, findings)),
    ])
  }

  private func joined(_ texts: [EvidenceText]) -> EvidenceText {
    EvidenceText(bytes: Array(texts.map(\.bytes).joined(separator: Array(", ".utf8))))
  }
}
