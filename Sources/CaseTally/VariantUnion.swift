import CaseModel

/// Unites what the copies of a record say, field by field (R2).
///
/// A field that only some copies have is taken from them. Two present and different values are a
/// conflict: the one that widens access decides. Copies of different mailboxes are not united at
/// all: `records` tells them apart.
package struct VariantUnion {
  package struct Result {
    package var row: RecordRow
    /// One, or one for each variant where the copies contradict each other about the context.
    package var contexts: [UInt32]
    package var isConflict = false
  }

  private let windows: [TimeSpan]
  private(set) var texts: ByteInterner
  private let messages: ByteInterner
  package private(set) var contexts: ContextSet
  package private(set) var items: ItemColumns

  package init(_ tally: borrowing Tally, windows: [TimeSpan]) {
    self.windows = windows
    texts = tally.texts
    messages = tally.messages
    contexts = tally.contexts
    items = tally.items
  }

  /// Hands the texts over, so that whoever adds to them copies nothing.
  package mutating func takeTexts() -> ByteInterner {
    var taken = ByteInterner()
    swap(&taken, &texts)
    return taken
  }

  /// - Parameter rows: variants of one record, in one mailbox.
  mutating func unite(_ rows: [RecordRow]) -> Result {
    let variants = rows.sorted { order($0).lexicographicallyPrecedes(order($1)) }
    var result = Result(row: variants[0], contexts: [])
    func conflict<Value: Hashable>(_ values: [Value]) -> Bool { Set(values).count > 1 }

    let times = variants.map(\.time).sorted()
    result.row.time = times.first { time in windows.contains { $0.contains(time) } } ?? times[0]
    result.row.operation =
      variants.first { $0.marks.contains(.mailAccess) }?.operation ?? variants[0].operation
    let recordTypes = variants.map(\.recordType).filter { $0 >= 0 }
    result.row.recordType = recordTypes.min() ?? -1
    let accesses = variants.map(\.access).filter { $0 != .notStated }
    result.row.access =
      accesses.contains(.sync)
      ? .sync : accesses.contains(.bind) ? .bind : accesses.first ?? .notStated
    let throttled = variants.map(\.throttled).filter { $0 != .notStated }
    result.row.throttled = throttled.contains(.yes) ? .yes : throttled.first ?? .notStated
    let counts = variants.map(\.operationCount).filter { $0 >= 0 }
    result.row.operationCount = counts.max() ?? -1
    result.row.marks = variants.reduce([]) { $0.union($1.marks) }
    if variants.contains(where: { $0.itemCount > 0 && !$0.marks.contains(.lossy) }) {
      result.row.marks.remove(.lossy)
    }
    result.row.marks.subtract(healed(variants))
    result.isConflict =
      conflict(times) || conflict(variants.map(\.operation)) || conflict(recordTypes)
      || conflict(accesses) || conflict(throttled) || conflict(counts)
    if uniteItems(variants, into: &result.row) { result.isConflict = true }
    if uniteContexts(variants, into: &result) { result.isConflict = true }
    return result
  }

  /// What one copy could not be read for and another says (R2, R22).
  private func healed(_ variants: [RecordRow]) -> RecordMarks {
    var healed: RecordMarks = []
    func heal(_ mark: RecordMarks, _ says: (RecordRow) -> Bool) {
      if variants.contains(where: { !$0.marks.contains(mark) && says($0) }) { healed.insert(mark) }
    }
    func healContext(_ mark: RecordMarks, _ says: (ContextRow) -> Bool) {
      heal(mark) { says(contexts.rows[Int($0.context)]) }
    }
    heal(.throttledUnread) { $0.throttled != .notStated }
    heal(.accessTypeUnread) { $0.access != .notStated }
    heal(.settingsUnread) { $0.itemCount > 0 }
    // A copy that has a token and no session may lack what the other could not be read for.
    healContext(.linkUnread) { $0.session != 0 }
    healContext(.contextUnread) { $0.addresses != 0 && $0.user != 0 }
    healContext(.clientUnread) { $0.client != 0 }
    healContext(.deviceUnread) { $0.device != 0 }
    // Where AppAccessContext was not read, an AppId beside it does not say what stood there.
    let isContextUnread = variants.contains {
      $0.marks.contains(.linkUnread) && $0.marks.contains(.applicationUnread)
    }
    healContext(.applicationUnread) {
      TaggedList.elements(texts.bytes($0.applications)).contains {
        !isContextUnread || $0.tag == ApplicationField.accessContextClientAppId.rawValue
      }
    }
    healContext(.userKindUnread) { $0.userType >= 0 && $0.logonType >= 0 }
    return healed
  }

  /// The same for the same content, whatever numbers the texts have.
  func order(_ row: RecordRow) -> [UInt8] {
    var key: [UInt8] = []
    func add(_ number: UInt32) { TaggedList.append(texts.bytes(number), tag: 1, to: &key) }
    func add(_ value: Int64) {
      for shift in stride(from: 56, through: 0, by: -8) {
        key.append(UInt8(truncatingIfNeeded: value >> Int64(shift)))
      }
    }
    let context = contexts.rows[Int(row.context)]
    add(row.time.seconds)
    for number in [
      row.operation, context.organization, context.mailboxGuid, context.mailboxName, context.user,
      context.session, context.token, context.device, context.client, context.addresses,
      context.applications,
    ] { add(number) }
    for value in [
      Int64(context.userType), Int64(context.logonType), Int64(row.access.rawValue),
      Int64(row.throttled.rawValue), Int64(row.marks.rawValue), Int64(row.operationCount),
      Int64(row.recordType), Int64(row.itemCount), Int64(row.itemsHash),
    ] { add(value) }
    for index in row.items {
      let item = items.items[index]
      let folder = items.folders.keys[item.folder]
      TaggedList.append(messages.bytes(item.message), tag: 1, to: &key)
      add(folder.first)
      add(folder.second)
      add(Int64(item.kind.rawValue))
      add(folder.third)
    }
    return key
  }

  // MARK: - Items

  private struct ItemKey: Hashable {
    var kind: ItemRow.Kind
    var message: MessageIndex
    var folderId: UInt32
  }

  private func key(_ index: Int) -> ItemKey {
    let item = items.items[index]
    return ItemKey(
      kind: item.kind, message: item.message, folderId: items.folders.keys[item.folder].first)
  }

  /// The longest list, and what the others name besides.
  mutating func uniteItems(_ variants: [RecordRow], into row: inout RecordRow) -> Bool {
    let lists = variants.map { Array($0.items) }
    guard var united = lists.max(by: { $0.count < $1.count }) else { return false }
    var known = Set(united.map(key))
    for index in lists.joined() where known.insert(key(index)).inserted { united.append(index) }
    let whole = zip(variants, lists).filter { !$0.marks.contains(.lossy) && !$1.isEmpty }
    let isConflict = Set(whole.map { Set($0.1.map(key)) }).count > 1
    row.firstItem = items.count
    row.itemCount = Int32(united.count)
    for index in united { items.appendCopy(of: index) }
    return isConflict
  }

  // MARK: - Contexts

  private mutating func uniteContexts(_ variants: [RecordRow], into result: inout Result) -> Bool {
    var rows: [ContextRow] = []
    for variant in variants {
      let row = contexts.rows[Int(variant.context)]
      if !rows.contains(row) { rows.append(row) }
    }
    var isConflict = false
    let addresses = unitedList(rows.map(\.addresses), &isConflict)
    let applications = unitedList(rows.map(\.applications), &isConflict)
    let fields: [WritableKeyPath<ContextRow, UInt32>] = [
      \.organization, \.mailboxGuid, \.mailboxName, \.user, \.session, \.token, \.device,
      \.client,
    ]
    var contradicted = false
    for index in rows.indices {
      rows[index].addresses = addresses
      rows[index].applications = applications
    }
    for field in fields {
      let present = rows.map { $0[keyPath: field] }.filter { $0 != 0 }
      if Set(present.map { texts[$0].folded }).count > 1 { contradicted = true }
      for index in rows.indices where rows[index][keyPath: field] == 0 {
        rows[index][keyPath: field] = present.first ?? 0
      }
      if !contradicted, let first = present.first {
        for index in rows.indices { rows[index][keyPath: field] = first }
      }
    }
    for field in [\ContextRow.userType, \ContextRow.logonType] {
      let present = rows.map { $0[keyPath: field] }.filter { $0 >= 0 }
      if Set(present).count > 1 { contradicted = true }
      for index in rows.indices where rows[index][keyPath: field] < 0 {
        rows[index][keyPath: field] = present.first ?? -1
      }
    }
    for row in rows { add(row, to: &result) }
    return isConflict || contradicted
  }

  mutating func add(_ context: ContextRow, to result: inout Result) {
    let number = contexts.number(of: context)
    _ = items.naming(context)
    if !result.contexts.contains(number) { result.contexts.append(number) }
  }

  private mutating func unitedList(_ numbers: [UInt32], _ isConflict: inout Bool) -> UInt32 {
    var byTag: [UInt8: [EvidenceText]] = [:]
    for number in numbers {
      for (tag, text) in TaggedList.elements(texts.bytes(number)) {
        if byTag[tag]?.contains(text) != true { byTag[tag, default: []].append(text) }
      }
    }
    var list: [UInt8] = []
    for tag in byTag.keys.sorted() {
      let values = byTag[tag] ?? []
      if values.count > 1 { isConflict = true }
      for text in values.sorted() { TaggedList.append(text.bytes[...], tag: tag, to: &list) }
    }
    return texts.intern(list)
  }
}
