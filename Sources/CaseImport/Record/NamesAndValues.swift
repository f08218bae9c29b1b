/// A collection of names and values, read from every notation in which exports write one: a list of
/// objects, one object {Name, Value}, an object {name: value}, {value: […], Count}, a list of texts, one
/// text, parallel lists (R22).
struct NamesAndValues {
  /// Names without outer blanks; in the order of the bytes.
  private(set) var pairs: [(name: String, value: RecordNode)] = []
  /// Something in it could not be understood.
  private(set) var isUnread = false

  private static let nameKeys: Set<String> = ["name", "key", "property", "propertyname"]
  private static let valueKeys: Set<String> = ["value", "newvalue"]
  private static let pairKeys = nameKeys.union(valueKeys).union(["oldvalue", "type", "count"])

  init(_ node: RecordNode) { read(node, depth: 0) }

  init(_ slice: Slice, _ bytes: RawSpan, quote: Int) {
    self.init(RecordNode(slice, bytes, quote: quote))
  }

  /// Of a repeated name the last that says something; compared without case.
  func value(_ name: String) -> RecordNode? {
    let all = pairs.filter { $0.name.lowercased() == name }
    return (all.last { $0.value.scalar != .absent } ?? all.last)?.value
  }

  private mutating func read(_ node: RecordNode, depth: Int) {
    if depth > RecordNode.deepest {
      isUnread = true
      return
    }
    switch node.understood() {
    case .absent: return
    case .unread: isUnread = true
    case .value(.list(let list)):
      for element in list { read(element, depth: depth + 1) }
    case .value(.object(let members)): readObject(members, depth: depth + 1)
    case .value(.text(let text)):
      // Plain names without values say nothing of what a rule asks.
      guard let members = FieldNotation.bareMembers(text) else {
        isUnread = true
        return
      }
      read(members, depth: depth + 1)
    case .value: isUnread = true
    }
  }

  private mutating func readObject(_ members: [RecordNode.Member], depth: Int) {
    let keys = members.map(\.key)
    let isPair =
      keys.contains(where: NamesAndValues.nameKeys.contains)
      && keys.allSatisfy(NamesAndValues.pairKeys.contains)
    guard isPair else {
      for member in members {
        pairs.append((named(member.name), member.value))
        // No collection of names and values holds objects: it is something else.
        if case .value(.object) = member.value.understood() { isUnread = true }
      }
      return
    }
    func first(_ wanted: Set<String>) -> RecordNode {
      members.first { wanted.contains($0.key) }?.value ?? .nothing
    }
    let (name, value) = (first(NamesAndValues.nameKeys), first(NamesAndValues.valueKeys))
    if case .value(.list(let names)) = name.understood(), names.count > 1 {
      guard case .value(.list(let values)) = value.understood(), values.count == names.count
      else {
        isUnread = true
        return
      }
      for (name, value) in zip(names, values) { add(name, value) }
    } else {
      add(name, value)
    }
  }

  private mutating func add(_ name: RecordNode, _ value: RecordNode) {
    guard case .value(.text(let text)) = name.scalar else {
      isUnread = true
      return
    }
    pairs.append((named(text), value))
  }

  private func named(_ bytes: [UInt8]) -> String {
    String(decoding: FieldText.trimmed(bytes[...]), as: UTF8.self)
  }
}
