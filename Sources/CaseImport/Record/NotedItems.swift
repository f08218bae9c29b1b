import CaseModel

/// What a record names in other ways than a list `Folders`: read from noted slices (R5, R6).
struct NotedItems {
  let text: FieldText

  /// `Folders` that was not read on the way: JSON text, another notation, or a list that stood before
  /// the operation was known.
  func folders(_ walk: inout RecordWalk, _ bytes: RawSpan, into batch: inout RecordBatch) {
    let slice = walk.fields[.folders]
    if RecordFields.isEmpty(slice, bytes) { return }
    if slice.kind == .array || slice.kind == .object {
      if !walk.fields.hasItems {
        walk.fields.hasOtherFolders = false
        read(slice, bytes, &walk, quote: text.quote, into: &batch)
      }
      if !walk.fields.hasOtherFolders { return }
    }
    read(FolderTree(folders: RecordNode(slice, bytes, quote: text.quote)), &walk, into: &batch)
  }

  /// `Messages`, whose attachments were opened: their ids, in the folder of the message.
  func attachments(_ walk: inout RecordWalk, _ bytes: RawSpan, into batch: inout RecordBatch) {
    let slice = walk.fields[.messages]
    if RecordFields.isEmpty(slice, bytes) { return }
    read(FolderTree(messages: RecordNode(slice, bytes, quote: text.quote)), &walk, into: &batch)
  }

  private func read(
    _ tree: FolderTree, _ walk: inout RecordWalk, into batch: inout RecordBatch
  ) {
    batch.items.removeLast(batch.items.count - walk.fields.firstItem)
    let json = tree.json
    read(
      Slice(kind: .array, start: 0, end: json.count), json.span.bytes, &walk, quote: 1,
      into: &batch)
    walk.fields.hasOtherFolders = false
    if tree.isUnread { walk.fields.isLossy = true }
  }

  /// A list of folders; one that is no whole JSON is lost, and so are its ids.
  private func read(
    _ slice: Slice, _ bytes: RawSpan, _ walk: inout RecordWalk, quote: Int,
    into batch: inout RecordBatch
  ) {
    let before = batch.items.count
    var position = slice.start
    JSONScan.skipBlanks(bytes, &position, slice.end)
    do throws(JSONFault) {
      try walk.folderList(
        bytes, &position, slice.end, quote: quote, depth: 0, .text, into: &batch)
    } catch {
      batch.items.removeLast(batch.items.count - before)
      walk.fields.isLossy = true
    }
  }

  /// `Item`: the folder of a Sync record in `ParentFolder`, or one message.
  func item(
    _ walk: inout RecordWalk, _ bytes: RawSpan, isSync: Bool, into batch: inout RecordBatch
  ) {
    let slice = walk.fields[.item]
    if RecordFields.isEmpty(slice, bytes) { return }
    if slice.kind == .object, add(slice, bytes, text, &walk, isSync: isSync, into: &batch) {
      return
    }
    switch RecordNode(slice, bytes, quote: text.quote).understood() {
    case .absent: return
    case .value(let node):
      guard let json = usual(item: node) else { break }
      let whole = Slice(kind: .object, start: 0, end: json.count)
      if add(whole, json.span.bytes, FieldText(quote: 1), &walk, isSync: isSync, into: &batch) {
        return
      }
    case .unread: break
    }
    walk.fields.isLossy = true
  }

  /// An item with its folder as an object; `nil` where it is none.
  private func usual(item node: RecordNode) -> [UInt8]? {
    var node = node
    if case .list(let list) = node, list.count == 1, case .value(let one) = list[0].understood() {
      node = one
    }
    guard case .object(var members) = node else { return nil }
    for index in members.indices {
      switch members[index].key == "parentfolder"
        ? members[index].value.understood() : members[index].value.scalar
      {
      case .value(.object(let inner)):
        members[index].value = .object(
          inner.map { member in
            guard case .value(let text) = member.value.scalar else {
              return RecordNode.Member(name: member.name, value: .nothing)
            }
            return RecordNode.Member(name: member.name, value: text)
          })
      case .value(let value): members[index].value = value
      case .absent: members[index].value = .nothing
      case .unread: if members[index].key == "parentfolder" { return nil }
      }
    }
    var json: [UInt8] = []
    RecordNode.object(members).write(into: &json)
    return json
  }

