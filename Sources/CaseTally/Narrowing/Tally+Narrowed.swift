import CaseModel

extension Tally {
  /// What findings of a scope need: every record of its mailboxes, and of others those that findings
  /// name. All others are counted, each once, so this wants all copies of the records that it has.
  ///
  /// - Parameters:
  ///   - outline: of both rounds, over all evidence.
  ///   - shard: the number of this shard of all records, and of how many.
  func narrowed(
    _ outline: Tally, _ matching: ScopeMatching, shard: (number: Int, of: Int)
  ) -> Tally {
    let united = UnitedTally(self)
    let reached = ReachedContexts(united, outline: outline, matching)
    let sieve = RecordSieve(self, united, reached, outline, matching)
    var selection = TallySelection(self)
    var elsewhere = CountedElsewhere()
    for (index, record) in records.enumerated() {
      if sieve.isNamed(record) {
        selection.add(record: index)
      } else {
        sieve.count(record, &elsewhere)
      }
    }
    for fact in facts.listed where reached.isScoped(naming: Int(fact.mailbox) - 1) {
      selection.add(fact)
    }
    for reject in rejects { selection.add(reject) }
    elsewhere.operations = Set(elsewhere.operations.map { selection.text($0) })
    var tally = selection.take()
    tally.addNamings(of: outline, shard)
    tally.elsewhere = elsewhere
    return tally
  }
}

/// Tells records that findings name, or that they need whole, from those that they only count.
private struct RecordSieve {
  private static let anomalies: [RecordMarks] = [
    .invalidText, .keyRepeated, .shiftedTime, .wrapperTime,
  ]

  private let tally: Tally
  private let several: Set<RecordKey>
  private let reached: ReachedContexts
  /// Sessions and tokens of contexts that an indicator matches: whatever shares one may be linked.
  private let linked: Links
  /// Those of the scope's mailboxes too: sign-ins of these are told.
  private let signedIn: Links
  /// Of rows that could not be read: a record with such a key says that they are copies.
  private let rejectedKeys: Set<RecordKey>
  /// By operation as it is written.
  private let kinds: [UInt32: AcquisitionKind]
  private let signIns: Set<UInt32>

  private struct Links {
    var sessions: Set<UInt32> = []
    var tokens: Set<UInt32> = []

    /// What the tally does not name links nothing in it.
    mutating func add(_ row: ContextRow, _ texts: ByteInterner, in tally: Tally) {
      if row.session != 0, let session = tally.texts.number(of: texts[row.session]) {
        sessions.insert(session)
      }
      if row.token != 0, let token = tally.texts.number(of: texts[row.token]) {
        tokens.insert(token)
      }
    }

    func hold(_ row: ContextRow) -> Bool {
      sessions.contains(row.session) || tokens.contains(row.token)
    }
  }

  init(
    _ tally: Tally, _ united: UnitedTally, _ reached: ReachedContexts, _ outline: Tally,
    _ matching: ScopeMatching
  ) {
    self.tally = tally
    self.reached = reached
    several = united.several
    rejectedKeys = Set(tally.rejects.compactMap(\.key))
    let outlined = ReachedContexts(UnitedTally(outline), outline: outline, matching)
    var (linked, signedIn) = (Links(), Links())
    for (context, row) in outline.contexts.rows.enumerated() {
      signedIn.add(row, outline.texts, in: tally)
      if outlined.isMatched(context) { linked.add(row, outline.texts, in: tally) }
    }
    self.linked = linked
    self.signedIn = signedIn
    var signIns: Set<UInt32> = []
    var kinds: [UInt32: AcquisitionKind] = [:]
    for operation in Set(tally.records.map(\.operation)) {
      kinds[operation] = AcquisitionKind(operation: tally.texts[operation])
      if AuditOperation.isSignIn(tally.texts[operation]) { signIns.insert(operation) }
    }
    self.kinds = kinds
    self.signIns = signIns
  }

  func isNamed(_ record: RecordRow) -> Bool {
    let context = Int(record.context)
    let row = reached.rows[context]
    if reached.isScoped(context) || reached.isMatched(context) || linked.hold(row)
      || several.contains(record.key) || rejectedKeys.contains(record.key)
      || record.marks.intersects(.unreadOrLossy)
    {
      return true
    }
    if record.marks.contains(.mailAccess) { return isAnomaly(record, context) }
    if signIns.contains(record.operation), signedIn.hold(row) { return true }
    // A change of a setting has effects everywhere.
    return kinds[record.operation]?.isSetting == true
      || record.items.contains { tally.items.items[$0].isSetting }
  }

  private func isAnomaly(_ record: RecordRow, _ context: Int) -> Bool {
    (record.access != .bind && record.access != .sync)
      || (record.access == .sync && record.throttled == .yes)
      || RecordSieve.anomalies.contains { record.marks.contains($0) }
      || reached.addressesDisagree(context)
  }

  /// As findings would count it.
  func count(_ record: RecordRow, _ elsewhere: inout CountedElsewhere) {
    elsewhere.saw(record.time)
    if !record.marks.contains(.mailAccess), kinds[record.operation] != nil {
      elsewhere.operations.insert(record.operation)
    }
    let named = record.items.count { !tally.items.items[$0].isFolder }
    let counted = CountedRecords(
      record, record.access, named: named, isOwner: reached.isOwner(Int(record.context)))
    elsewhere.files[Int(record.source.evidence), default: CountedRecords()].add(counted)
  }
}
