import CaseModel

/// What all mail-access records of a mailbox say of a message besides that it was accessed: its
/// size, its subject, and whether its InternetMessageId stands for different messages (R5).
///
/// Sets of values, so that copies count once and the order of the evidence changes nothing. Nearly
/// every message is in one mailbox, and in one folder of it: those have a column, others a table.
struct MessageFacts: Sendable {
  /// A mailbox as records name it, or as the directory resolved it.
  private struct Key: Hashable {
    var message: UInt32
    var mailbox: UInt32
  }

  private struct FolderKey: Hashable {
    var key: Key
    var folder: UInt32
  }

  struct Entry: Sendable {
    /// From 1; 0 where nothing is known.
    fileprivate var mailbox: UInt32 = 0
    /// A folder's id and the message's own id in it; 0 where none has one.
    fileprivate var folder: UInt32 = 0
    fileprivate var id: UInt32 = 0
    /// The id stands for different messages.
    var isReused = false
    /// The lowest that any record states; −1: not stated.
    var sizeInBytes: Int64 = -1
  }

  private struct Subject: Sendable {
    var time: UTCTime
    var text: UInt32
  }

  /// By message: what its first mailbox says.
  private var entries: [Entry] = []
  /// Of the same text in further mailboxes.
  private var others: [Key: Entry] = [:]
  /// Ids in further folders.
  private var otherIds: [FolderKey: UInt32] = [:]
  /// The subject that the earliest record states.
  private var subjects: [Key: Subject] = [:]

  /// - Parameter count: of messages.
  mutating func grow(to count: Int) {
    while entries.count < count { entries.append(Entry()) }
  }

  /// Brings what will be noted of messages nearer, all at the same time.
  mutating func prepare(_ rows: ArraySlice<ItemRow>, _ messages: [UInt32]) {
    var touched: UInt32 = 0
    for row in rows { touched |= entries[Int(messages[Int(row.message)])].mailbox }
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
    let index = Int(message)
    if entries[index].mailbox == 0 { entries[index].mailbox = mailbox }
    if entries[index].mailbox == mailbox {
      if MessageFacts.note(&entries[index], size: size, id: id, folder: folder) { return }
      let key = FolderKey(key: Key(message: message, mailbox: mailbox), folder: folder)
      if isOther(key, id) { entries[index].isReused = true }
    } else {
      noteOther(Key(message: message, mailbox: mailbox), size: size, id: id, folder: folder)
    }
  }

  @inline(never)
  private mutating func noteOther(_ key: Key, size: Int64, id: UInt32, folder: UInt32) {
    var entry = others[key] ?? Entry(mailbox: key.mailbox)
    if !MessageFacts.note(&entry, size: size, id: id, folder: folder),
      isOther(FolderKey(key: key, folder: folder), id)
    {
      entry.isReused = true
    }
    others[key] = entry
  }

  /// - Returns: nothing is left to be compared.
  @inline(__always)
  private static func note(_ entry: inout Entry, size: Int64, id: UInt32, folder: UInt32) -> Bool {
    if size >= 0, entry.sizeInBytes != size {
      if entry.sizeInBytes >= 0 { entry.isReused = true }
      entry.sizeInBytes = entry.sizeInBytes < 0 ? size : min(size, entry.sizeInBytes)
    }
    if id == 0 || entry.isReused { return true }
    if entry.id == 0 {
      entry.id = id
      entry.folder = folder
      return true
    }
    if entry.folder != folder { return false }
    if entry.id != id { entry.isReused = true }
    return true
  }

  /// Another id is known of the folder.
  private mutating func isOther(_ key: FolderKey, _ id: UInt32) -> Bool {
    if let known = otherIds[key] { return known != id }
    otherIds[key] = id
    return false
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
    for (key, entry) in other.others {
      add(entry, message(key.message), mailbox(key.mailbox), folder: text(entry.folder))
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

  private mutating func add(_ entry: Entry, _ message: UInt32, _ mailbox: UInt32, folder: UInt32) {
    if mailbox == 0 { return }
    note(message, mailbox: mailbox, size: entry.sizeInBytes, id: entry.id, folder: folder)
    if !entry.isReused { return }
    if entries[Int(message)].mailbox == mailbox {
      entries[Int(message)].isReused = true
    } else {
      others[Key(message: message, mailbox: mailbox)]?.isReused = true
    }
  }

  /// The same by the mailboxes that the namings mean: from 1, in the order of the evidence.
  consuming func resolved(_ mailboxOfNaming: [Int32], _ texts: ByteInterner) -> MessageFacts {
    func mailbox(_ naming: UInt32) -> UInt32 { UInt32(mailboxOfNaming[Int(naming) - 1] + 1) }
    var tables = MessageFacts()
    swap(&tables.others, &others)
    swap(&tables.otherIds, &otherIds)
    swap(&tables.subjects, &subjects)
    for index in entries.indices where entries[index].mailbox != 0 {
      entries[index].mailbox = mailbox(entries[index].mailbox)
    }
    absorbTables(of: tables, texts, message: { $0 }, text: { $0 }, mailbox: mailbox)
    return self
  }

  /// Of a message in a mailbox, by its index in the evidence.
  func entry(_ message: UInt32, mailbox: Int) -> Entry? {
    let number = UInt32(mailbox + 1)
    let entry = entries[Int(message)]
    return entry.mailbox == number ? entry : others[Key(message: message, mailbox: number)]
  }

  /// The text of its subject; 0 where no record states one.
  func subject(_ message: UInt32, mailbox: Int) -> UInt32 {
    if subjects.isEmpty { return 0 }
    return subjects[Key(message: message, mailbox: UInt32(mailbox + 1))]?.text ?? 0
  }
}
