import CaseModel
import TextFormats

/// A table of the findings; `write` hands it over part by part.
package struct FindingsTable: Sendable {
  package var name: String
  package var write: @Sendable (_ sink: ([UInt8]) -> Void) -> Void

  fileprivate init(
    _ name: String, _ columns: [String], _ rows: @escaping @Sendable (inout CSVWriter) -> Void
  ) {
    self.name = name
    write = { sink in
      withoutActuallyEscaping(sink) { sink in
        var csv = CSVWriter(header: columns, sink: sink)
        rows(&csv)
        csv.finish()
      }
    }
  }
}

/// The CSV files beside findings.json: viewing copies, guarded against formulas.
package func findingsTables(_ findings: Findings) -> [FindingsTable] {
  let tables = [
    messages(findings), folders(findings), unaudited(findings), contexts(findings),
    rejected(findings), timeline(findings),
  ]
  if findings.request.inventories.isEmpty { return tables }
  let columns = InventoryTable.columns(personal: false, whole: false)
  let inventory = FindingsTable("inventory.csv", columns) { csv in
    InventoryTable.write(findings.inventory, findings, personal: false, whole: false, to: &csv)
  }
  return tables + [inventory]
}

private func messages(_ findings: Findings) -> FindingsTable {
  let columns = [
    "mailbox", "mailboxGuid", "message", "identifiedBy", "folders", "folderIds", "firstRecorded",
    "lastRecorded", "records", "basis", "contexts", "flags", "sizeInBytes", "subject", "sources",
  ]
  return FindingsTable("messages.csv", columns) { csv in
    for mailbox in findings.mailboxes {
      mailbox.recordedMessages.forEach { message in
        csv.field(mailbox.mailbox.name)
        csv.field(mailbox.mailbox.guid)
        csv.field(message.message)
        csv.field(word: message.identifiedBy.name)
        csv.field(joined(message.folders.map(\.name)))
        csv.field(joined(message.folders.map(\.id)))
        csv.field(message.first)
        csv.field(message.last)
        csv.field(message.records)
        csv.field(word: message.basis)
        csv.field(words: message.contexts)
        csv.field(words: message.flags)
        if let size = message.sizeInBytes { csv.field(size) } else { csv.field(word: "") }
        csv.field(message.subject ?? "")
        csv.field(sources: message.sources.map(findings.source))
        csv.endRow()
      }
    }
  }
}

private func folders(_ findings: Findings) -> FindingsTable {
  let columns = [
    "mailbox", "mailboxGuid", "folder", "folderId", "firstRecorded", "lastRecorded", "records",
    "basis", "contexts", "sources",
  ]
  return FindingsTable("folders.csv", columns) { csv in
    for mailbox in findings.mailboxes {
      for folder in mailbox.assumedFolders {
        csv.row([
          mailbox.mailbox.name, mailbox.mailbox.guid, folder.folder.name, folder.folder.id,
          EvidenceText(folder.first.iso), EvidenceText(folder.last.iso),
          EvidenceText(String(folder.records)), EvidenceText(folder.basis),
          EvidenceText(folder.contexts.joined(separator: " ")), sources(folder.sources, findings),
        ])
      }
    }
  }
}

private func unaudited(_ findings: Findings) -> FindingsTable {
  let columns = [
    "mailbox", "mailboxGuid", "cause", "from", "to", "inWindowFrom", "inWindowTo",
    "inWindowSeconds", "accessTypes", "opens", "closes", "note", "sources",
  ]
  return FindingsTable("unaudited.csv", columns) { csv in
    for mailbox in findings.mailboxes {
      for period in mailbox.unauditedPeriods {
        for span in period.inWindow {
          csv.row([
            mailbox.mailbox.name, mailbox.mailbox.guid, EvidenceText(period.cause.rawValue),
            EvidenceText(period.raw.from.iso), EvidenceText(period.raw.to.iso),
            EvidenceText(span.from.iso), EvidenceText(span.to.iso),
            EvidenceText(String(span.seconds)),
            EvidenceText(period.accessTypes.joined(separator: " ")),
            EvidenceText(period.opens.rawValue), EvidenceText(period.closes.rawValue),
            EvidenceText(period.note.english), sources(period.sources, findings),
          ])
        }
      }
    }
  }
}