  /// - Returns: `false` where a member of it stands in another notation; nothing is added.
  private func add(
    _ slice: Slice, _ bytes: RawSpan, _ text: FieldText, _ walk: inout RecordWalk, isSync: Bool,
    into batch: inout RecordBatch
  ) -> Bool {
    let members = self.members(slice, bytes, text, walk)
    let isParentRead = members.parent.kind == .object || RecordFields.isEmpty(members.parent, bytes)
    let own = [members.id, members.path, members.name, members.internetMessageId]
    if !isParentRead || own.contains(where: { !$0.isScalar }) { return false }
    if members.hasLoneSurrogate { walk.fields.hasLoneSurrogate = true }
    var folderId: UInt32 = 0
    var folderName: UInt32 = 0
    if members.parent.kind == .object {
      let parent = self.members(members.parent, bytes, text, walk)
      folderId = text.intern(parent.id, bytes, into: &batch.texts)
      folderName = parent.folderName(bytes, text, into: &batch)
    }
    let named = members.internetMessageId.kind == .string || members.immutableId.kind == .string
    var row = ItemRow()
    if isSync || !named {
      // Item.Id is the folder's own id where ParentFolder does not give one.
      if folderId == 0 { folderId = text.intern(members.id, bytes, into: &batch.texts) }
      if folderName == 0 { folderName = members.folderName(bytes, text, into: &batch) }
      row.kind = .folder
      if folderId == 0, folderName == 0 { return true }
    } else {
      row = members.row(bytes, text, into: &batch)
    }
    row.folderId = folderId
    row.folderName = folderName
    batch.items.append(row)
    return true
  }

  private func members(
    _ slice: Slice, _ bytes: RawSpan, _ text: FieldText, _ walk: RecordWalk
  ) -> ItemMembers {
    var members = ItemMembers()
    var position = slice.start
    var isFirst = true
    do throws(JSONFault) {
      while true {
        let key = try walk.nextKey(bytes, &position, slice.end, quote: text.quote, &isFirst)
        if case .end = key { break }
        let value = try JSONScan.value(bytes, &position, slice.end, quote: text.quote, depth: 0)
        if case .known(let key) = key { members.note(value, for: key) }
      }
    } catch {
      // The object was passed once already: it cannot fail.
    }
    return members
  }

  /// `AffectedItems`: the messages that somebody moved or deleted, each in the folder it was in.
  func affected(_ walk: inout RecordWalk, _ bytes: RawSpan, into batch: inout RecordBatch) {
    let slice = walk.fields[.affectedItems]
    if slice.kind == .array {
      readAffected(slice, bytes, text, &walk, into: &batch)
    } else if slice.kind == .string {
      var inner: [UInt8] = []
      JSONText.decode(slice, bytes, quote: text.quote, into: &inner)
      let whole = Slice(kind: .array, start: 0, end: inner.count)
      readAffected(whole, inner.span.bytes, FieldText(quote: 1), &walk, into: &batch)
    }
  }

  private func readAffected(
    _ slice: Slice, _ bytes: RawSpan, _ text: FieldText, _ walk: inout RecordWalk,
    into batch: inout RecordBatch
  ) {
    var position = slice.start
    do throws(JSONFault) {
      if try JSONScan.next(bytes, &position, slice.end) != UInt8(ascii: "[") { return }
      position += 1
      if try JSONScan.next(bytes, &position, slice.end) == UInt8(ascii: "]") { return }
      repeat {
        let item = try JSONScan.value(bytes, &position, slice.end, quote: text.quote, depth: 0)
        if item.kind != .object { continue }
        let members = self.members(item, bytes, text, walk)
        if members.hasLoneSurrogate { walk.fields.hasLoneSurrogate = true }
        var row = members.row(bytes, text, into: &batch)
        if row.kind != .message { continue }
        if members.parent.kind == .object {
          let parent = self.members(members.parent, bytes, text, walk)
          row.folderId = text.intern(parent.id, bytes, into: &batch.texts)
          row.folderName = parent.folderName(bytes, text, into: &batch)
        }
        batch.items.append(row)
      } while try JSONScan.another(bytes, &position, slice.end, close: UInt8(ascii: "]"))
    } catch {
      // A cut list: the items before the cut are kept; they decide no tier.
    }
  }

  /// A message id or a folder that stands in the record itself.
  func flat(_ fields: RecordFields, _ bytes: RawSpan, into batch: inout RecordBatch) {
    var members = ItemMembers()
    members.internetMessageId = fields[.internetMessageId]
    members.path = fields[.folderPath]
    var row = ItemRow()
    if members.internetMessageId.kind == .string {
      row = members.row(bytes, text, into: &batch)
    } else {
      row.kind = .folder
    }
    if members.path.kind == .string {
      row.folderName = members.folderName(bytes, text, into: &batch)
    }
    if row.kind == .folder, row.folderName == 0 { return }
    batch.items.append(row)
  }
}
