import CaseModel
import TextFormats

extension BreachScopeReport {
  /// The tiers, the unaudited periods, the folders, and what cannot be named.
  var mailboxTables: [String: MustacheValue] {
    func table<Part>(
      _ name: String, _ file: String, _ parts: (MailboxFindings) -> [Part],
      _ row: (Part, MailboxFindings) -> MustacheValue
    ) -> [String: MustacheValue] {
      let all = findings.mailboxes.flatMap { mailbox in parts(mailbox).map { ($0, mailbox) } }
      return ReportTable(all, file: "findings/\(file)") { row($0.0, $0.1) }.value(name)
    }
    let tables = [
      table("unauditedPeriods", "unaudited.csv", \.unauditedPeriods) { row($0, $1) },
      table("assumedFolders", "folders.csv", \.assumedFolders) { row($0, $1) },
      table("unnamed", "findings.json", \.unnamedAccess) { row($0, $1) },
      table("attachments", "findings.json", \.attachments) { row($0, $1) },
      ReportTable(findings.mailboxes.indices, file: "findings/findings.json", tierRow)
        .value("mailboxes"),
    ]
    let has: [String: MustacheValue] = [
      "hasUnaudited": .bool(findings.mailboxes.contains { !$0.unauditedPeriods.isEmpty }),
      "hasFolders": .bool(findings.mailboxes.contains { !$0.assumedFolders.isEmpty }),
      "hasUnnamed": .bool(findings.mailboxes.contains { !$0.unnamedAccess.isEmpty }),
      "hasAttachments": .bool(findings.mailboxes.contains { !$0.attachments.isEmpty }),
      "administration": .number(findings.totals.administration),
      "configurations": .joined(
        findings.request.configurations.map { .string(evidenceName($0.evidence)) }),
    ]
    return tables.reduce(has) { $0.merging($1) { $1 } }
  }

  private func tierRow(_ index: Int) -> MustacheValue {
    let mailbox = findings.mailboxes[index]
    let unnamed = mailbox.unnamedAccess.map(\.items).reduce(0, +)
    let folders = mailbox.assumedFolders.count
    let notShown = mailbox.coverage.state == .notShown
    return .object([
      "name": .text(mailbox.mailbox.name),
      "messages": .number(mailbox.recordedMessages.count), "anchor": .markup("\(index + 1)"),
      "hasAccess": .bool(mailbox.attackerRecords + mailbox.linkedRecords > 0),
      "attackerRecords": .number(mailbox.attackerRecords),
      "both": .bool(mailbox.attackerRecords > 0 && mailbox.linkedRecords > 0),
      "linkedRecords": .number(mailbox.linkedRecords),
      "assumedBySync": .bool(mailbox.assumedBases.contains("sync")),
      "assumedByThrottling": .bool(mailbox.assumedBases.contains("throttled")),
      "foldersOnly": .bool(folders > 0 && !mailbox.assumedBases.contains("sync")),
      "folderCount": .number(folders),
      "assumed": .bool(folders > 0 || !mailbox.assumedBases.isEmpty),
      "assumedKnown": .bool(mailbox.inventory != nil),
      "assumedMessages": .number(mailbox.inventory?.byTier[.assumed] ?? 0),
      "unaudited": ReportWords.duration(mailbox.unauditedSeconds),
      "unnamedItems": .number(unnamed),
      "notShown": .bool(notShown),
      "undetermined": .bool(notShown || unnamed > 0 || mailbox.unauditedSeconds > 0),
      "coverage": ReportWords.coverage(mailbox.coverage.state),
      "coverageReasons": .list(
        mailbox.coverage.reasons.map { .object(["text": .statement($0)]) }),
    ])
  }

  /// Whom and what a period hides; empty where it hides everything.
  private func reach(_ period: UnauditedPeriod) -> MustacheValue {
    let accounts = period.accounts.map {
      MustacheValue.phrase("unaudited.account", ["account": .text($0)])
    }
    let types = period.logonTypes.map { type in
      MustacheValue.phrase(
        "unaudited.logonType",
        ["number": .string("\(type)"), "name": .string(LogonType.word(type))])
    }
    let accesses = period.accessTypes.map {
      MustacheValue.phrase("unaudited.accessType", ["name": .string($0)])
    }
    return .joined(accounts + types + accesses)
  }

