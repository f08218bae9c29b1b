import CaseModel
import TextFormats

func writeMailbox(_ mailbox: MailboxIdentity, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("guid", mailbox.guid)
    writer.key("organization", mailbox.organization)
    writer.key("upns", mailbox.upns)
  }
}

/// An element of `mailboxes[]`.
func writeMailboxFindings(_ mailbox: MailboxFindings, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("assumedFolders") { $0.array(mailbox.assumedFolders) { write($1, &$0) } }
    writer.key("attachments") { writer in
      writer.array(mailbox.attachments) { writer, attachment in
        writer.object { writer in
          writer.key("firstRecorded", attachment.first)
          writer.key("item", attachment.item)
          writer.key("lastRecorded", attachment.last)
          writer.key("sources", attachment.sources)
        }
      }
    }
    writer.key("counts") { writer in
      writer.object { writer in
        writer.key("assumedFolders", mailbox.assumedFolders.count)
        writer.key("attackerRecords", mailbox.attackerRecords)
        writer.key("bindRecords", mailbox.bindRecords)
        writer.key("contestedMessages", mailbox.contestedMessages)
        writer.key("linkedEarlierRecords", mailbox.linkedEarlierRecords)
        writer.key("linkedRecords", mailbox.linkedRecords)
        writer.key("recordedMessages", mailbox.recordedMessages.count)
        writer.key("syncRecords", mailbox.syncRecords)
        writer.key("unauditedSecondsInWindow", mailbox.unauditedSeconds)
      }
    }
    writer.key("coverage") { writer in
      writer.object { writer in
        writer.key("reasons", mailbox.coverage.reasons.map(\.english))
        writer.key("state", mailbox.coverage.state.rawValue)
      }
    }
    writer.key("firstAccess", mailbox.firstAccess)
    if let inventory = mailbox.inventory { writer.key("inventory") { write(inventory, &$0) } }
    writer.key("lastAccess", mailbox.lastAccess)
    writer.key("mailbox") { writeMailbox(mailbox.mailbox, &$0) }
    writer.key("mailboxAssumed") { writer in
      writer.object { writer in
        writer.key("bases", mailbox.assumedBases)
        writer.key("value", !mailbox.assumedBases.isEmpty)
      }
    }
    writer.key("recordedMessages") { writer in
      writer.array(lines: mailbox.recordedMessages.count) {
        write(mailbox.recordedMessages[$1], &$0)
      }
    }
    writer.key("unauditedPeriods") { $0.array(mailbox.unauditedPeriods) { write($1, &$0) } }
    writer.key("unnamedAccess") { $0.array(mailbox.unnamedAccess) { write($1, &$0) } }
  }
}

private func write(_ message: RecordedMessage, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("basis", message.basis)
    writer.key("contexts", message.contexts)
    writer.key("firstRecorded", message.first)
    writer.key("flags", message.flags)
    writer.key("folders") { writer in
      writer.array(message.folders) { writer, folder in
        writer.object { writer in
          writer.key("folder", folder.name)
          writer.key("folderId", folder.id)
        }
      }
    }
    writer.key("identifiedBy", message.identifiedBy.name)
    writer.key("lastRecorded", message.last)
    writer.key("message", message.message)
    writer.key("records", message.records)
    if let size = message.sizeInBytes { writer.key("sizeInBytes", size) }
    writer.key("sources", message.sources)
    if let subject = message.subject { writer.key("subject", subject) }
  }
}

private func write(_ folder: AssumedFolder, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("basis", folder.basis)
    writer.key("contexts", folder.contexts)
    writer.key("firstRecorded", folder.first)
    writer.key("folder", folder.folder.name)
    writer.key("folderId", folder.folder.id)
    writer.key("lastRecorded", folder.last)
    if let messages = folder.messages { writer.key("messages", messages) }
    writer.key("records", folder.records)
    writer.key("sources", folder.sources)
  }
}

private func write(_ period: UnauditedPeriod, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("appliesTo") { writer in
      writer.object { writer in
        writer.key("accessTypes", period.accessTypes)
        writer.key("accounts", period.accounts)
        writer.key("logonTypes", period.logonTypes.map(Int.init))
      }
    }
    writer.key("cause", period.cause.rawValue)
    writer.key("closes", period.closes.rawValue)
    writer.key("from", period.raw.from)
    writer.key("inWindow") { writer in
      writer.array(period.inWindow) { writer, span in
        writer.object { writer in
          writer.key("from", span.from)
          writer.key("to", span.to)
        }
      }
    }
    if let messages = period.messages { writer.key("messages", messages) }
    writer.key("note", period.note.english)
    writer.key("opens", period.opens.rawValue)
    if let inside = period.recordsInside {
      writer.key("recordsInside") { writer in
        writer.object { writer in
          writer.key("bind", inside.bind)
          writer.key("bindNotThrottled", inside.bindNotThrottled)
          writer.key("sync", inside.sync)
        }
      }
    }
    writer.key("sources", period.sources)
    writer.key("to", period.raw.to)
  }
}

private func write(_ access: UnnamedAccess, _ writer: inout JSONWriter) {
  writer.object { writer in
    if let folder = access.folder {
      writer.key("folder", folder.name)
      writer.key("folderId", folder.id)
    }
    writer.key("items", access.items)
    writer.key("kind", access.kind.rawValue)
    writer.key("rejects", access.rejects)
    writer.key("sources", access.sources)
  }
}
