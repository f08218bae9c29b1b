import CaseModel

extension Tally {
  /// Everything that adds up, in an order that depends on nothing but what it is: tables sorted by
  /// what stands in them, records by their places. Ledgers are the parts', and are not here.
  func encode(into writer: inout NumberWriter) {
    let textOrder = texts.sortedNumbers
    let messageOrder = messages.sortedNumbers
    let (text, message) = (inverse(textOrder), inverse(messageOrder))
    Tally.put(texts, textOrder, into: &writer)
    Tally.put(messages, messageOrder, into: &writer)
    let namings = putTable(items.namings, text, into: &writer)
    let folders = putTable(items.folders, text, into: &writer)
    let contexts = putContexts(text, into: &writer)
    putRecords(text, message, contexts: contexts, folders: folders, into: &writer)
    putFacts(text, message, namings: namings, into: &writer)
    putRejects(into: &writer)
  }

  /// By what a number was: what it is now.
  private func inverse(_ order: [UInt32]) -> [UInt32] {
    var numbers = [UInt32](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { numbers[Int(old)] = UInt32(new) }
    return numbers
  }

  /// Sorted texts share their beginnings with the ones before them.
  private static func put(
    _ texts: ByteInterner, _ order: [UInt32], into writer: inout NumberWriter
  ) {
    writer.put(order.count)
    var last: ArraySlice<UInt8> = []
    for number in order {
      let next = texts.bytes(number)
      let shared = zip(last, next).prefix { $0 == $1 }.count
      writer.put(shared)
      writer.put(bytes: next.dropFirst(shared))
      last = next
    }
  }

  /// - Returns: by what a row's number was, what it is now.
  private func putTable(
    _ table: NumberTable, _ text: [UInt32], into writer: inout NumberWriter
  ) -> [UInt32] {
    let rows = table.keys.map { [text[Int($0.first)], text[Int($0.second)], text[Int($0.third)]] }
    let order = rows.indices.sorted { rows[$0].lexicographicallyPrecedes(rows[$1]) }
    writer.put(order.count)
    for row in order { for number in rows[row] { writer.put(number) } }
    return inverse(order.map(UInt32.init))
  }

  private func putContexts(_ text: [UInt32], into writer: inout NumberWriter) -> [UInt32] {
    let rows = contexts.rows.map { row in
      ContextRow.texts.map { UInt64(text[Int(row[keyPath: $0])]) }
        + [UInt64(Int64(row.userType) + 1), UInt64(Int64(row.logonType) + 1)]
    }
    let order = rows.indices.sorted { rows[$0].lexicographicallyPrecedes(rows[$1]) }
    writer.put(order.count)
    for row in order { for number in rows[row] { writer.put(number) } }
    return inverse(order.map(UInt32.init))
  }

  private func putRecords(
    _ text: [UInt32], _ message: [UInt32], contexts: [UInt32], folders: [UInt32],
    into writer: inout NumberWriter
  ) {
    let order = records.indices.sorted {
      let (left, right) = (records[$0], records[$1])
      if left.source != right.source { return left.source < right.source }
      return left.key != right.key ? left.key < right.key : $0 < $1
    }
    writer.put(order.count)
    var last = (time: Int64(0), source: SourcePosition(evidence: 0, row: 0, offset: 0, length: 0))
    for index in order {
      let record = records[index]
      writer.put(fixed: record.key.high)
      writer.put(fixed: record.key.low)
      writer.put(Int(record.key.origin.rawValue))
      writer.put(Int(record.access.rawValue) << 2 | Int(record.throttled.rawValue))
      writer.put(Int(record.marks.rawValue))
      writer.put(text[Int(record.idText)])
      writer.put(signed: record.time.seconds - last.time)
      writer.put(contexts[Int(record.context)])
      writer.put(text[Int(record.operation)])
      writer.put(signed: Int64(record.recordType))
      writer.put(signed: Int64(record.operationCount))
      writer.put(record.itemsHash)
      put(record.source, after: last.source, into: &writer)
      writer.put(holders[index].count)
      for file in holders[index] { writer.put(UInt32(file)) }
      writer.put(record.items.count)
      for item in record.items.lazy.map({ items.items[$0] }) {
        writer.put(message[item.message.int])
        writer.put(UInt64(folders[item.folder]) << 4 | UInt64(item.kindAndIdentifier))
      }
      last = (record.time.seconds, record.source)
    }
  }

  private func put(
    _ source: SourcePosition, after last: SourcePosition, into writer: inout NumberWriter
  ) {
    writer.put(signed: Int64(source.evidence) - Int64(last.evidence))
    writer.put(signed: source.row - last.row)
    writer.put(signed: source.offset - last.offset)
    writer.put(signed: source.length - last.length)
  }

  private func putFacts(
    _ text: [UInt32], _ message: [UInt32], namings: [UInt32], into writer: inout NumberWriter
  ) {
    var facts = self.facts.listed
    for index in facts.indices {
      facts[index].message = message[Int(facts[index].message)]
      facts[index].mailbox = namings[Int(facts[index].mailbox) - 1] + 1
      for place in facts[index].ids.indices {
        facts[index].ids[place].folder = text[Int(facts[index].ids[place].folder)]
      }
      facts[index].ids.sort { $0.folder < $1.folder }
    }
    facts.sort { ($0.message, $0.mailbox) < ($1.message, $1.mailbox) }
    writer.put(facts.count)
    var last: UInt32 = 0
    for fact in facts {
      writer.put(fact.message - last)
      last = fact.message
      writer.put(fact.mailbox)
      writer.put((fact.isReused ? 1 : 0) | (fact.subject != nil ? 2 : 0))
      writer.put(signed: fact.size)
      if let subject = fact.subject {
        writer.put(signed: subject.time.seconds)
        writer.put(text[Int(subject.text)])
      }
      writer.put(fact.ids.count)
      for own in fact.ids {
        writer.put(own.folder)
        writer.put(own.id)
      }
    }
  }

  private func putRejects(into writer: inout NumberWriter) {
    let distinct = Array(Set(rejects)).sorted {
      $0.source != $1.source ? $0.source < $1.source : $0.detail < $1.detail
    }
    writer.put(distinct.count)
    for reject in distinct {
      put(
        reject.source, after: SourcePosition(evidence: 0, row: 0, offset: 0, length: 0),
        into: &writer)
      writer.put(text: reject.reason.rawValue)
      writer.put(text: reject.detail)
      writer.put(reject.operation == nil ? 0 : 1)
      if let operation = reject.operation { writer.put(bytes: operation.bytes[...]) }
      writer.put(reject.key == nil ? 0 : 1)
      if let key = reject.key {
        writer.put(fixed: key.high)
        writer.put(fixed: key.low)
        writer.put(Int(key.origin.rawValue))
      }
      writer.put(reject.salvaged.count)
      for id in reject.salvaged { writer.put(bytes: id.bytes[...]) }
    }
  }
}

extension ContextRow {
  /// Its texts, in the order in which a tally file has them.
  static let texts: [WritableKeyPath<ContextRow, UInt32> & Sendable] = [
    \.organization, \.mailboxGuid, \.mailboxName, \.user, \.session, \.token, \.device,
    \.client, \.addresses, \.applications,
  ]
}

extension ByteInterner {
  /// By their bytes; the empty text is the first.
  var sortedNumbers: [UInt32] {
    (0..<UInt32(count)).sorted { bytes($0).lexicographicallyPrecedes(bytes($1)) }
  }
}
