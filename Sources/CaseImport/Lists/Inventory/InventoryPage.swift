/// An object around a list of messages: Graph's `{"@odata.context": …, "value": […]}`, what PowerShell
/// keeps of it, and Elastic's `{"hits": {"hits": […]}}`.
enum InventoryPage {
  private static let names: [StaticString] = [
    "value", "hits", "messages", "items", "results", "data", "records",
  ]

  /// At a `{`; behind the `[` of the list, or `nil` where the object is a message.
  static func enter(_ bytes: RawSpan, _ start: Int) throws(JSONFault) -> Int? {
    let end = bytes.byteCount
    var position = start + 1
    if try JSONScan.next(bytes, &position, end) == UInt8(ascii: "}") { return nil }
    repeat {
      let (name, byte) = try JSONDescent.name(bytes, &position)
      let isList = names.contains { JSONMembers.isNamed(name, $0, bytes) }
      if isList, byte == UInt8(ascii: "[") {
        var inside = position + 1
        let first = try JSONScan.next(bytes, &inside, end)
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "]") { return position + 1 }
      }
      if isList, byte == UInt8(ascii: "{"), let list = try enter(bytes, position) { return list }
      try JSONScan.pass(bytes, &position, end, quote: 1, depth: 0)
    } while try JSONScan.another(bytes, &position, end, close: UInt8(ascii: "}"))
    return nil
  }
}
