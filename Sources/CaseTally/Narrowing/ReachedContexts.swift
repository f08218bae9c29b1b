import CaseModel

/// What a scope reaches: decided by context, as the attribution decides (R14).
package struct ScopeMatching: Sendable {
  package var scope: Scope
  package var reach: ScopeReach
  /// By context: an indicator matches it, times aside; CaseScope's `matchedContexts`.
  package var matches: @Sendable (ResolvedContexts, [MailboxIdentity]) -> [Bool]

  package init(
    scope: Scope, reach: ScopeReach,
    matches: @escaping @Sendable (ResolvedContexts, [MailboxIdentity]) -> [Bool]
  ) {
    self.scope = scope
    self.reach = reach
    self.matches = matches
  }
}

/// The contexts of a tally, copies of records united, as all evidence resolves them: an outline says
/// what every mailbox is called (R3).
struct ReachedContexts {
  /// Those of the tally, and behind them those that copies say together.
  let rows: [ContextRow]
  /// By context of `rows`.
  private let map: [ContextIndex]
  private let scoped: ScopedMailboxes
  private let isConcerned: [Bool]
  private let isMatched: [Bool]
  private let isOwner: [Bool]
  private let addressesDisagree: [Bool]
  private let mailboxOfNaming: [MailboxIndex?]

  init(_ united: UnitedTally, outline: Tally, _ matching: ScopeMatching) {
    var texts = united.texts
    var namings = united.namings
    let numbers = texts.absorb(outline.texts)
    for key in outline.items.namings.keys {
      _ = namings.number(
        of: NumberTable.Key(
          numbers[Int(key.first)], numbers[Int(key.second)], numbers[Int(key.third)]))
    }
    let resolution = ContextResolution(united.contexts, namings, texts)
    rows = united.contexts
    map = resolution.map
    mailboxOfNaming = resolution.directory.mailboxOfNaming
    let mailboxes = resolution.directory.mailboxes
    let contexts = ResolvedContexts(rows: resolution.rows, texts: resolution.texts)
    scoped = ScopedMailboxes(matching.scope, mailboxes)
    isConcerned = scoped.concerned(contexts)
    isMatched = matching.matches(contexts, mailboxes)
    isOwner = contexts.owners(mailboxes)
    addressesDisagree = contexts.addressesDisagree
  }

  /// Of a mailbox of the scope, or of somebody who has one.
  func isScoped(_ context: Int) -> Bool { isConcerned[map[context].int] }

  func isMatched(_ context: Int) -> Bool { isMatched[map[context].int] }
  func isOwner(_ context: Int) -> Bool { isOwner[map[context].int] }
  func addressesDisagree(_ context: Int) -> Bool { addressesDisagree[map[context].int] }

  /// - Parameter naming: of the tally, from 0.
  func isScoped(naming: Int) -> Bool {
    scoped.index(of: mailboxOfNaming[naming]) != nil
  }
}

/// A tally whose records' copies are united: what they say together counts as well.
struct UnitedTally {
  var texts: ByteInterner
  var contexts: [ContextRow]
  var namings: NumberTable
  /// Records with more than one variant.
  var several: Set<RecordKey>

  init(_ tally: Tally) {
    var union = VariantUnion(tally, windows: [])
    var several: Set<RecordKey> = []
    tally.forEachContradiction { variants in
      several.insert(tally.records[variants[0]].key)
      _ = union.records(variants.map { tally.records[$0] })
    }
    self.several = several
    texts = union.texts
    contexts = union.contexts.rows
    namings = union.items.namings
  }
}

extension Tally {
  /// Calls `body` with the variants of each record that has more than one, as numbers of records.
  func forEachContradiction(_ body: ([Int]) -> Void) {
    var isLater: Set<Int> = []
    for index in records.indices where nextVariant[index] >= 0 && !isLater.contains(index) {
      var variants = [index]
      while let last = variants.last, nextVariant[last] >= 0 {
        variants.append(Int(nextVariant[last]))
      }
      isLater.formUnion(variants.dropFirst())
      body(variants)
    }
  }
}

extension ResolvedContexts {
  /// By context: its user is one of its mailbox's names.
  package func owners(_ mailboxes: [MailboxIdentity]) -> [Bool] {
    var known: [UInt64: Bool] = [:]
    return rows.map { row in
      guard let mailbox = row.mailbox else { return false }
      let key = UInt64(mailbox.number) << 32 | UInt64(row.user)
      if let isOwner = known[key] { return isOwner }
      let user = texts[row.user].folded
      let isOwner = mailboxes[mailbox.int].upns.contains { $0.folded == user }
      known[key] = isOwner
      return isOwner
    }
  }
}
