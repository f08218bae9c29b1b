import CaseModel
import TextFormats

/// The messages of inventories as JSON (schema `casefile/inventory/1`), in parts as they are made.
package func writeInventory(
  _ messages: some Sequence<InventoryMessage>, _ findings: Findings, personal: Bool,
  into sink: @escaping ([UInt8]) -> Void
) {
  var writer = JSONWriter(sink: sink)
  writer.object { writer in
    writer.key("messages") { writer in
      writer.array(messages) { writer, message in
        writer.object { write(message, findings, personal: personal, &$0) }
      }
    }
    writer.key("schema", "casefile/inventory/1")
  }
  _ = writer.finish()
}

private func write(
  _ message: InventoryMessage, _ findings: Findings, personal: Bool, _ writer: inout JSONWriter
) {
  func places(_ sources: [SourcePosition], _ writer: inout JSONWriter) {
    writer.array(sources) { writer, source in
      writer.object { writer in
        writer.key("evidence", evidenceName(Int(source.evidence)))
        writer.key("row", source.row)
      }
    }
  }
  let mailbox = findings.mailboxes[message.mailbox].mailbox
  writer.key("delivered") { writer in
    if let time = message.delivered {
      writer.string(EvidenceText(time.iso))
    } else {
      writer.null()
    }
  }
  writer.key("folders", message.folders)
  writer.key("forwarded", message.isForwarded)
  writer.key("identifiedBy", message.identifiedBy.name)
  writer.key("listedAt") { places(message.listedAt, &$0) }
  writer.key("mailbox", mailbox.name)
  writer.key("mailboxGuid", mailbox.guid)
  writer.key("message", message.message)
  writer.key("placed", message.isPlaced)
  writer.key("reasons", message.reasons)
  if personal { writer.key("sender", message.sender) }
  writer.key("sources") { places(message.sources, &$0) }
  if personal { writer.key("subject", message.subject) }
  writer.key("tier", message.tier.rawValue)
}

/// An element of `inventories[]` of findings.json.
func write(_ inventory: MessageInventory, elsewhere: Int, _ writer: inout JSONWriter) {
  func flag(_ key: StaticString, _ value: Bool?, _ writer: inout JSONWriter) {
    writer.key(key) { writer in
      if let value { writer.bool(value) } else { writer.null() }
    }
  }
  writer.object { writer in
    flag("archive", inventory.reach.archive, &writer)
    writer.key("collectedAt", inventory.collectedAt)
    writer.key("elsewhere", elsewhere)
    writer.key("evidence", evidenceName(inventory.evidence))
    writer.key("exceptions") { writer in
      writer.array(inventory.exceptions) { writer, exception in
        writer.object { writer in
          writer.key("row", exception.row)
          writer.key("what", exception.what)
        }
      }
    }
    writer.key("format", inventory.format)
    flag("recoverableItems", inventory.reach.recoverableItems, &writer)
    writer.key("rows", inventory.rows.count)
    writer.key("sha256", inventory.sha256)
    writer.key("source") { writer in
      if let source = inventory.source {
        writer.string(EvidenceText(source))
      } else {
        writer.null()
      }
    }
  }
}

/// `inventory` of a mailbox of findings.json.
func write(_ counts: InventoryFindings, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("afterEnd", counts.afterEnd)
    writer.key("byTier") { writer in
      writer.object { writer in
        writer.key("assumed", counts.byTier[.assumed] ?? 0)
        writer.key("notSeen", counts.byTier[.notSeen] ?? 0)
        writer.key("otherAccess", counts.byTier[.otherAccess] ?? 0)
        writer.key("recorded", counts.byTier[.recorded] ?? 0)
        writer.key("undetermined", counts.byTier[.undetermined] ?? 0)
      }
    }
    writer.key("evidence", counts.evidence.map { evidenceName($0) })
    writer.key("forwarded", counts.forwarded)
    writer.key("messages", counts.messages)
    writer.key("recordedNotListed", counts.recordedNotListed)
    writer.key("removed", counts.removed)
    writer.key("unplaced", counts.unplaced)
  }
}
