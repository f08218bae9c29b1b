import CaseModel

/// Reads what a record names: `Folders` with their items, and `Item` (R5, R6).
struct ItemWalk {
  let text: FieldText
  /// A list that an export flattened to `System.Object[]` or cut: its ids are lost (R17).
  var isLossy = false

  private struct Folder {
    var id: UInt32 = 0
    var name: UInt32 = 0
  }

  init(quote: Int) { text = FieldText(quote: quote) }

  /// `Folders`: a list, one object, `null`, JSON text, or what is left of it.
  mutating func folders(
    _ slice: Slice, _ bytes: RawSpan, _ walk: RecordWalk, into batch: inout RecordBatch
  ) {
    switch slice.kind {
    case .array:
      elements(slice, bytes) { item, element in
        item.folder(element, bytes, walk, into: &batch)
      }
    case .object: folder(slice, bytes, walk, into: &batch)
    case .string where slice.end > slice.start:
      var inner: [UInt8] = []
      JSONText.decode(slice, bytes, quote: text.quote, into: &inner)
      var position = 0
      var nested = ItemWalk(quote: 1)
      let span = inner.span.bytes
      if let value = try? JSONScan.value(span, &position, inner.count, quote: 1, depth: 0),
        value.kind == .array || value.kind == .object
      {
        nested.folders(value, span, walk, into: &batch)
        isLossy = isLossy || nested.isLossy
      } else if !FieldText.isPlaceholder(FieldText.trimmed(inner[...])) {
        isLossy = true
      }
    default: break
    }
  }

  private mutating func folder(
    _ slice: Slice, _ bytes: RawSpan, _ walk: RecordWalk, into batch: inout RecordBatch
  ) {
    guard slice.kind == .object else {
      if slice.kind == .string { isLossy = true }
      return
    }
    var members = Members()
    read(slice, bytes, walk, &members)
    let folder = self.folder(members, bytes, into: &batch)
    let before = batch.items.count
    switch members.items.kind {
    case .array:
      elements(members.items, bytes) { item, element in
        item.item(element, bytes, walk, in: folder, into: &batch)
      }
    case .object: item(members.items, bytes, walk, in: folder, into: &batch)
    case .string where members.items.end > members.items.start: isLossy = true
    default: break
    }
    if batch.items.count == before {
      var row = ItemRow()
      row.kind = .folder
      row.folderId = folder.id
      row.folderName = folder.name
      if row.folderId != 0 || row.folderName != 0 { batch.items.append(row) }
    }
  }

  /// One element of `FolderItems`; `null` is no item.
  private mutating func item(
    _ slice: Slice, _ bytes: RawSpan, _ walk: RecordWalk, in folder: Folder,
    into batch: inout RecordBatch
  ) {
    guard slice.kind == .object else {
      if slice.kind == .string, slice.end > slice.start { isLossy = true }
      return
    }
    var members = Members()
    read(slice, bytes, walk, &members)
    append(members, bytes, folder, into: &batch)
  }

  /// `Item`: the folder of a Sync record in `ParentFolder`, or one message.
  mutating func item(
    _ slice: Slice, _ bytes: RawSpan, _ walk: RecordWalk, isSync: Bool,
    into batch: inout RecordBatch
  ) {
    guard slice.kind == .object else {
      if slice.kind == .string, slice.end > slice.start {
        itemText(slice, bytes, walk, isSync: isSync, into: &batch)
      }
      return
    }
    var members = Members()
    read(slice, bytes, walk, &members)
    var parent = Members()
    if members.parent.kind == .object { read(members.parent, bytes, walk, &parent) }
    var folder = self.folder(parent, bytes, into: &batch)
    let named = members.internetMessageId.kind == .string || members.immutableId.kind == .string
    if isSync || !named {
      // Item.Id is the folder's own id where ParentFolder does not give one.
      if folder.id == 0 { folder.id = text.intern(members.id, bytes, into: &batch.texts) }
      if folder.name == 0 { folder.name = name(members, bytes, into: &batch) }
      var row = ItemRow()
      row.kind = .folder
      row.folderId = folder.id
      row.folderName = folder.name
      if folder.id != 0 || folder.name != 0 { batch.items.append(row) }
    } else {
      append(members, bytes, folder, into: &batch)
    }
  }

  /// `Item` as JSON text, or what is left of it.
  private mutating func itemText(
    _ slice: Slice, _ bytes: RawSpan, _ walk: RecordWalk, isSync: Bool,
    into batch: inout RecordBatch
  ) {
    var inner: [UInt8] = []
    JSONText.decode(slice, bytes, quote: text.quote, into: &inner)
    var position = 0
    let span = inner.span.bytes
    if let value = try? JSONScan.value(span, &position, inner.count, quote: 1, depth: 0),
      value.kind == .object
    {
      var nested = ItemWalk(quote: 1)
      nested.item(value, span, walk, isSync: isSync, into: &batch)
    } else if !FieldText.isPlaceholder(FieldText.trimmed(inner[...])) {
      isLossy = true
    }
  }

  /// A message id that stands in the record itself.
  func flatItem(_ slice: Slice, _ bytes: RawSpan, into batch: inout RecordBatch) {
    var members = Members()
    members.internetMessageId = slice
    append(members, bytes, Folder(), into: &batch)
  }

