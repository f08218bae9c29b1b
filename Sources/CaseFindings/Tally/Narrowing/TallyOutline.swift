import CaseModel

extension Tally {
  /// What all mailboxes are called, and nothing else: the first round of an outline.
  func namings() -> Tally {
    let united = UnitedTally(self)
    var outline = Tally()
    let numbers = outline.texts.absorb(united.texts)
    for key in united.namings.keys {
      _ = outline.items.namings.number(
        of: NumberTable.Key(
          numbers[Int(key.first)], numbers[Int(key.second)], numbers[Int(key.third)]))
    }
    return outline.compacted()
  }

  /// The contexts of mailboxes of the scope, and those that an indicator matches: the second round.
  ///
  /// - Parameter outline: of the first round, over all evidence.
  func reachedContexts(_ outline: Tally, _ matching: ScopeMatching) -> Tally {
    let united = UnitedTally(self)
    let reached = ReachedContexts(united, outline: outline, matching)
    var result = Tally()
    result.texts = united.texts
    for context in reached.rows.indices
    where reached.isScoped(context) || reached.isMatched(context) {
      _ = result.contexts.number(of: reached.rows[context])
      _ = result.items.naming(reached.rows[context])
    }
    return result.compacted()
  }

  /// Without texts that nothing names.
  private func compacted() -> Tally {
    var selection = TallySelection(self)
    for naming in items.namings.keys.indices { selection.naming(naming) }
    for context in contexts.rows.indices { selection.context(UInt32(context)) }
    return selection.take()
  }
}
