import CaseModel

/// Makes tallies of some records of another: with the texts, contexts and folders that these name,
/// and no others.
struct TallySelection {
  private let source: Tally
  private var tally = Tally()
  private var texts: Renumbering
  private var messages: Renumbering
  private var contexts: Renumbering
  private var folders: Renumbering
  private var namings: Renumbering

  init(_ source: Tally) {
    self.source = source
    texts = Renumbering(source.texts.count)
    messages = Renumbering(source.messages.count)
    contexts = Renumbering(source.contexts.rows.count)
    folders = Renumbering(source.items.folders.count)
    namings = Renumbering(source.items.namings.count)
  }

  /// Hands over what was added, and begins anew.
  mutating func take() -> Tally {
    var taken = Tally()
    swap(&taken, &tally)
    taken.facts.grow(to: taken.messages.count)
    texts.forget()
    messages.forget()
    contexts.forget()
    folders.forget()
    namings.forget()
    return taken
  }

  // MARK: - Adding

  /// A variant of a record.
  mutating func add(record index: Int) {
    let record = source.records[index]
    var copy = record
    copy.context = context(record.context)
    copy.operation = text(record.operation)
    copy.idText = text(record.idText)
    copy.firstItem = tally.items.count
    for index in record.items {
      let item = source.items.items[index]
      let moved = NamedItem(
        message: message(item.message.number), folder: folder(item.folder),
        kindAndIdentifier: item.kindAndIdentifier)
      tally.items.append(moved)
    }
    tally.insert(copy, held: source.holders[index])
  }

  mutating func add(_ fact: MessageFacts.Listed) {
    var copy = fact
    copy.message = message(fact.message)
    copy.mailbox = naming(Int(fact.mailbox) - 1) + 1
    for index in copy.ids.indices { copy.ids[index].folder = text(copy.ids[index].folder) }
    if let subject = copy.subject { copy.subject = (subject.time, text(subject.text)) }
    tally.facts.grow(to: tally.messages.count)
    tally.facts.add(copy, tally.texts)
  }

  mutating func add(_ reject: RejectedRow) { tally.rejects.append(reject) }

  /// A mailbox as records name it, from 0.
  @discardableResult mutating func naming(_ old: Int) -> UInt32 {
    if let known = namings[UInt32(old)] { return known }
    let key = source.items.namings.keys[old]
    let moved = NumberTable.Key(text(key.first), text(key.second), text(key.third))
    let new = UInt32(tally.items.namings.number(of: moved))
    namings[UInt32(old)] = new
    return new
  }

  @discardableResult mutating func context(_ old: UInt32) -> UInt32 {
    if let known = contexts[old] { return known }
    var row = source.contexts.rows[Int(old)]
    for field in ContextRow.texts { row[keyPath: field] = text(row[keyPath: field]) }
    _ = tally.items.naming(row)
    let new = tally.contexts.number(of: row)
    contexts[old] = new
    return new
  }

  // MARK: - Numbers

  mutating func text(_ old: UInt32) -> UInt32 {
    if let known = texts[old] { return known }
    let new = tally.texts.intern(source.texts.bytes(old).span.bytes)
    texts[old] = new
    return new
  }

  private mutating func message(_ old: UInt32) -> UInt32 {
    if let known = messages[old] { return known }
    let new = tally.messages.intern(source.messages.bytes(old).span.bytes)
    messages[old] = new
    return new
  }

  private mutating func folder(_ old: Int) -> Int {
    if let known = folders[UInt32(old)] { return Int(known) }
    let key = source.items.folders.keys[old]
    let moved = NumberTable.Key(text(key.first), text(key.second), text(key.third))
    let new = tally.items.folders.number(of: moved)
    folders[UInt32(old)] = UInt32(new)
    return new
  }
}

/// By number in one table: the number in another, where it has one already. Forgetting costs nothing,
/// because there are as many rounds as tallies are made.
private struct Renumbering {
  private var numbers: [UInt32]
  private var rounds: [UInt32]
  private var round: UInt32 = 1

  init(_ count: Int) {
    numbers = [UInt32](repeating: 0, count: count)
    rounds = numbers
  }

  subscript(old: UInt32) -> UInt32? {
    get { rounds[Int(old)] == round ? numbers[Int(old)] : nil }
    set {
      numbers[Int(old)] = newValue ?? 0
      rounds[Int(old)] = newValue == nil ? 0 : round
    }
  }

  mutating func forget() { round += 1 }
}
