import CaseModel

/// The copies of one id, dealt by the mailbox that they name (R2, R3).
///
/// Copies that name different mailboxes are different records, whatever their id says. The copies
/// alone decide, so that no other evidence changes it. Those with one GUID, and no two
/// organisations, belong together; one without GUID belongs where its name is that of exactly one
/// GUID, else to its name; one that names no mailbox belongs to the only one that is named. What may
/// belong to several stands by itself.
struct CopiesByMailbox {
  /// What a copy says of its mailbox: empty for what it does not say, the name folded.
  fileprivate struct Naming: Hashable {
    var organization: EvidenceText
    var guid: EvidenceText
    var name: EvidenceText

    /// Not of different organisations, as far as both say one.
    func fits(_ other: Naming) -> Bool {
      organization == other.organization || organization.isEmpty || other.organization.isEmpty
    }
  }

  struct Group {
    /// Their numbers.
    var copies: [Int] = []
    fileprivate var mailbox: Naming
    fileprivate var names: Set<EvidenceText> = []

    /// Nothing that both say differs: for all that is known, it may be the same mailbox.
    fileprivate func mayBe(_ other: Group) -> Bool {
      if !mailbox.fits(other.mailbox) { return false }
      if !mailbox.guid.isEmpty, !other.mailbox.guid.isEmpty {
        return mailbox.guid == other.mailbox.guid
      }
      return names.isEmpty || other.names.isEmpty || !names.isDisjoint(with: other.names)
    }
  }

  /// In the order in which the copies come.
  private(set) var groups: [Group] = []
  /// Groups by GUID; those without one by the empty text.
  private var byGuid: [EvidenceText: [Int]] = [:]

  /// - Parameter rows: the contexts of the copies.
  init(_ rows: [ContextRow], _ texts: ByteInterner) {
    let namings = rows.map { row in
      Naming(
        organization: texts[row.organization], guid: texts[row.mailboxGuid],
        name: texts[row.mailboxName].folded)
    }
    let mailboxes = CopiesByMailbox.mailboxes(Set(namings))
    var numbers: [Naming: Int] = [:]
    for (copy, naming) in namings.enumerated() {
      let mailbox = mailboxes[naming] ?? naming
      let number = numbers[mailbox] ?? groups.count
      if number == groups.count {
        numbers[mailbox] = number
        groups.append(Group(mailbox: mailbox))
        byGuid[mailbox.guid, default: []].append(number)
      }
      groups[number].copies.append(copy)
      if !naming.name.isEmpty { groups[number].names.insert(naming.name) }
    }
  }

  /// The other groups that may be of the mailbox of one.
  func neighbours(of number: Int) -> [Int] {
    let group = groups[number]
    let bare = byGuid[EvidenceText(bytes: [])] ?? []
    let candidates =
      group.mailbox.guid.isEmpty
      ? Array(groups.indices) : bare + (byGuid[group.mailbox.guid] ?? [])
    return candidates.filter { $0 != number && group.mayBe(groups[$0]) }
  }

  /// By naming: the mailbox that it means for certain. A mailbox with a GUID has no name here.
  private static func mailboxes(_ namings: Set<Naming>) -> [Naming: Naming] {
    var mailboxes: [Naming: Naming] = [:]
    var byName: [EvidenceText: Set<Naming>] = [:]
    let withGuid = namings.filter { !$0.guid.isEmpty }
    for (naming, organization) in organizations(withGuid, \.guid) {
      let mailbox = Naming(
        organization: organization, guid: naming.guid, name: EvidenceText(bytes: []))
      mailboxes[naming] = mailbox
      if !naming.name.isEmpty { byName[naming.name, default: []].insert(mailbox) }
    }
    var bare = namings.filter { $0.guid.isEmpty && !$0.name.isEmpty }
    for naming in bare {
      let candidates = byName[naming.name]?.filter(naming.fits) ?? []
      guard candidates.count == 1, let only = candidates.first else { continue }
      mailboxes[naming] = only
      bare.remove(naming)
    }
    for (naming, organization) in organizations(bare, \.name) {
      mailboxes[naming] = Naming(organization: organization, guid: naming.guid, name: naming.name)
    }
    let named = Set(mailboxes.values)
    for naming in namings where naming.guid.isEmpty && naming.name.isEmpty {
      let candidates = named.filter(naming.fits)
      mailboxes[naming] = candidates.count == 1 ? candidates.first : naming
    }
    return mailboxes
  }

  /// Each with its organisation, or where it says none the only one that others say who share the
  /// GUID or name.
  private static func organizations(
    _ namings: Set<Naming>, _ shared: KeyPath<Naming, EvidenceText>
  ) -> [(naming: Naming, organization: EvidenceText)] {
    var known: [EvidenceText: Set<EvidenceText>] = [:]
    for naming in namings where !naming.organization.isEmpty {
      known[naming[keyPath: shared], default: []].insert(naming.organization)
    }
    return namings.map { naming in
      let others = known[naming[keyPath: shared]] ?? []
      let isToTake = naming.organization.isEmpty && others.count == 1
      return (naming, isToTake ? others.first ?? naming.organization : naming.organization)
    }
  }
}
