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

  /// The contexts of mailboxes of the scope, and those that an indicator matches, with a share of all
  /// names: the second round.
  ///
  /// - Parameter names: of the first round, over all evidence.
  func reachedContexts(
    _ names: Tally, _ matching: ScopeMatching, shard: (number: Int, of: Int)
  ) -> Tally {
    let united = UnitedTally(self)
    let reached = ReachedContexts(united, outline: names, matching)
    var result = Tally()
    result.texts = united.texts
    for context in reached.rows.indices
    where reached.isScoped(context) || reached.isMatched(context) {
      _ = result.contexts.number(of: reached.rows[context])
      _ = result.items.naming(reached.rows[context])
    }
    result = result.compacted()
    result.addNamings(of: names, shard)
    return result
  }

  /// Each shard has some of all namings, so that together they have all.
  mutating func addNamings(of outline: Tally, _ shard: (number: Int, of: Int)) {
    for key in outline.items.namings.keys
    where TallyShards.shard(key, outline.texts, shard.of) == shard.number {
      func text(_ number: UInt32) -> UInt32 {
        texts.intern(outline.texts.bytes(number).span.bytes)
      }
      _ = items.namings.number(
        of: NumberTable.Key(text(key.first), text(key.second), text(key.third)))
    }
  }

  /// Without texts that nothing names.
  private func compacted() -> Tally {
    var selection = TallySelection(self)
    for naming in items.namings.keys.indices { selection.naming(naming) }
    for context in contexts.rows.indices { selection.context(UInt32(context)) }
    return selection.take()
  }
}
