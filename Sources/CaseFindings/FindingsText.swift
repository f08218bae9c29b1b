import CaseModel

/// Turns the numbers of one mailbox into readable values, sorted as findings.json wants them.
struct FindingsText {
  let evidence: ResolvedEvidence
  let facts: ItemFacts
  let contexts: ContextTable
  let place: Int

  func messages(_ access: AttackerAccess) -> [RecordedMessage] {
    access.messages.map { key, seen in
      var message = RecordedMessage(
        message: evidence.texts[key.message], identifiedBy: key.identifiedBy, first: seen.first,
        basis: seen.kind.basis)
      message.last = seen.last
      message.records = seen.records
      message.folders = seen.folders.map { facts.folder($0, mailbox: place) }
        .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
      message.contexts = contexts.names(seen.contexts)
      if seen.subject != 0 { message.subject = evidence.texts[seen.subject] }
      if seen.sizeInBytes >= 0 { message.sizeInBytes = seen.sizeInBytes }
      if facts.isReused(key, mailbox: place) { message.flags.append("idReused") }
      if !message.message.isValidUTF8 { message.flags.append("invalidText") }
      message.sources = seen.sources
      return message
    }.sorted {
      ($0.first, $0.message, $0.identifiedBy.rawValue)
        < ($1.first, $1.message, $1.identifiedBy.rawValue)
    }
  }

  func folders(_ access: AttackerAccess) -> [AssumedFolder] {
    access.folders.map { key, seen in
      var folder = AssumedFolder(
        folder: facts.folder(key, mailbox: place), first: seen.first, basis: seen.kind.basis)
      folder.last = seen.last
      folder.records = seen.records
      folder.contexts = contexts.names(seen.contexts)
      folder.sources = seen.sources
      return folder
    }.sorted {
      ($0.first, $0.folder.id, $0.folder.name) < ($1.first, $1.folder.id, $1.folder.name)
    }
  }

  func attachments(_ access: AttackerAccess) -> [AccessedAttachment] {
    access.attachments.map { item, seen in
      AccessedAttachment(
        item: evidence.texts[item], first: seen.first, last: seen.last, sources: seen.sources)
    }.sorted { ($0.first, $0.item) < ($1.first, $1.item) }
  }

  func unnamed(_ access: AttackerAccess) -> [UnnamedAccess] {
    access.unnamed.map { key, entry in
      UnnamedAccess(
        kind: key.kind, items: entry.items,
        folder: key.folder.map { facts.folder($0, mailbox: place) },
        sources: entry.sources, rejects: [])
    }.sorted {
      ($0.kind.rawValue, $0.folder?.id ?? "", $0.folder?.name ?? "")
        < ($1.kind.rawValue, $1.folder?.id ?? "", $1.folder?.name ?? "")
    }
  }
}

extension EvidenceText {
  /// For sentences: the text, or a word for nothing.
  var visibleName: String { isEmpty ? "(no name)" : string }
}
