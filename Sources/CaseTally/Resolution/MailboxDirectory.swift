import CaseModel

/// Which mailboxes the evidence knows, and which one a context belongs to (R3).
package struct MailboxDirectory {
  package private(set) var mailboxes: [MailboxIdentity] = []
  /// By naming; `nil` where it names none.
  package private(set) var mailboxOfNaming: [MailboxIndex?] = []

  private struct Naming {
    var organization: UInt32
    var guid: UInt32
    var name: UInt32

    init(_ key: NumberTable.Key) {
      organization = key.first
      guid = key.second
      name = key.third
    }
  }

  /// A GUID in an organisation, or a name without GUID.
  private struct Key: Hashable, Comparable {
    var organization = EvidenceText(bytes: [])
    var guid = EvidenceText(bytes: [])
    var name = EvidenceText(bytes: [])

    static func < (left: Key, right: Key) -> Bool {
      (left.organization, left.guid, left.name) < (right.organization, right.guid, right.name)
    }
  }

  /// - Parameter namings: (organisation, GUID, name) of the contexts, as texts; few, where contexts
  ///   are many.
  init(_ namings: NumberTable, _ texts: ByteInterner) {
    let namings = namings.keys.map { Naming($0) }
    let keys = MailboxDirectory.keys(namings, texts)
    var names: [Key: Set<EvidenceText>] = [:]
    for (naming, key) in zip(namings, keys) {
      guard let key else { continue }
      names[key, default: []].formUnion(naming.name == 0 ? [] : [texts[naming.name]])
    }
    var mailboxOfKey: [Key: MailboxIndex] = [:]
    for key in names.keys.sorted() {
      mailboxOfKey[key] = MailboxIndex(mailboxes.count)
      mailboxes.append(
        MailboxIdentity(
          organization: key.organization, guid: key.guid,
          upns: MailboxDirectory.distinct(names[key] ?? [])))
    }
    mailboxOfNaming = keys.map { key in key.flatMap { mailboxOfKey[$0] } }
  }

  /// The mailbox that each naming means; `nil` for none.
  private static func keys(_ namings: [Naming], _ texts: ByteInterner) -> [Key?] {
    var organizations: [UInt32: Set<UInt32>] = [:]
    for naming in namings where naming.guid != 0 && naming.organization != 0 {
      organizations[naming.guid, default: []].insert(naming.organization)
    }
    var keysOfName: [EvidenceText: Set<Key>] = [:]
    var keys = namings.map { naming -> Key? in
      if naming.guid == 0 { return nil }
      var organization = naming.organization
      if organization == 0, let known = organizations[naming.guid], known.count == 1 {
        organization = known.first ?? 0
      }
      return Key(organization: texts[organization], guid: texts[naming.guid])
    }
    for (naming, key) in zip(namings, keys) where naming.name != 0 {
      if let key { keysOfName[texts[naming.name].folded, default: []].insert(key) }
    }
    for (index, naming) in namings.enumerated() where naming.guid == 0 && naming.name != 0 {
      let folded = texts[naming.name].folded
      let candidates = keysOfName[folded] ?? []
      keys[index] = candidates.count == 1 ? candidates.first : Key(name: folded)
    }
    return keys
  }

  /// Without those that differ only in case; of these the first by bytes.
  private static func distinct(_ names: Set<EvidenceText>) -> [EvidenceText] {
    var seen: Set<EvidenceText> = []
    return names.sorted().filter { seen.insert($0.folded).inserted }
  }
}
