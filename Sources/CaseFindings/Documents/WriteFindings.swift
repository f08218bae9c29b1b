import CaseModel
import TextFormats

package let findingsSchema = "casefile/findings/1"

/// findings.json (design section 6): UTF-8, sorted keys, a line feed at the end.
package func writeFindings(_ findings: Findings) -> [UInt8] {
  var bytes: [UInt8] = []
  writeFindings(findings) { bytes.append(contentsOf: $0) }
  return bytes
}

/// The same, part by part as it is made.
package func writeFindings(_ findings: Findings, into sink: ([UInt8]) -> Void) {
  withoutActuallyEscaping(sink) { sink in
    var writer = JSONWriter(sink: sink)
    write(findings, &writer)
    _ = writer.finish()
  }
}

private func write(_ findings: Findings, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("acts") { writer in writer.array(findings.acts) { writeAct($1, &$0) } }
    writer.key("anomalies") { writer in
      writer.array(findings.anomalies) { write($1, &$0) }
    }
    writer.key("applications") { writer in
      writer.array(findings.applications) { writeApplication($1, &$0) }
    }
    writer.key("attribution") { $0.object { write(findings.attribution, &$0) } }
    writer.key("auditConfigurations") { writer in
      writer.array(findings.request.configurations) { write($1, &$0) }
    }
    writer.key("case") { $0.object { writeCase(findings.request, &$0) } }
    writer.key("completeness") { writeCompleteness(findings.completeness, findings.request, &$0) }
    writer.key("contexts") { writer in
      writer.array(lines: findings.contexts.count) {
        writeContext(findings.contexts[$1], nil, &$0)
      }
    }
    writer.key("inputs") { writeInputs(findings.request, &$0) }
    writer.key("inventories") { writer in
      writer.array(findings.request.inventories.indices) { writer, index in
        let elsewhere = findings.inventoryElsewhere
        write(
          findings.request.inventories[index],
          elsewhere: index < elsewhere.count ? elsewhere[index] : 0, &writer)
      }
    }
    writer.key("issue") { $0.object { write(findings.request.issue, &$0) } }
    writer.key("mailboxes") { $0.array(findings.mailboxes) { writeMailboxFindings($1, &$0) } }
    writer.key("otherAcquisition") { writer in
      writer.array(lines: findings.otherAcquisition.count) {
        write(findings.otherAcquisition[$1], &$0)
      }
    }
    writer.key("otherAcquisitionNotHeld", findings.acquisitionNotHeld.map(\.rawValue))
    writer.key("outsideScope") { writer in
      writer.array(findings.outsideScope) { write($1, &$0) }
    }
    writer.key("overlaps") { writer in
      writer.array(findings.overlaps) { writeOverlap($1, &$0) }
    }
    writer.key("readings") { $0.object { write(findings.request.scope.readings, &$0) } }
    writer.key("records") { writer in
      writer.array(lines: findings.records.count) { write(findings.records[$1], &$0) }
    }
    writer.key("rejected") { writer in
      writer.array(lines: findings.rejected.count) { writeReject(findings.rejected[$1], &$0) }
    }
    writer.key("schema", findingsSchema)
    writer.key("tool") { write(findings.request.tool, &$0) }
    writer.key("totals") { $0.object { write(findings.totals, &$0) } }
    writer.key("unread") { writer in writer.array(findings.unread) { writeUnread($1, &$0) } }
    writer.key("windows") { writer in
      writer.array(findings.request.scope.windows) { write($1, &$0) }
    }
  }
}

private func writeCase(_ request: FindingsRequest, _ writer: inout JSONWriter) {
  writer.key("number", request.caseNumber)
  writer.key("title", request.caseTitle)
}

private func writeInputs(_ request: FindingsRequest, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("caseSha256", request.caseSHA256)
    writer.key("registerSha256", request.registerSHA256)
    writer.key("scopeSha256", request.scopeSHA256)
  }
}

private func write(_ anomaly: Anomaly, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("code", anomaly.code)
    writer.key("sources", anomaly.sources)
    writer.key("text", anomaly.text.english)
  }
}

private func write(_ outside: OutsideScope, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("from", outside.from)
    writer.key("indicators", outside.indicators)
    writer.key("mailbox") { writeMailbox(outside.mailbox, &$0) }
    writer.key("records", outside.records)
    writer.key("sources", outside.sources)
    writer.key("to", outside.to)
  }
}

