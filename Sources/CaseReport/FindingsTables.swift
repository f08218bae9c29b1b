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
  [
    messages(findings), folders(findings), unaudited(findings), contexts(findings),
    rejected(findings),
  ]
}

private func messages(_ findings: Findings) -> FindingsTable {
  let columns = [
    "mailbox", "mailboxGuid", "message", "identifiedBy", "folders", "folderIds", "firstRecorded",
    "lastRecorded", "records", "basis", "contexts", "flags", "sizeInBytes", "subject", "sources",
  ]
  return FindingsTable("messages.csv", columns) { csv in
    for mailbox in findings.mailboxes {
      for message in mailbox.recordedMessages {
        csv.row([
          mailbox.mailbox.name, mailbox.mailbox.guid, message.message,
          EvidenceText(message.identifiedBy.name), joined(message.folders.map(\.name)),
          joined(message.folders.map(\.id)), EvidenceText(message.first.iso),
          EvidenceText(message.last.iso), EvidenceText(String(message.records)),
          EvidenceText(message.basis), EvidenceText(message.contexts.joined(separator: " ")),
          EvidenceText(message.flags.joined(separator: " ")),
          EvidenceText(message.sizeInBytes.map { String($0) } ?? ""), message.subject ?? "",
          sources(message.sources, findings),
        ])
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
            EvidenceText(period.note), sources(period.sources, findings),
          ])
        }
      }
    }
  }
}

private func contexts(_ findings: Findings) -> FindingsTable {
  let columns = [
    "id", "attribution", "contested", "reasons", "mailbox", "mailboxGuid", "user", "userType",
    "addresses", "client", "session", "token", "applications", "logonType", "records", "bind",
    "sync", "first", "last", "hints",
  ]
  return FindingsTable("contexts.csv", columns) { csv in
    for finding in findings.contexts {
      let context = finding.context
      let numbers = [context.userType, context.logonType].map { $0 < 0 ? "" : String($0) }
      csv.row([
        EvidenceText(finding.id), EvidenceText(finding.attribution.kind.rawValue),
        EvidenceText(finding.attribution.contested ? "true" : "false"),
        EvidenceText(finding.attribution.reasons.joined(separator: "; ")), finding.mailbox.name,
        finding.mailbox.guid, context.user, EvidenceText(numbers[0]),
        EvidenceText(context.canonicalAddresses.joined(separator: " ")), context.client,
        context.session, context.token, joined(context.applications), EvidenceText(numbers[1]),
        EvidenceText(String(finding.records)), EvidenceText(String(finding.bind)),
        EvidenceText(String(finding.sync)), EvidenceText(finding.first.iso),
        EvidenceText(finding.last.iso), EvidenceText(finding.hints.joined(separator: "; ")),
      ])
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
private func sources(_ sources: [Int], _ findings: Findings) -> EvidenceText {
  EvidenceText(
    sources.map { index in
      let source = findings.recordSources[index]
      return "\(evidenceName(Int(source.evidence))):\(source.row)"
    }.joined(separator: " "))
}

private func joined(_ texts: [EvidenceText]) -> EvidenceText {
  EvidenceText(bytes: Array(texts.map(\.bytes).joined(separator: Array(" | ".utf8))))
}
