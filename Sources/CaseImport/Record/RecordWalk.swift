import CaseModel

/// The walk through one audit record: notes what `RecordFields` holds, reads the items that
/// `Folders` names into the batch, and passes the rest. Every byte is checked as JSON once.
struct RecordWalk: Sendable {
  let keys = AuditKeyTable.all
  var fields = RecordFields()
  var forecast = KeyForecast()
  /// Of the item that is walked: members that few items have.
  var otherMembers = ItemMembers()

  /// At the `{` of the record; afterwards behind its `}`.
  mutating func record(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int,
    into batch: inout RecordBatch
  ) throws(JSONFault) {
    fields.reset(firstItem: batch.items.count)
    let start = position
    var cursor = KeyForecast.Cursor.record(quote: quote)
    while true {
      let key = try nextKey(bytes, &position, end, quote: quote, &cursor)
      let inside = forecast.inside(cursor)
      switch key {
      case .end:
        fields.object = Slice(kind: .object, start: start, end: position)
        return
      case .unknown: try JSONScan.pass(bytes, &position, end, quote: quote, depth: depth + 1)
      case .known(.flattened):
        fields.isFlattened = true
        try JSONScan.pass(bytes, &position, end, quote: quote, depth: depth + 1)
      case .known(.appAccessContext):
        try accessContext(bytes, &position, end, quote: quote, depth: depth + 1, inside)
      case .known(.deviceProperties):
        try deviceProperties(bytes, &position, end, quote: quote, depth: depth + 1, inside)
      case .known(.folders):
        let slice = try folders(
          bytes, &position, end, quote: quote, depth: depth + 1, inside, into: &batch)
        fields.note(slice, for: .folders, in: bytes)
      case .known(.operationProperties):
        let start = position
        if bytes[position] == UInt8(ascii: "[") {
          try operationProperties(bytes, &position, end, quote: quote, depth: depth + 1, inside)
          fields.note(
            Slice(kind: .array, start: start, end: position), for: .operationProperties, in: bytes)
        } else {
          let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 1)
          fields.note(slice, for: .operationProperties, in: bytes)
        }
      case .known(let key):
        let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 1)
        fields.note(slice, for: key, in: bytes)
        if key == .operation { noteOperation(bytes, quote: quote) }
      }
    }
  }

  /// Whether items are worth reading on the way.
  private mutating func noteOperation(_ bytes: RawSpan, quote: Int) {
    fields.isOther = FieldText(quote: quote).operation(fields[.operation], bytes) == .other
  }

  enum Key {
    case known(AuditKey)
    case unknown
    /// Behind the end of the object.
    case end
  }

  /// The next key of an object, and at its value. The first call stands at the `{`.
  @inline(__always)
  mutating func nextKey(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int,
    _ cursor: inout KeyForecast.Cursor
  ) throws(JSONFault) -> Key {
    if position < end, bytes[position] == UInt8(ascii: "}"), !cursor.isFirst {
      position &+= 1
      return .end
    }
    if let key = forecast.find(bytes, &position, end, &cursor) { return key }
    return try newKey(bytes, &position, end, quote: quote, &cursor)
  }

  /// A key that was not expected, or the end of the object.
  @inline(never)
  private mutating func newKey(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int,
    _ cursor: inout KeyForecast.Cursor
  ) throws(JSONFault) -> Key {
    var isFirst = cursor.isFirst
    let start = position
    let key = try nextKey(bytes, &position, end, quote: quote, &isFirst)
    if case .end = key { return .end }
    forecast.learn(bytes, start, position, key, &cursor)
    return key
  }

  /// The next key of an object, read as JSON whatever came before.
  func nextKey(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, _ isFirst: inout Bool
  ) throws(JSONFault) -> Key {
    if isFirst {
      isFirst = false
      position += 1
      if try JSONScan.next(bytes, &position, end) == UInt8(ascii: "}") {
        position += 1
        return .end
      }
    } else if try !JSONScan.another(bytes, &position, end, close: UInt8(ascii: "}")) {
      return .end
    }
    if try JSONScan.next(bytes, &position, end) != UInt8(ascii: "\"") {
      throw .invalid(at: position)
    }
    let name = try JSONScan.string(bytes, &position, end, quote: quote)
    try JSONScan.passColon(bytes, &position, end)
    let key =
      name.escaped
      ? escapedKey(name, bytes, quote: quote) : keys.find(bytes, name.start, name.end)
    if let key { return .known(key) }
    return flattenedKey(name, bytes, quote: quote).map { .known($0) } ?? .unknown
  }

  @inline(never)
  private func flattenedKey(_ name: Slice, _ bytes: RawSpan, quote: Int) -> AuditKey? {
    var text: [UInt8] = []
    JSONText.decode(name, bytes, quote: quote, into: &text)
    switch FlattenedNames.meaning(text, keys) {
    case .member(let key): return key
    case .path: return .flattened
    case nil: return nil
    }
  }

  @inline(never)
  private func escapedKey(_ name: Slice, _ bytes: RawSpan, quote: Int) -> AuditKey? {
    var text: [UInt8] = []
    JSONText.decode(name, bytes, quote: quote, into: &text)
    return keys.find(text.span.bytes, 0, text.count)
  }

  /// `AppAccessContext`: AADSessionId, UniqueTokenId, ClientAppId and DeviceId (R7, R14).
  private mutating func accessContext(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int,
    _ cursor: KeyForecast.Cursor
  ) throws(JSONFault) {
    if bytes[position] != UInt8(ascii: "{") {
      let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth)
      fields.note(slice, for: .appAccessContext, in: bytes)
      return
    }
    let start = position
    var cursor = cursor
    while true {
      let key = try nextKey(bytes, &position, end, quote: quote, &cursor)
      if case .end = key {
        let slice = Slice(kind: .object, start: start, end: position)
        fields.note(slice, for: .appAccessContext, in: bytes)
        return
      }
      let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 1)
      switch key {
      case .known(.aadSessionId): fields.contextSession = slice
      case .known(.uniqueTokenId): fields.contextToken = slice
      case .known(.clientAppId): fields.contextClientAppId = slice
      case .known(.deviceId): fields.contextDevice = slice
      default: break
      }
    }
  }

  /// `DeviceProperties[Name=SessionId]` (R7), and `[Name=Id]` (R14).
  private mutating func deviceProperties(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int,
    _ cursor: KeyForecast.Cursor
  ) throws(JSONFault) {
    let start = position
    if bytes[position] != UInt8(ascii: "[") {
      let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth)
      fields.note(slice, for: .deviceProperties, in: bytes)
      return
    }
    try pairs(bytes, &position, end, quote: quote, depth: depth, cursor) {
      walk, name, value, bytes in
      switch walk.keys.find(bytes, name.start, name.end) {
      case .sessionId: walk.fields.deviceSession = value
      case .id: walk.fields.signInDevice = value
      default: break
      }
    }
    fields.note(
      Slice(kind: .array, start: start, end: position), for: .deviceProperties, in: bytes)
  }

  /// `OperationProperties`, a list of Name and Value in any order (R1, R11).
  mutating func operationProperties(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int,
    _ cursor: KeyForecast.Cursor
  ) throws(JSONFault) {
    try pairs(bytes, &position, end, quote: quote, depth: depth, cursor) {
      walk, name, value, bytes in
      switch walk.keys.find(bytes, name.start, name.end) {
      case .mailAccessType: walk.fields.accessType = value
      case .isThrottled: walk.fields.throttled = value
      default: break
      }
    }
  }

  /// `System.Object[]`, `[List]`: what stands in place of a name that was lost.
  @inline(__always)
  private static func isTypeName(_ name: Slice, _ bytes: RawSpan) -> Bool {
    let first = bytes[name.start]
    if first == UInt8(ascii: "[") || first == UInt8(ascii: ".") { return true }
    return first == UInt8(ascii: "S") && name.end - name.start > 6
      && bytes[name.start + 1] == UInt8(ascii: "y")
  }

  /// A list of `{"Name": …, "Value": …}`; anything else is passed, and noted as another notation.
  @inline(__always)
  mutating func pairs(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int,
    _ cursor: KeyForecast.Cursor,
    _ body: (inout RecordWalk, Slice, Slice, RawSpan) -> Void
  ) throws(JSONFault) {
    try JSONScan.list(bytes, &position, end) { (position) throws(JSONFault) in
      if bytes[position] != UInt8(ascii: "{") {
        fields.hasOtherNotation = true
        return try JSONScan.pass(bytes, &position, end, quote: quote, depth: depth + 1)
      }
      var name = Slice.absent
      var value = Slice.absent
      var cursor = cursor
      while true {
        let key = try nextKey(bytes, &position, end, quote: quote, &cursor)
        if case .end = key { break }
        let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 2)
        if case .known(.name) = key { name = slice }
        if case .known(.value) = key { value = slice }
      }
      if !name.isPlainString || name.end == name.start || !value.isScalar
        || RecordWalk.isTypeName(name, bytes)
      {
        fields.hasOtherNotation = true
      }
      body(&self, name, value, bytes)
    }
  }
}
