import CaseModel

/// Unites what the copies of a record say, field by field (R2).
///
/// A field that only some copies have is taken from them. Two present and different values are a
/// conflict: the one that widens access decides.
struct VariantUnion {
  struct Result {
    var row: RecordRow
    /// One, or one for each variant where the copies contradict each other about the context.
    var contexts: [UInt32]
    var isConflict = false
  }

  private let tally: Tally
  private let windows: [TimeSpan]
  private(set) var texts: ByteInterner
  private(set) var contexts: [ContextRow]
  private(set) var items: [ItemRow]
  private var contextNumbers: [ContextRow: UInt32] = [:]

  init(_ tally: Tally, windows: [TimeSpan]) {
    self.tally = tally
    self.windows = windows
    texts = tally.texts
    contexts = tally.contexts
    items = tally.items
  }

  mutating func unite(_ indexes: [Int]) -> Result {
    if indexes.count == 1 {
      let row = tally.records[indexes[0]]
      return Result(row: row, contexts: [row.context])
    }
    let variants = indexes.map { tally.records[$0] }.sorted {
      order($0).lexicographicallyPrecedes(order($1))
    }
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
    result.isConflict =
      conflict(times) || conflict(variants.map(\.operation)) || conflict(recordTypes)
      || conflict(accesses) || conflict(throttled) || conflict(counts)
    if uniteItems(variants, into: &result.row) { result.isConflict = true }
    if uniteContexts(variants, into: &result) { result.isConflict = true }
    return result
  }

  /// The same for the same content, whatever numbers the texts have.
  private func order(_ row: RecordRow) -> [UInt8] {
    var key: [UInt8] = []
    func add(_ number: UInt32) { TaggedList.append(texts.bytes(number), tag: 1, to: &key) }
    func add(_ value: Int64) {
      for shift in stride(from: 56, through: 0, by: -8) {
        key.append(UInt8(truncatingIfNeeded: value >> Int64(shift)))
      }
    }
    let context = tally.contexts[Int(row.context)]
    add(row.time.seconds)
    for number in [
      row.operation, context.organization, context.mailboxGuid, context.mailboxName, context.user,
      context.session, context.token, context.client, context.addresses, context.applications,
    ] { add(number) }
    for value in [
      Int64(context.userType), Int64(context.logonType), Int64(row.access.rawValue),
      Int64(row.throttled.rawValue), Int64(row.marks.rawValue), Int64(row.operationCount),
      Int64(row.recordType), Int64(row.itemCount),
    ] { add(value) }
    for item in items[row.items] {
      add(item.message)
      add(item.folderId)
      add(item.folderName)
      add(item.sizeInBytes)
      add(Int64(item.itemIdHash))
    }
    return key
  }

  // MARK: - Items

  private struct ItemKey: Hashable {
    var kind: ItemRow.Kind
    var message: UInt32
    var folderId: UInt32
  }

  /// The longest list, and what the others name besides.
  private mutating func uniteItems(_ variants: [RecordRow], into row: inout RecordRow) -> Bool {
    let lists = variants.map { Array(items[$0.items]) }
    func keys(_ list: [ItemRow]) -> Set<ItemKey> {
      Set(list.map { ItemKey(kind: $0.kind, message: $0.message, folderId: $0.folderId) })
    }
    guard var united = lists.max(by: { $0.count < $1.count }) else { return false }
    var known = keys(united)
    for item in lists.joined() {
      let key = ItemKey(kind: item.kind, message: item.message, folderId: item.folderId)
      if known.insert(key).inserted { united.append(item) }
    }
    row.firstItem = items.count
    row.itemCount = Int32(united.count)
    items.append(contentsOf: united)
    let whole = zip(variants, lists).filter { !$0.marks.contains(.lossy) && !$1.isEmpty }
    return Set(whole.map { keys($0.1) }).count > 1
  }

  // MARK: - Contexts

  private mutating func uniteContexts(_ variants: [RecordRow], into result: inout Result) -> Bool {
    var rows: [ContextRow] = []
    for variant in variants {
      let row = tally.contexts[Int(variant.context)]
      if !rows.contains(row) { rows.append(row) }
    }
    var isConflict = false
    let addresses = unitedList(rows.map(\.addresses), &isConflict)
    let applications = unitedList(rows.map(\.applications), &isConflict)
    let fields: [WritableKeyPath<ContextRow, UInt32>] = [
      \.organization, \.mailboxGuid, \.mailboxName, \.user, \.session, \.token, \.client,
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
    for row in rows {
      let number = number(of: row)
      if !result.contexts.contains(number) { result.contexts.append(number) }
    }
    return isConflict || contradicted
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

  private mutating func number(of row: ContextRow) -> UInt32 {
    if contextNumbers.isEmpty {
      for (index, row) in contexts.enumerated() { contextNumbers[row] = UInt32(index) }
    }
    if let number = contextNumbers[row] { return number }
    let number = UInt32(contexts.count)
    contexts.append(row)
    contextNumbers[row] = number
    return number
  }
}