private func write(_ record: CitedRecord, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("context") { writer in
      if let context = record.context {
        writer.string(EvidenceText(context))
      } else {
        writer.null()
      }
    }
    writer.key("evidence", evidenceName(Int(record.source.evidence)))
    writer.key("length", record.source.length)
    writer.key("offset", record.source.offset)
    writer.key("record", record.record)
    writer.key("row", record.source.row)
  }
}

private func write(_ tool: ToolIdentity, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("name", tool.name)
    writer.key("rules", tool.rules)
    writer.key("version", tool.version)
  }
}

private func write(_ window: ScopeWindow, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("from", window.span.from)
    writer.key("mailboxes") { writer in
      writer.array(window.mailboxes) { writer, selector in
        writer.object { writer in
          switch selector {
          case .upn(let upn): writer.key("upn", upn)
          case .guid(let guid): writer.key("guid", guid)
          }
        }
      }
    }
    writer.key("to", window.span.to)
  }
}

private func write(_ counts: AttributionCounts, _ writer: inout JSONWriter) {
  writer.key("assumption", counts[.assumption])
  writer.key("attacker", counts[.attacker])
  writer.key("contested", counts.contested)
  writer.key("contestedDecided", counts.contestedDecided)
  writer.key("knownGood", counts[.knownGood])
  writer.key("linked", counts[.linked])
  writer.key("linkedEarlier", counts[.linkedEarlier])
  writer.key("notLinkable", counts.notLinkable)
  writer.key("otherMailbox", counts.otherMailbox)
  writer.key("outsideWindow", counts.outsideWindow)
  writer.key("service", counts[.service])
  writer.key("unattributed", counts[.unattributed])
}

private func write(_ readings: Readings, _ writer: inout JSONWriter) {
  writer.key("assumption", readings.assumption.rawValue)
  writer.key("linkEarlier", readings.linkEarlier)
  writer.key("linkSessions", readings.linkSessions)
  writer.key("sync", readings.sync.rawValue)
  writer.key("throttle", readings.throttle.rawValue)
}

private func write(_ totals: FindingsTotals, _ writer: inout JSONWriter) {
  writer.key("accessTypeUnknown", totals.accessTypeUnknown)
  writer.key("administration", totals.administration)
  writer.key("assumedFolders", totals.assumedFolders)
  writer.key("bind", totals.bind)
  writer.key("conflicts", totals.conflicts)
  writer.key("distinctMessageIds", totals.distinctMessageIds)
  writer.key("duplicates", totals.duplicates)
  writer.key("mailAccess", totals.mailAccess)
  writer.key("recordedMessages", totals.recordedMessages)
  writer.key("records", totals.records)
  writer.key("rejected", totals.rejected)
  writer.key("rows", totals.rows)
  writer.key("sync", totals.sync)
  writer.key("throttled", totals.throttled)
  writer.key("throttledNotStated", totals.throttledNotStated)
  writer.key("uniqueMailAccess", totals.uniqueMailAccess)
  writer.key("uniqueRecords", totals.uniqueRecords)
}

private func write(_ other: OtherAcquisition, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("attribution", other.attribution.name)
    writer.key("details", other.details)
    writer.key("first", other.first)
    writer.key("kind", other.kind.rawValue)
    writer.key("last", other.last)
    writer.key("mailbox", other.mailbox?.name ?? "")
    writer.key("operation", other.operation)
    writer.key("records", other.records)
    writer.key("sources", other.sources)
    writer.key("target", other.target)
    writer.key("user", other.user)
  }
}

private func write(_ issue: FindingsIssue, _ writer: inout JSONWriter) {
  writer.key("number", issue.number)
  writer.key("supersedes") { writer in
    if issue.supersedes.isEmpty { return writer.null() }
    writer.object { writer in
      writer.key("number", issue.number - 1)
      writer.key("sha256", issue.supersedes)
    }
  }
}

private func write(_ configuration: AuditConfiguration, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("bypasses", configuration.bypasses.count)
    writer.key("collectedAt", configuration.collectedAt)
    writer.key("evidence", evidenceName(configuration.evidence))
    writer.key("licences", configuration.licences.count)
    writer.key("mailboxes", configuration.mailboxes.count)
    writer.key("organizations", configuration.organizations.count)
    writer.key("sha256", configuration.sha256)
  }
}
