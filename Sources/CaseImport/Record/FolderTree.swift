/// `Folders` and `Messages` in notations that are not read in place, written as the service writes
/// `Folders`: a list of objects with `FolderItems` (R22).
struct FolderTree {
  private(set) var folders: [RecordNode] = []
  /// Something in it could not be understood, and the ids in it are lost (R17).
  private(set) var isUnread = false

  private static let folderKeys: Set<String> = [
    "id", "path", "name", "folderpath", "folderitems",
  ]
  private static let itemKeys: Set<String> = [
    "id", "internetmessageid", "immutableid", "sizeinbytes", "subject",
  ]

  init(folders node: RecordNode) { readFolders(node, depth: 0) }

  /// `Messages` of AttachmentAccess: each a message with the attachments that were opened, in
  /// `MessageItems`.
  init(messages node: RecordNode) {
    guard let messages = elements(node, depth: 0) else { return }
    for message in messages {
      guard case .object(let members) = message else {
        isUnread = true
        continue
      }
      let opened = members.first { $0.key == "messageitems" }.map { items($0.value) } ?? []
      let path = members.filter { $0.key == "path" }
      let own = members.filter { $0.key == "id" || $0.key == "internetmessageid" }
      add(path, opened.isEmpty ? [.object(own)] : opened)
    }
  }

  var json: [UInt8] {
    var json: [UInt8] = []
    RecordNode.list(folders).write(into: &json)
    return json
  }

  private mutating func add(_ members: [RecordNode.Member], _ items: [RecordNode]) {
    folders.append(
      .object(members + [RecordNode.Member(name: Array("FolderItems".utf8), value: .list(items))]))
  }

  /// The objects of a list, whatever it is written as; `nil` where nothing is there or nothing
  /// could be read.
  private mutating func elements(_ node: RecordNode, depth: Int) -> [RecordNode]? {
    if depth > RecordNode.deepest {
      isUnread = true
      return nil
    }
    switch node.understood() {
    case .absent: return nil
    case .value(.list(let list)):
      return list.flatMap { elements($0, depth: depth + 1) ?? [] }
    case .value(.object(let members)): return [.object(members)]
    case .unread, .value:
      isUnread = true
      return nil
    }
  }

  private mutating func readFolders(_ node: RecordNode, depth: Int) {
    for element in elements(node, depth: depth) ?? [] {
      guard case .object(let members) = element,
        members.contains(where: { FolderTree.folderKeys.contains($0.key) })
      else {
        isUnread = true
        continue
      }
      let own = members.filter { $0.key != "folderitems" }
      let named = members.filter { $0.key == "folderitems" }.flatMap { items($0.value) }
      let several = unzipped(own)
      if several.count == 1 {
        add(several[0], named)
      } else {
        // Which item is in which of the folders was lost.
        for folder in several { add(folder, []) }
        if !named.isEmpty { add([], named) }
      }
    }
  }

  private mutating func items(_ node: RecordNode) -> [RecordNode] {
    (elements(node, depth: 0) ?? []).flatMap { element -> [RecordNode] in
      guard case .object(let members) = element,
        members.contains(where: { FolderTree.itemKeys.contains($0.key) })
      else {
        isUnread = true
        return []
      }
      return unzipped(members).map { .object($0) }
    }
  }

  /// An object whose members are lists of one length is as many objects.
  private mutating func unzipped(_ members: [RecordNode.Member]) -> [[RecordNode.Member]] {
    var lists: [(name: [UInt8], values: [RecordNode])] = []
    var scalars: [RecordNode.Member] = []
    for member in members {
      let isAsked =
        FolderTree.itemKeys.contains(member.key) || FolderTree.folderKeys.contains(member.key)
      if !isAsked { continue }
      if case .value(.list(let values)) = member.value.understood(), values.count > 1 {
        lists.append((member.name, values))
      } else {
        scalars.append(scalar(member))
      }
    }
    guard let count = lists.map(\.values.count).max() else { return [scalars] }
    // Of lists of different lengths nobody knows what belongs together: the longest are kept.
    if lists.contains(where: { $0.values.count != count }) { isUnread = true }
    let kept = lists.filter { $0.values.count == count }
    return (0..<count).map { index in
      kept.map { scalar(RecordNode.Member(name: $0.name, value: $0.values[index])) }
    }
  }

  private mutating func scalar(_ member: RecordNode.Member) -> RecordNode.Member {
    var member = member
    switch member.value.scalar {
    case .absent: member.value = .nothing
    case .value(let value): member.value = value
    case .unread:
      isUnread = true
      member.value = .nothing
    }
    return member
  }
}
