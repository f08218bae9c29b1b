import CaseModel

/// What all mail-access records of a mailbox say of a message besides that it was accessed: its
/// size, its subject, and whether its InternetMessageId stands for different messages (R5).
///
/// Sets of values, so that copies count once and the order of the evidence changes nothing. Nearly
/// every message is in one mailbox, and in one folder of it: those have a column, others a table.
package struct MessageFacts: Sendable {
  /// A mailbox as records name it, or as the directory resolved it.
  struct Key: Hashable {
    var message: UInt32
    var mailbox: UInt32
  }

  struct FolderKey: Hashable {
    var key: Key
    var folder: UInt32
  }

  package struct Entry: Sendable {
    /// From 1; 0 where nothing is known. The high bit: the id stands for different messages.
    private var mailbox32: UInt32 = 0
    /// A folder's id and the message's own id in it; 0 where none has one.
    var folder: UInt32 = 0
    var id: UInt32 = 0
    /// The lowest that any record states, plus 1; 0: not stated; all bits: in `longSizes`.
    var size32: UInt32 = 0

    fileprivate init(mailbox: UInt32 = 0) { mailbox32 = mailbox }

    var mailbox: UInt32 {
      get { mailbox32 & 0x7FFF_FFFF }
      set { mailbox32 = mailbox32 & 0x8000_0000 | newValue }
    }
    /// The id stands for different messages.
    package var isReused: Bool {
      get { mailbox32 & 0x8000_0000 != 0 }
      set { mailbox32 = mailbox | (newValue ? 0x8000_0000 : 0) }
    }

    /// - Parameter size: plus 1; 0: not stated.
    /// - Returns: nothing is left to be compared.
    @inline(__always)
    fileprivate mutating func note(size: UInt32, id: UInt32, folder: UInt32) -> Bool {
      if size != 0, size32 != size {
        if size32 != 0 { isReused = true }
        size32 = size32 == 0 ? size : min(size, size32)
      }
      if id == 0 || isReused { return true }
      if self.id == 0 {
        self.id = id
        self.folder = folder
        return true
      }
      if self.folder != folder { return false }
      if self.id != id { isReused = true }
      return true
    }
  }

  /// Of a message in another mailbox than its first.
  struct Further: Sendable {
    var message: UInt32
    var entry: Entry
  }

  struct Subject: Sendable {
    var time: UTCTime
    var text: UInt32
  }

  /// By message: what its first mailbox says.
  var entries: [Entry] = []
  var further: [Further] = []
  /// Over `further`.
  private var index = HashIndex()
  /// Ids in further folders.
  var otherIds: [FolderKey: UInt32] = [:]
  /// Sizes that 32 bits do not hold.
  var longSizes: [Key: Int64] = [:]
  /// The subject that the earliest record states.
  var subjects: [Key: Subject] = [:]

  /// - Parameter count: of messages.
  mutating func grow(to count: Int) {
    while entries.count < count { entries.append(Entry()) }
  }

  /// Brings what will be noted of messages nearer, all at the same time.
  mutating func prepare(_ rows: ArraySlice<ItemRow>, _ messages: [UInt32], mailbox: UInt32) {
    var touched: UInt32 = 0
    for row in rows {
      let message = messages[Int(row.message)]
      let own = entries[Int(message)].mailbox
      touched |= own
      if own != mailbox, own != 0 { touched |= index.prefetch(MessageFacts.hash(message, mailbox)) }
    }
    // Never so; but what was touched must seem to be used.
    if touched == .max { entries.reserveCapacity(entries.count) }
  }

  /// - Parameters:
  ///   - mailbox: as the record names it, from 1.
  ///   - folder: the text of its id.
  @inline(__always)
  mutating func note(
    _ message: UInt32, mailbox: UInt32, size: Int64, id: UInt32, folder: UInt32
  ) {
    let size32 = size < 0 ? 0 : UInt32(clamping: size + 1)
    let index = Int(message)
    if entries[index].mailbox == 0 { entries[index].mailbox = mailbox }
    let isOwn = entries[index].mailbox == mailbox
    let number = isOwn ? index : self.number(of: message, mailbox)
    let isDone =
      isOwn
      ? entries[index].note(size: size32, id: id, folder: folder)
      : further[number].entry.note(size: size32, id: id, folder: folder)
    if isDone, size32 != .max { return }
    let key = Key(message: message, mailbox: mailbox)
    let isOther = size32 == .max && isOtherLong(key, size)
    if isOther || (!isDone && isOtherId(FolderKey(key: key, folder: folder), id)) {
      if isOwn { entries[index].isReused = true } else { further[number].entry.isReused = true }
    }
  }

  /// Another id is known of the folder.
  private mutating func isOtherId(_ key: FolderKey, _ id: UInt32) -> Bool {
    if let known = otherIds[key] { return known != id }
    otherIds[key] = id
    return false
  }

  /// Another size is known that 32 bits do not hold; the lowest stays.
  private mutating func isOtherLong(_ key: Key, _ size: Int64) -> Bool {
    let known = longSizes[key] ?? size
    longSizes[key] = min(known, size)
    return known != size
  }

  // MARK: - Further mailboxes

  private static func hash(_ message: UInt32, _ mailbox: UInt32) -> UInt32 {
    let mixed = (UInt64(message) << 32 | UInt64(mailbox)) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: mixed >> 32)
  }

  func find(_ message: UInt32, _ mailbox: UInt32) -> Int? {
    index.find(MessageFacts.hash(message, mailbox)) {
      further[$0].message == message && further[$0].entry.mailbox == mailbox
    }
  }

  private mutating func number(of message: UInt32, _ mailbox: UInt32) -> Int {
    if let number = find(message, mailbox) { return number }
    further.append(Further(message: message, entry: Entry(mailbox: mailbox)))
    index.insert(further.count - 1, MessageFacts.hash(message, mailbox))
    return further.count - 1
  }

  // MARK: - Subjects

  /// Keeps the subject that the earliest record states, and of those of one time the first by bytes.
  mutating func note(
    subject: UInt32, of message: UInt32, mailbox: UInt32, time: UTCTime, _ texts: ByteInterner
  ) {
    let key = Key(message: message, mailbox: mailbox)
    if let known = subjects[key] {
      if known.time < time { return }
      if known.time == time,
        !texts.bytes(subject).lexicographicallyPrecedes(texts.bytes(known.text))
      {
        return
      }
    }
    subjects[key] = Subject(time: time, text: subject)
  }

  // MARK: - Merging

  /// Takes over what another says.
  ///
  /// - Parameters:
  ///   - count: of the messages here.
  ///   - message: the number that a message has here.
  ///   - text: the number that a text has here.
  ///   - mailbox: the number that a mailbox has here, from 1; 0 where it is none.
  mutating func absorb(
    _ other: MessageFacts, _ texts: ByteInterner, count: Int, message: (UInt32) -> UInt32,
    text: (UInt32) -> UInt32, mailbox: (UInt32) -> UInt32
  ) {
    grow(to: count)
    for (number, entry) in other.entries.enumerated() where entry.mailbox != 0 {
      add(entry, message(UInt32(number)), mailbox(entry.mailbox), folder: text(entry.folder))
    }
    absorbTables(of: other, texts, message: message, text: text, mailbox: mailbox)
  }

  private mutating func absorbTables(
    of other: MessageFacts, _ texts: ByteInterner, message: (UInt32) -> UInt32,
    text: (UInt32) -> UInt32, mailbox: (UInt32) -> UInt32
  ) {
    for more in other.further {
      add(
        more.entry, message(more.message), mailbox(more.entry.mailbox),
        folder: text(more.entry.folder))
    }
    for (key, size) in other.longSizes where mailbox(key.mailbox) != 0 {
      note(
        message(key.message), mailbox: mailbox(key.mailbox), size: size, id: 0, folder: 0)
    }
    for (place, id) in other.otherIds {
      let mailbox = mailbox(place.key.mailbox)
      if mailbox == 0 { continue }
      note(
        message(place.key.message), mailbox: mailbox, size: -1, id: id, folder: text(place.folder))
    }
    for (key, subject) in other.subjects where mailbox(key.mailbox) != 0 {
      note(
        subject: text(subject.text), of: message(key.message), mailbox: mailbox(key.mailbox),
        time: subject.time, texts)
    }
  }

  /// A size that 32 bits do not hold is taken over by itself.
  private mutating func add(_ entry: Entry, _ message: UInt32, _ mailbox: UInt32, folder: UInt32) {
    if mailbox == 0 { return }
    let size = entry.size32 == .max ? -1 : Int64(entry.size32) - 1
    note(message, mailbox: mailbox, size: size, id: entry.id, folder: folder)
    if !entry.isReused { return }
    if entries[Int(message)].mailbox == mailbox {
      entries[Int(message)].isReused = true
    } else if let index = find(message, mailbox) {
      further[index].entry.isReused = true
    }
  }

  // MARK: - Resolving

  /// What several namings say of one mailbox, under one of them.
  ///
  /// - Parameter naming: under which, from 1.
  mutating func unite(_ texts: ByteInterner, naming: (UInt32) -> UInt32) {
    var tables = MessageFacts()
    swap(&tables.further, &further)
    swap(&tables.longSizes, &longSizes)
    index = HashIndex()
    swap(&tables.otherIds, &otherIds)
    swap(&tables.subjects, &subjects)
    for index in entries.indices where entries[index].mailbox != 0 {
      entries[index].mailbox = naming(entries[index].mailbox)
    }
    absorbTables(of: tables, texts, message: { $0 }, text: { $0 }, mailbox: naming)
  }
}