  /// A folder that stands in the record itself.
  func flatFolder(_ slice: Slice, _ bytes: RawSpan, into batch: inout RecordBatch) {
    var row = ItemRow()
    row.kind = .folder
    row.folderName = text.intern(slice, bytes, into: &batch.texts)
    if row.folderName != 0 { batch.items.append(row) }
  }

  // MARK: - Members

  private struct Members {
    var id = Slice.absent
    var name = Slice.absent
    var path = Slice.absent
    var items = Slice.absent
    var parent = Slice.absent
    var internetMessageId = Slice.absent
    var immutableId = Slice.absent
    var subject = Slice.absent
    var size = Slice.absent
  }

  private func read(
    _ slice: Slice, _ bytes: RawSpan, _ walk: RecordWalk, _ members: inout Members
  ) {
    var position = slice.start
    var isFirst = true
    // The object was passed once already: it cannot fail.
    while let key = try? walk.nextKey(bytes, &position, slice.end, quote: text.quote, &isFirst),
      let value = try? JSONScan.value(bytes, &position, slice.end, quote: text.quote, depth: 0)
    {
      guard case .known(let key) = key else { continue }
      switch key {
      case .id: members.id = value
      case .name: members.name = value
      case .path, .folderPath: members.path = value
      case .folderItems: members.items = value
      case .parentFolder: members.parent = value
      case .internetMessageId: members.internetMessageId = value
      case .immutableId: members.immutableId = value
      case .subject: members.subject = value
      case .sizeInBytes: members.size = value
      default: break
      }
    }
  }

  private mutating func elements(
    _ slice: Slice, _ bytes: RawSpan, _ body: (inout ItemWalk, Slice) -> Void
  ) {
    var position = slice.start + 1
    JSONScan.skipBlanks(bytes, &position, slice.end)
    if bytes[position] == UInt8(ascii: "]") { return }
    // The list was passed once already: it cannot fail.
    while let value = try? JSONScan.value(bytes, &position, slice.end, quote: text.quote, depth: 0)
    {
      body(&self, value)
      guard (try? JSONScan.another(bytes, &position, slice.end, close: UInt8(ascii: "]"))) == true
      else { return }
    }
  }

  private func folder(
    _ members: Members, _ bytes: RawSpan, into batch: inout RecordBatch
  ) -> Folder {
    Folder(
      id: text.intern(members.id, bytes, into: &batch.texts),
      name: name(members, bytes, into: &batch))
  }

  /// `Path`, or `Name` where Path says nothing.
  private func name(_ members: Members, _ bytes: RawSpan, into batch: inout RecordBatch) -> UInt32 {
    for slice in [members.path, members.name] {
      let number = text.intern(slice, bytes, into: &batch.texts)
      if number != 0, !FieldText.isPlaceholder(batch.texts.bytes(number)) { return number }
    }
    return 0
  }

  private func append(
    _ members: Members, _ bytes: RawSpan, _ folder: Folder, into batch: inout RecordBatch
  ) {
    var row = ItemRow()
    row.folderId = folder.id
    row.folderName = folder.name
    row.subject = text.intern(members.subject, bytes, into: &batch.texts)
    row.sizeInBytes = text.integer(members.size, bytes) ?? -1
    row.itemIdHash = idHash(members.id, bytes)
    let candidates: [(Slice, MessageIdentifier)] = [
      (members.internetMessageId, .internetMessageId), (members.immutableId, .immutableId),
      (members.id, .id),
    ]
    row.kind = .unidentified
    for (slice, identifier) in candidates where slice.kind == .string {
      row.message = messageId(slice, bytes, into: &batch.texts)
      if row.message == 0 { continue }
      row.kind = .message
      row.identifiedBy = identifier
      break
    }
    batch.items.append(row)
  }

  /// Without outer blanks and `< >`, case kept (R5); 0 for a placeholder.
  private func messageId(
    _ slice: Slice, _ bytes: RawSpan, into texts: inout ByteInterner
  ) -> UInt32 {
    // The usual id stands in the block as it is: `<…@…>` and longer than any placeholder.
    if !slice.escaped, slice.end - slice.start > 42, bytes[slice.start] == UInt8(ascii: "<"),
      bytes[slice.end - 1] == UInt8(ascii: ">"), bytes[slice.start + 1] > 0x20,
      bytes[slice.end - 2] > 0x20
    {
      return texts.intern(bytes.extracting((slice.start + 1)..<(slice.end - 1)))
    }
    var id = text.bytes(slice, bytes)[...]
    if id.first == UInt8(ascii: "<") { id = id.dropFirst() }
    if id.last == UInt8(ascii: ">") { id = id.dropLast() }
    id = FieldText.trimmed(id)
    return FieldText.isPlaceholder(id) ? 0 : texts.intern(Array(id))
  }

  /// Of an item's own id; 0 for a placeholder.
  private func idHash(_ slice: Slice, _ bytes: RawSpan) -> UInt64 {
    if slice.kind == .string, !slice.escaped, slice.end - slice.start > 40,
      bytes[slice.start] > 0x20, bytes[slice.end - 1] > 0x20
    {
      return hashOfBytes(bytes.extracting(slice.start..<slice.end)) | 1
    }
    let own = text.bytes(slice, bytes)
    return FieldText.isPlaceholder(own[...]) ? 0 : hashOfBytes(own.span.bytes) | 1
  }
}
