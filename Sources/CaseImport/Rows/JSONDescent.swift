import CaseModel

/// The way down to audit records: through objects, lists and texts that are JSON.
struct JSONDescent: Sendable {
  /// Levels that are gone down.
  static let deepest = 8
  /// Bytes of a text that may be a record.
  private static let shortest = 24

  /// Reads the keys of an object that may be a record.
  var probe = RecordWalk()
  /// What the page says of itself that was looked at last, before its list.
  var stated = StatedPage()
  /// Objects and tables that were visited.
  private var visits = 0

  /// Calls `visit` with each record, and each object that carries one, in a value of JSON.
  ///
  /// - Parameters:
  ///   - visit: with the bytes in which the object stands, which may be a decoded text, and its place; a
  ///     text that is cut ends inside it. True where the descent goes on.
  /// - Returns: false where `visit` ended it.
  @discardableResult
  mutating func forEach(
    _ bytes: RawSpan, _ value: Range<Int>, depth: Int = 0,
    _ visit: (_ bytes: RawSpan, _ object: Range<Int>) -> Bool
  ) -> Bool {
    if value.isEmpty || depth > JSONDescent.deepest { return true }
    switch bytes[value.lowerBound] {
    case UInt8(ascii: "{"):
      let isDamaged: Bool
      switch kind(bytes, value) {
      case .record:
        visits += 1
        return visit(bytes, value)
      case .sign: isDamaged = true
      case .other: isDamaged = false
      }
      if let table = JSONTable(bytes, value) {
        visits += 1
        return table.forEachRow(bytes, visit)
      }
      if let record = plainNames(bytes, value) {
        visits += 1
        return visit(record.span.bytes, 0..<record.count)
      }
      let before = visits
      if !inMembers(bytes, value, depth, visit) { return false }
      // What lacks something of a record and has none inside is no context of another.
      if !isDamaged || visits > before { return true }
      visits += 1
      return visit(bytes, value)
    case UInt8(ascii: "["):
      return inElements(bytes, value, depth, visit)
    case UInt8(ascii: "\""):
      var position = value.lowerBound
      guard let text = try? JSONScan.string(bytes, &position, value.upperBound, quote: 1) else {
        return true
      }
      return inText(text, bytes, depth, visit)
    default: return true
    }
  }

  /// Somewhere in a value stands a record.
  mutating func holdsRecord(_ bytes: RawSpan, _ value: Range<Int>) -> Bool {
    !forEach(bytes, value) { _, _ in false }
  }

  // MARK: - Levels

  private mutating func inMembers(
    _ bytes: RawSpan, _ object: Range<Int>, _ depth: Int,
    _ visit: (_ bytes: RawSpan, _ object: Range<Int>) -> Bool
  ) -> Bool {
    var goesOn = true
    // Of a cut object the members before the cut are looked into.
    try? JSONMembers.forEach(bytes, object) { _, value in
      goesOn = inside(value, bytes, depth, visit)
      return goesOn
    }
    return goesOn
  }

  private mutating func inElements(
    _ bytes: RawSpan, _ list: Range<Int>, _ depth: Int,
    _ visit: (_ bytes: RawSpan, _ object: Range<Int>) -> Bool
  ) -> Bool {
    var goesOn = true
    var position = list.lowerBound
    do throws(JSONFault) {
      try JSONScan.list(bytes, &position, list.upperBound) { (position) throws(JSONFault) in
        let value = try JSONScan.value(bytes, &position, list.upperBound, quote: 1, depth: 0)
        if goesOn { goesOn = inside(value, bytes, depth, visit) }
      }
    } catch {
      // Of a cut list too.
    }
    return goesOn
  }

  private mutating func inside(
    _ value: Slice, _ bytes: RawSpan, _ depth: Int,
    _ visit: (_ bytes: RawSpan, _ object: Range<Int>) -> Bool
  ) -> Bool {
    switch value.kind {
    case .object, .array: forEach(bytes, value.start..<value.end, depth: depth + 1, visit)
    case .string: inText(value, bytes, depth, visit)
    default: true
    }
  }