  /// A number of messages, where an inventory tells it.
  private func messages(_ number: Int?) -> MustacheValue {
    number.map { .number($0) } ?? .phrase("word.unknown")
  }

  private func row(_ period: UnauditedPeriod, _ mailbox: MailboxFindings) -> MustacheValue {
    .object([
      "reach": reach(period),
      "mailbox": .text(mailbox.mailbox.name),
      "cause": ReportWords.cause(period.cause), "note": .statement(period.note),
      "from": ReportWords.time(period.raw.from), "sort": .markup(period.raw.from.iso),
      "to": ReportWords.time(period.raw.to),
      "duration": ReportWords.duration(period.inWindow.totalSeconds),
      "messages": messages(period.messages),
      "sources": ReportWords.sources(period.sources, findings),
    ])
  }

  private func row(_ folder: AssumedFolder, _ mailbox: MailboxFindings) -> MustacheValue {
    .object([
      "mailbox": .text(mailbox.mailbox.name), "folder": .text(folder.folder.name),
      "first": ReportWords.time(folder.first), "sort": .markup(folder.first.iso),
      "last": ReportWords.time(folder.last), "records": .number(folder.records),
      "messages": messages(folder.messages),
      "basis": ReportWords.basis(folder.basis),
      "contexts": .string(folder.contexts.joined(separator: ", ")),
      "sources": ReportWords.sources(folder.sources, findings),
    ])
  }

  private func row(_ access: UnnamedAccess, _ mailbox: MailboxFindings) -> MustacheValue {
    let rejects = access.rejects.map { findings.rejected[$0.int].source }
    return .object([
      "mailbox": .text(mailbox.mailbox.name), "kind": ReportWords.unnamed(access.kind),
      "items": .number(access.items),
      "folder": access.folder.map { .text($0.name) } ?? .phrase("unnamed.anyFolder"),
      "sources": rejects.isEmpty
        ? ReportWords.sources(access.sources, findings) : ReportWords.places(rejects),
    ])
  }

  private func row(_ attachment: AccessedAttachment, _ mailbox: MailboxFindings) -> MustacheValue {
    .object([
      "mailbox": .text(mailbox.mailbox.name), "item": .text(attachment.item),
      "first": ReportWords.time(attachment.first),
      "last": ReportWords.time(attachment.last),
      "sources": ReportWords.sources(attachment.sources, findings),
    ])
  }

  /// The recorded messages, mailbox by mailbox.
  var messageTable: [String: MustacheValue] {
    var left = BreachScopeReport.longestTable
    var groups: [MustacheValue] = []
    for (index, mailbox) in findings.mailboxes.enumerated()
    where !mailbox.recordedMessages.isEmpty && left > 0 {
      let shown = mailbox.recordedMessages.prefix(left)
      left -= shown.count
      groups.append(
        .object([
          "mailbox": .text(mailbox.mailbox.name), "anchor": .markup("\(index + 1)"),
          "rows": .list(shown.map(row)),
          "messages": .number(mailbox.recordedMessages.count),
        ]))
    }
    let shown = BreachScopeReport.longestTable - left
    return [
      "messageGroups": .list(groups), "hasMessages": .bool(!groups.isEmpty),
      "messagesCut": ReportTable.cut(
        shown: shown, of: findings.totals.recordedMessages, "findings/messages.csv"),
    ]
  }

  private func row(_ message: RecordedMessage) -> MustacheValue {
    .object([
      "message": .text(message.message),
      "identifiedBy": message.identifiedBy == .internetMessageId
        ? .string("")
        : .phrase("messages.identifiedBy", ["name": .string(message.identifiedBy.name)]),
      "flags": .string(message.flags.joined(separator: ", ")),
      "folders": .text(joined(message.folders.map(\.name))),
      "first": ReportWords.time(message.first), "sort": .markup(message.first.iso),
      "last": message.last == message.first ? .string("") : ReportWords.time(message.last),
      "basis": ReportWords.basis(message.basis),
      "contexts": .string(message.contexts.joined(separator: ", ")),
      "sources": ReportWords.sources(message.sources, findings),
    ])
  }

  private func joined(_ texts: [EvidenceText]) -> EvidenceText {
    EvidenceText(bytes: Array(texts.map(\.bytes).joined(separator: Array(", ".utf8))))
  }
}
