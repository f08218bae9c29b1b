import CaseModel

/// Which mailboxes the evidence knows, and which one a context belongs to (R3).
struct MailboxDirectory {
  private(set) var mailboxes: [MailboxIdentity] = []
  private var numbers: [Key: Int] = [:]
  private var keys: [ContextRow: Key] = [:]

  /// A GUID in an organisation, or a name without GUID.
  private struct Key: Hashable, Comparable {
    var organization = EvidenceText(bytes: [])
    var guid = EvidenceText(bytes: [])
    var name = EvidenceText(bytes: [])

    static func < (left: Key, right: Key) -> Bool {
      (left.organization, left.guid, left.name) < (right.organization, right.guid, right.name)
    }
  }

  init(_ contexts: [ContextRow], _ texts: ByteInterner) {
    var organizations: [EvidenceText: Set<EvidenceText>] = [:]
    for row in contexts where row.mailboxGuid != 0 && row.organization != 0 {
      organizations[texts[row.mailboxGuid], default: []].insert(texts[row.organization])
    }
    var byGuid: [ContextRow: Key] = [:]
    var keysOfName: [EvidenceText: Set<Key>] = [:]
    for row in contexts where row.mailboxGuid != 0 {
      var key = Key()
      key.guid = texts[row.mailboxGuid]
      key.organization = texts[row.organization]
      if row.organization == 0, let known = organizations[key.guid], known.count == 1,
        let only = known.first
      {
        key.organization = only
      }
      byGuid[row] = key
      if row.mailboxName != 0 { keysOfName[texts[row.mailboxName].folded, default: []].insert(key) }
    }
    var names: [Key: Set<EvidenceText>] = [:]
    for row in contexts {
      var key = byGuid[row]
      if key == nil, row.mailboxName != 0 {
        let folded = texts[row.mailboxName].folded
        if let candidates = keysOfName[folded], candidates.count == 1 {
          key = candidates.first
        } else {
          key = Key(name: folded)
        }
      }
      guard let key else { continue }
      keys[row] = key
      names[key, default: []].formUnion(row.mailboxName == 0 ? [] : [texts[row.mailboxName]])
    }
    for key in names.keys.sorted() {
      numbers[key] = mailboxes.count
      mailboxes.append(
        MailboxIdentity(
          organization: key.organization, guid: key.guid,
          upns: MailboxDirectory.distinct(names[key] ?? [])))
    }
  }

  func mailbox(of row: ContextRow) -> Int? { keys[row].flatMap { numbers[$0] } }

  /// Without those that differ only in case; of these the first by bytes.
  private static func distinct(_ names: Set<EvidenceText>) -> [EvidenceText] {
    var seen: Set<EvidenceText> = []
    return names.sorted().filter { seen.insert($0.folded).inserted }
  }
}
