import CaseModel
import TextFormats

/// The walk through one inventory, block by block: UTF-8, each block from where the last ended.
package struct InventoryWalker: Sendable {
  private let format: InventoryFormat
  private var origin: InventoryOrigin
  private var columns: InventoryColumns?
  private var openLists = 0
  private var isAtStart = true
  private var row: Int64 = 0
  /// The members of the rows so far, in their order.
  private var expected: [(name: [UInt8], field: InventoryField?)] = []
  /// Bytes of a row that are waited for.
  private let longestRow = 64 << 20

  package init(_ format: InventoryFormat, _ origin: InventoryOrigin) {
    self.format = format
    self.origin = origin
  }

  /// Reads the whole rows of a block.
  ///
  /// - Returns: bytes taken; what is left belongs before the next block.
  package mutating func walk(
    _ bytes: [UInt8], isLast: Bool, into inventory: inout MessageInventory
  ) -> Int {
    var position = 0
    if isAtStart {
      position = TextBytes(utf8: bytes).start
      if format == .csv {
        let head = ExportHead(utf8: bytes, isWhole: isLast)
        guard let found = InventoryColumns(header: head) else { return isLast ? bytes.count : 0 }
        columns = found
        position = found.next
      }
      isAtStart = false
    }
    if let columns {
      walkTable(bytes, &position, columns, isLast, &inventory)
    } else {
      while position < bytes.count,
        let next = step(bytes, position, isLast, &inventory)
      {
        position = next
      }
    }
    if bytes.count - position > longestRow || (isLast && position < bytes.count) {
      row += 1
      inventory.note(row, isLast ? "the file ends inside it" : "it is longer than 64 MiB")
      position = bytes.count
    }
    return position
  }

  // MARK: - CSV

  private mutating func walkTable(
    _ bytes: [UInt8], _ position: inout Int, _ columns: InventoryColumns, _ isLast: Bool,
    _ inventory: inout MessageInventory
  ) {
    let rows = CSVRows(delimiter: columns.delimiter)
    let span = bytes.span.bytes
    var fields: [CSVRows.Field] = []
    while position < bytes.count {
      switch rows.row(span, from: position, isLast: isLast, fields: &fields) {
      case .row(let end, let next):
        if end > position { take(bytes, fields, columns, &inventory) }
        position = next
      case .unfinished where !isLast && bytes.count - position <= longestRow: return
      case .unfinished, .unclosedQuote:
        // Only its line is lost: the rows behind it are read.
        row += 1
        inventory.note(row, "a quoted field is not closed")
        position = (bytes[position...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
      }
    }
  }

  private mutating func take(
    _ bytes: [UInt8], _ fields: [CSVRows.Field], _ columns: InventoryColumns,
    _ inventory: inout MessageInventory
  ) {
    row += 1
    if fields.count != columns.count {
      return inventory.note(row, "\(fields.count) fields, the header has \(columns.count)")
    }
    var entry = InventoryEntry()
    for (field, kind) in zip(fields, columns.fields) {
      guard let kind else { continue }
      var text = Array(bytes[field.start..<field.end])
      if field.isQuoted, text.contains(UInt8(ascii: "\"")) {
        text = text.replacing([0x22, 0x22], with: [0x22])
      }
      entry.note(kind, text)
    }
    // Where files were joined, the header stands again.
    if InventoryField(name: String(decoding: entry.message, as: UTF8.self)) == .message {
      row -= 1
      return
    }
    entry.add(row, origin, to: &inventory)
  }

  // MARK: - JSON

  /// Passes one mark or reads one value; `nil` where more bytes are needed.
  private mutating func step(
    _ bytes: [UInt8], _ start: Int, _ isLast: Bool, _ inventory: inout MessageInventory
  ) -> Int? {
    let span = bytes.span.bytes
    switch bytes[start] {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), 0x1E: return start + 1
    case UInt8(ascii: "["):
      openLists += 1
      return start + 1
    case UInt8(ascii: "]"):
      openLists -= openLists > 0 ? 1 : 0
      return start + 1
    case UInt8(ascii: "}"): return start + 1
    case UInt8(ascii: "{"):
      if openLists == 0, let page = try? InventoryPage.enter(span, start) {
        notePage(bytes[start..<page])
        openLists += 1
        return page
      }
    default: break
    }
    var position = start
    do throws(JSONFault) {
      if bytes[start] == UInt8(ascii: "{") {
        let entry = try entry(span, &position)
        row += 1
        entry.add(row, origin, to: &inventory)
        return position
      }
      let value = try JSONScan.value(span, &position, bytes.count, quote: 1, depth: 0)
      // Behind the list of a page stand other members, such as @odata.nextLink.
      if value.kind == .string, openLists == 0 {
        if passMember(bytes, &position) { return position }
        if !isLast { return nil }
      }
      if position == bytes.count, !isLast { return nil }
      row += 1
      inventory.note(row, "it is not an object")
      return position
    } catch {
      if case .truncated = error, !isLast { return nil }
      let input = WalkInput(
        position: start, end: bytes.count, fileOffset: 0, isLast: isLast, isFull: false)
      guard let end = JSONDamage(span, input, error, inList: openLists > 0).end else { return nil }
      row += 1
      inventory.note(row, "it is not JSON")
      return max(end, start + 1)
    }
  }

  private func passMember(_ bytes: [UInt8], _ position: inout Int) -> Bool {
    let span = bytes.span.bytes
    var next = position
    JSONScan.skipBlanks(span, &next, bytes.count)
    guard next < bytes.count, bytes[next] == UInt8(ascii: ":") else { return false }
    next += 1
    guard (try? JSONScan.value(span, &next, bytes.count, quote: 1, depth: 0)) != nil else {
      return false
    }
    position = next
    return true
  }

  /// `…/$metadata#users('m.rivera%40clinic.example')/messages` says whose messages follow.
  private mutating func notePage(_ opening: ArraySlice<UInt8>) {
    guard let page = try? JSONReader.read(Array(opening) + Array("]}".utf8)),
      let context = page["@odata.context"]?.text,
      let mark = context.firstRange(of: "users('")
    else { return }
    let name = String(context[mark.upperBound...].prefix { $0 != "'" })
      .replacing("%40", with: "@")
    // A GUID there is the account's, not the mailbox's.
    if name.contains("@") || (origin.mailbox == nil && !name.isEmpty) { origin.mailbox = name }
  }

  /// At a `{`; afterwards behind its `}`.
  private mutating func entry(
    _ bytes: RawSpan, _ position: inout Int
  ) throws(JSONFault) -> InventoryEntry {
    var entry = InventoryEntry()
    var index = 0
    try InventoryWalker.members(bytes, &position) { name, value in
      let field = field(name, index, bytes)
      index += 1
      guard let field, let text = InventoryWalker.text(value, bytes) else { return }
      entry.note(field, text)
    }
    return entry
  }

  /// What a member is about: rows mostly have the same members in the same order.
  private mutating func field(_ name: Slice, _ index: Int, _ bytes: RawSpan) -> InventoryField? {
    let isKnown =
      index < expected.count && expected[index].name.count == name.end - name.start
      && expected[index].name.indices.allSatisfy {
        expected[index].name[$0] == bytes[name.start + $0]
      }
    if isKnown { return expected[index].field }
    let text = String(decoding: InventoryWalker.decoded(name, bytes), as: UTF8.self)
    let raw = (name.start..<name.end).map { bytes[$0] }
    let field = InventoryField(name: text)
    if index < expected.count {
      expected[index] = (raw, field)
    } else if index < 64 {
      expected.append((raw, field))
    }
    return field
  }

  private static func members(
    _ bytes: RawSpan, _ position: inout Int, _ body: (Slice, Slice) -> Void
  ) throws(JSONFault) {
    let end = bytes.byteCount
    position += 1
    if try JSONScan.next(bytes, &position, end) == UInt8(ascii: "}") {
      position += 1
      return
    }
    repeat {
      if try JSONScan.next(bytes, &position, end) != UInt8(ascii: "\"") {
        throw .invalid(at: position)
      }
      let name = try JSONScan.string(bytes, &position, end, quote: 1)
      try JSONScan.passColon(bytes, &position, end)
      let value = try JSONScan.value(bytes, &position, end, quote: 1, depth: 1)
      body(name, value)
    } while try JSONScan.another(bytes, &position, end, close: UInt8(ascii: "}"))
  }

  private static func decoded(_ text: Slice, _ bytes: RawSpan) -> [UInt8] {
    var result: [UInt8] = []
    JSONText.decode(text, bytes, quote: 1, into: &result)
    return result
  }

  /// A text, or the address in `{"emailAddress": {"address": …}}`, whatever the case of the names.
  private static func text(_ value: Slice, _ bytes: RawSpan) -> [UInt8]? {
    if value.kind == .string { return decoded(value, bytes) }
    guard value.kind == .object, let address = member("emailaddress", of: value, bytes) else {
      return nil
    }
    return member("address", of: address, bytes).flatMap {
      $0.kind == .string ? decoded($0, bytes) : nil
    }
  }

  private static func member(_ wanted: String, of object: Slice, _ bytes: RawSpan) -> Slice? {
    if object.kind != .object { return nil }
    var found: Slice?
    var position = object.start
    // The object was passed once already: it cannot fail.
    try? members(bytes, &position) { name, value in
      if found == nil,
        String(decoding: decoded(name, bytes), as: UTF8.self).lowercased() == wanted
      {
        found = value
      }
    }
    return found
  }
}
