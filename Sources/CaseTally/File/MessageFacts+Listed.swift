import CaseModel

/// Facts as a tally file has them: one entry for each message in a mailbox.
extension MessageFacts {
  /// All that is known of a message in a mailbox.
  struct Listed {
    var message: UInt32
    /// From 1.
    var mailbox: UInt32
    var isReused = false
    /// −1: not stated.
    var size: Int64 = -1
    /// Its own ids; none where it is reused, because nothing is left to be compared.
    var ids: [(folder: UInt32, id: UInt32)] = []
    var subject: (time: UTCTime, text: UInt32)?

    init(message: UInt32, mailbox: UInt32) {
      self.message = message
      self.mailbox = mailbox
    }
  }

  /// In no order.
  var listed: [Listed] {
    var numbers: [Key: Int] = [:]
    var list: [Listed] = []
    func number(_ message: UInt32, _ mailbox: UInt32) -> Int {
      let key = Key(message: message, mailbox: mailbox)
      if let known = numbers[key] { return known }
      numbers[key] = list.count
      list.append(Listed(message: message, mailbox: mailbox))
      return list.count - 1
    }
    func take(_ entry: Entry, _ message: UInt32) {
      let index = number(message, entry.mailbox)
      list[index].isReused = entry.isReused
      if entry.size32 != 0, entry.size32 != .max { list[index].size = Int64(entry.size32) - 1 }
      if entry.id != 0 { list[index].ids.append((entry.folder, entry.id)) }
    }
    for (message, entry) in entries.enumerated() where entry.mailbox != 0 {
      take(entry, UInt32(message))
    }
    for more in further { take(more.entry, more.message) }
    for (place, id) in otherIds {
      list[number(place.key.message, place.key.mailbox)].ids.append((place.folder, id))
    }
    for (key, size) in longSizes {
      let index = number(key.message, key.mailbox)
      // The lowest of all: one that 32 bits hold is lower.
      if list[index].size < 0 { list[index].size = size }
    }
    for (key, subject) in subjects {
      list[number(key.message, key.mailbox)].subject = (subject.time, subject.text)
    }
    for index in list.indices where list[index].isReused { list[index].ids = [] }
    return list
  }

  mutating func add(_ fact: Listed, _ texts: ByteInterner) {
    let first = fact.ids.first
    note(
      fact.message, mailbox: fact.mailbox, size: fact.size, id: first?.id ?? 0,
      folder: first?.folder ?? 0)
    for own in fact.ids.dropFirst() {
      note(fact.message, mailbox: fact.mailbox, size: -1, id: own.id, folder: own.folder)
    }
    if fact.isReused {
      if entries[Int(fact.message)].mailbox == fact.mailbox {
        entries[Int(fact.message)].isReused = true
      } else if let index = find(fact.message, fact.mailbox) {
        further[index].entry.isReused = true
      }
    }
    if let subject = fact.subject {
      note(
        subject: subject.text, of: fact.message, mailbox: fact.mailbox, time: subject.time, texts)
    }
  }
}