  private mutating func inText(
    _ text: Slice, _ bytes: RawSpan, _ depth: Int,
    _ visit: (_ bytes: RawSpan, _ object: Range<Int>) -> Bool
  ) -> Bool {
    if !JSONDescent.mayBeJSON(text, bytes) { return true }
    var decoded: [UInt8] = []
    JSONText.decode(text, bytes, quote: 1, into: &decoded)
    return inText(decoded.span.bytes, 0..<decoded.count, depth: depth + 1, visit)
  }

  /// In a decoded text, which is JSON, or has it behind the words that a program writes before it.
  @discardableResult
  mutating func inText(
    _ bytes: RawSpan, _ text: Range<Int>, depth: Int,
    _ visit: (_ bytes: RawSpan, _ object: Range<Int>) -> Bool
  ) -> Bool {
    var position = text.lowerBound
    while let start = JSONDescent.valueStart(bytes, position..<text.upperBound) {
      position = start
      if (try? JSONScan.pass(bytes, &position, text.upperBound, quote: 1, depth: depth)) == nil {
        return forEach(bytes, start..<text.upperBound, depth: depth, visit)
      }
      if !forEach(bytes, start..<position, depth: depth, visit) { return false }
    }
    return true
  }

  /// A text as long as a record, with a brace in it.
  static func mayBeJSON(_ text: Slice, _ bytes: RawSpan) -> Bool {
    text.end - text.start >= shortest
      && (text.start..<text.end).contains { bytes[$0] == UInt8(ascii: "{") }
  }

  /// Where JSON begins in a text.
  private static func valueStart(_ bytes: RawSpan, _ text: Range<Int>) -> Int? {
    var index = text.lowerBound
    while index < text.upperBound, bytes[index] <= 0x20 { index += 1 }
    if index < text.upperBound, bytes[index] == UInt8(ascii: "\"") { return index }
    while index < text.upperBound {
      var next = index + 1
      if bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "[") {
        while next < text.upperBound, bytes[next] <= 0x20 { next += 1 }
        if next == text.upperBound { return nil }
        let isOpen = bytes[next] == UInt8(ascii: "\"")
        if isOpen || (bytes[index] == UInt8(ascii: "[") && bytes[next] == UInt8(ascii: "{")) {
          return index
        }
      }
      index += 1
    }
    return nil
  }

  // MARK: - Records

  private enum Kind {
    /// A record, or what carries one.
    case record
    /// It has keys that only records have.
    case sign
    case other
  }

  /// What an object is by its keys. Of a cut object one of those that every record has is enough.
  private mutating func kind(_ bytes: RawSpan, _ object: Range<Int>) -> Kind {
    probe.fields.reset(firstItem: 0)
    var position = object.lowerBound
    var isFirst = true
    do throws(JSONFault) {
      while true {
        let key = try probe.nextKey(bytes, &position, object.upperBound, quote: 1, &isFirst)
        if case .end = key { break }
        let value = try JSONScan.value(bytes, &position, object.upperBound, quote: 1, depth: 0)
        if case .known(let key) = key { probe.fields.note(value, for: key, in: bytes) }
      }
    } catch {
      return probe.fields.hasAny(JSONRowKinds.all.cutSigns) ? .record : .other
    }
    if JSONRowKinds.all.isRecord(probe.fields) || JSONWrapper.record(in: probe, bytes) != nil {
      return .record
    }
    return probe.fields.hasAny(JSONRowKinds.all.signs) ? .sign : .other
  }

  /// A record whose keys begin with an underscore, as GELF writes what is not its own; without it.
  private func plainNames(_ bytes: RawSpan, _ object: Range<Int>) -> [UInt8]? {
    var json = [UInt8(ascii: "{")]
    var found: UInt128 = 0
    // An object that is cut has no such names, or it is one that nothing can be read from.
    try? JSONMembers.forEach(bytes, object) { name, value in
      if name.start == name.end || bytes[name.start] != UInt8(ascii: "_") { return true }
      if let key = probe.keys.find(bytes, name.start + 1, name.end) {
        found |= RecordFields.set([key])
      }
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      json.append(UInt8(ascii: "\""))
      for index in (name.start + 1)..<name.end { json.append(bytes[index]) }
      json.append(contentsOf: "\":".utf8)
      json.append(contentsOf: JSONMembers.raw(value, bytes))
      return true
    }
    json.append(UInt8(ascii: "}"))
    return JSONRowKinds.all.isRecord(found) ? json : nil
  }
}
