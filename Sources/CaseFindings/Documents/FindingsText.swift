import CaseModel
import TextFormats

/// Turns the numbers of one mailbox into readable values, sorted as findings.json wants them.
struct FindingsText {
  let evidence: ResolvedEvidence
  let folderNames: FolderNames
  let contexts: ContextTable
  let mailbox: ScopedIndex

  func folders(
    _ access: AttackerAccess, citing citations: inout Citations
  ) -> [AssumedFolder] {
    access.folders.map { key, seen in
      var folder = AssumedFolder(
        folder: folderNames.folder(key, in: mailbox), first: seen.first, basis: seen.kind.basis)
      folder.last = seen.last
      folder.records = seen.records
      folder.contexts = contexts.names(seen.contexts)
      folder.sources = citations.cite(seen.sources)
      return folder
    }.sorted {
      ($0.first, $0.folder.id, $0.folder.name) < ($1.first, $1.folder.id, $1.folder.name)
    }
  }

  func attachments(
    _ access: AttackerAccess, citing citations: inout Citations
  ) -> [AccessedAttachment] {
    access.attachments.map { item, seen in
      AccessedAttachment(
        item: evidence.messages[item], first: seen.first, last: seen.last,
        sources: citations.cite(seen.sources))
    }.sorted { ($0.first, $0.item) < ($1.first, $1.item) }
  }

  func unnamed(
    _ access: AttackerAccess, citing citations: inout Citations
  ) -> [UnnamedAccess] {
    access.unnamed.map { key, entry in
      UnnamedAccess(
        kind: key.kind, items: entry.items,
        folder: key.folder.map { folderNames.folder($0, in: mailbox) },
        sources: citations.cite(entry.sources), rejects: [])
    }.sorted {
      ($0.kind.rawValue, $0.folder?.id ?? "", $0.folder?.name ?? "")
        < ($1.kind.rawValue, $1.folder?.id ?? "", $1.folder?.name ?? "")
    }
  }
}

extension JSONWriter {
  mutating func key(_ key: StaticString, _ indexes: [some RowIndex]) {
    // Not a key path: a generic one is made anew at every call.
    self.key(key, indexes.map { $0.int })
  }
}

extension EvidenceText {
  /// For sentences: the text, or a word for nothing.
  var visibleName: String { isEmpty ? "(no name)" : string }
}