private func timeline(_ findings: Findings) -> FindingsTable {
  let columns = [
    "mailbox", "mailboxGuid", "hour", "recorded", "assumed", "otherAccess", "unauditedSeconds",
  ]
  return FindingsTable("timeline.csv", columns) { csv in
    for mailbox in findings.mailboxes {
      for hour in mailbox.timeline {
        csv.field(mailbox.mailbox.name)
        csv.field(mailbox.mailbox.guid)
        csv.field(hour.hour)
        csv.field(hour.recorded)
        csv.field(hour.assumed)
        csv.field(hour.otherAccess)
        csv.field(hour.unauditedSeconds)
        csv.endRow()
      }
    }
  }
}

private func contexts(_ findings: Findings) -> FindingsTable {
  let columns = [
    "id", "attribution", "contested", "reasons", "mailbox", "mailboxGuid", "user", "userType",
    "addresses", "client", "session", "token", "applications", "logonType", "records", "bind",
    "sync", "first", "last", "hints", "device", "against",
  ]
  return FindingsTable("contexts.csv", columns) { csv in
    findings.contexts.forEach { finding in
      let context = finding.context
      csv.field(word: finding.id)
      csv.field(word: finding.attribution.kind.name)
      csv.field(word: finding.attribution.contested ? "true" : "false")
      csv.field(finding.attribution.reasons.joinedBySemicolon.english)
      csv.field(finding.mailbox.name)
      csv.field(finding.mailbox.guid)
      csv.field(context.user)
      if context.userType < 0 { csv.field(word: "") } else { csv.field(Int(context.userType)) }
      csv.field(words: context.canonicalAddresses)
      csv.field(context.client)
      csv.field(context.session)
      csv.field(context.token)
      csv.field(joined(context.applications))
      if context.logonType < 0 { csv.field(word: "") } else { csv.field(Int(context.logonType)) }
      csv.field(finding.records)
      csv.field(finding.bind)
      csv.field(finding.sync)
      csv.field(finding.first)
      csv.field(finding.last)
      csv.field(finding.hints.joinedBySemicolon.english)
      csv.field(context.device)
      csv.field(finding.against.joinedBySemicolon.english)
      csv.endRow()
    }
  }
}

private func rejected(_ findings: Findings) -> FindingsTable {
  let columns = [
    "evidence", "row", "offset", "length", "reason", "detail", "operation", "salvaged",
  ]
  return FindingsTable("rejected.csv", columns) { csv in
    for reject in findings.rejected {
      csv.row([
        EvidenceText(evidenceName(Int(reject.source.evidence))),
        EvidenceText(String(reject.source.row)), EvidenceText(String(reject.source.offset)),
        EvidenceText(String(reject.source.length)), EvidenceText(reject.reason.rawValue),
        EvidenceText(reject.detail), reject.operation ?? "", joined(reject.salvaged),
      ])
    }
  }
}

/// Every source: `E001:7`, by evidence and row.
private func sources(_ sources: [CitedIndex], _ findings: Findings) -> EvidenceText {
  EvidenceText(
    sources.map { cited in
      let source = findings.source(cited)
      return "\(evidenceName(Int(source.evidence))):\(source.row)"
    }.joined(separator: " "))
}

private func joined(_ texts: [EvidenceText]) -> EvidenceText {
  if texts.count == 1 { return texts[0] }
  return EvidenceText(bytes: Array(texts.map(\.bytes).joined(separator: Array(" | ".utf8))))
}
