/// Members that are called by their path, as programs do that know no lists:
/// `Folders.0.FolderItems.0.Id`, `Folders{}.FolderItems{}.Id`, `AuditData_Folders_0_Path`,
/// `AppAccessContext[0].AADSessionId` (R22).
enum FlattenedNames {
  enum Meaning: Equatable {
    /// A member of the record itself, behind the name of what it stood in.
    case member(AuditKey)
    /// Inside a list or object of the record.
    case path
  }

  /// Lists and objects of a record, in lower case.
  private static let roots: Set<String> = [
    "operationproperties", "folders", "item", "appaccesscontext", "deviceproperties", "parameters",
    "modifiedproperties", "extendedproperties", "messages", "affecteditems",
  ]
  /// What a record stands in, in lower case.
  private static let holders: Set<String> = [
    "auditdata", "audit", "data", "o365", "o365audit", "office365", "rawdata", "raweventdata",
    "record", "event", "original", "raw", "value", "source", "properties", "json", "message",
    "additionalproperties", "dynamicproperties",
  ]
  private static let marks = Set("._{}[]".utf8)

  /// - Parameter name: as written.
  /// - Returns: `nil` where it is the name of anything else.
  static func meaning(_ name: [UInt8], _ keys: AuditKeyTable) -> Meaning? {
    if !name.contains(where: marks.contains) || name.count > 200 { return nil }
    let parts = segments(name)
    guard let last = parts.last else { return nil }
    if let root = parts.firstIndex(where: { roots.contains(lower($0)) }) {
      return root + 1 < parts.count ? .path : member(parts[root], keys)
    }
    let isHeld = parts.count > 1 && parts.dropLast().allSatisfy { holders.contains(lower($0)) }
    return isHeld ? member(last, keys) : nil
  }

  private static func member(_ name: [UInt8], _ keys: AuditKeyTable) -> Meaning? {
    keys.find(name.span.bytes, 0, name.count).map { .member($0) }
  }

  private static func lower(_ name: [UInt8]) -> String {
    String(decoding: name, as: UTF8.self).lowercased()
  }

  /// The parts of a path; what a table of Log Analytics adds for the type of a column is none
  /// (`_s`, `_d`, `_b`, `_t`, `_g`).
  private static func segments(_ name: [UInt8]) -> [[UInt8]] {
    var parts = name.split(whereSeparator: marks.contains).map(Array.init)
    if parts.count > 1, let last = parts.last, last.count == 1,
      "sdbtg".utf8.contains(last[0])
    {
      parts.removeLast()
    }
    return parts
  }

  // MARK: - Unfolding

  /// The record with its lists and objects; `nil` where it is no object.
  static func unfolded(_ bytes: RawSpan, _ object: Slice, quote: Int) -> [UInt8]? {
    guard case .object(let members) = RecordNode(object, bytes, quote: quote) else { return nil }
    let keys = AuditKeyTable.all
    var plain: [RecordNode.Member] = []
    var tree = Branch()
    for member in members {
      switch keys.find(member.name.span.bytes, 0, member.name.count) == nil
        ? meaning(member.name, keys) : nil
      {
      case .path:
        var parts = segments(member.name)
        parts.removeFirst(parts.firstIndex { roots.contains(lower($0)) } ?? 0)
        tree.insert(parts[...], value(member))
      case .member(let key):
        plain.append(RecordNode.Member(name: Array(key.name.utf8), value: member.value))
      case nil: plain.append(member)
      }
    }
    for (name, branch) in tree.branches {
      let isKnown = plain.contains { member in
        if member.key == name, case .value = member.value.understood() { true } else { false }
      }
      if isKnown { continue }
      // `[List]` in a column beside those that hold what was in it.
      plain.removeAll { $0.key == name }
      plain.append(RecordNode.Member(name: Array(name.utf8), value: branch.node))
    }
    var json: [UInt8] = []
    RecordNode.object(plain).write(into: &json)
    return json
  }

  /// Several values of one path stand on lines of one text (Splunk's tables).
  private static func value(_ member: RecordNode.Member) -> RecordNode {
    guard member.name.contains(UInt8(ascii: "{")), case .text(let text) = member.value,
      text.contains(0x0A)
    else { return member.value }
    return .list(
      text.split(separator: 0x0A).map { .text(Array(FieldText.trimmed($0))) })
  }

  /// What stands below a part of a path.
  private struct Branch {
    private(set) var branches: [(name: String, branch: Branch)] = []
    private var value: RecordNode?

    mutating func insert(_ parts: ArraySlice<[UInt8]>, _ node: RecordNode) {
      guard let first = parts.first else {
        // The same path again: what says something stays.
        if value == nil || value?.scalar == .absent { value = node }
        return
      }
      let name = FlattenedNames.lower(first)
      if let index = branches.firstIndex(where: { $0.name == name }) {
        branches[index].branch.insert(parts.dropFirst(), node)
      } else {
        var branch = Branch()
        branch.insert(parts.dropFirst(), node)
        branches.append((name, branch))
      }
    }

    /// Numbers as names are the places of a list.
    var node: RecordNode {
      if branches.isEmpty { return value ?? .nothing }
      let places = branches.compactMap { Int($0.name) }
      if places.count == branches.count {
        let ordered = branches.sorted { (Int($0.name) ?? 0) < (Int($1.name) ?? 0) }
        // A column that is empty in this row is no element.
        return .list(ordered.map(\.branch.node).filter { !$0.saysNothing })
      }
      return .object(
        branches.map { RecordNode.Member(name: Array($0.name.utf8), value: $0.branch.node) })
    }
  }
}

extension RecordNode {
  /// No text in it anywhere.
  fileprivate var saysNothing: Bool {
    switch self {
    case .nothing: true
    case .word: false
    case .text(let text): FieldText.trimmed(text[...]).isEmpty
    case .list(let list): list.allSatisfy(\.saysNothing)
    case .object(let members): members.allSatisfy(\.value.saysNothing)
    }
  }
}
