/// The walk through one audit record: notes what `RecordFields` holds and passes the rest.
struct RecordWalk {
  let keys = AuditKeyTable()
  var fields = RecordFields()

  /// At the `{` of the record; afterwards behind its `}`.
  mutating func record(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int
  ) throws(JSONFault) {
    var isFirst = true
    while let key = try nextKey(bytes, &position, end, quote: quote, &isFirst) {
      switch key {
      case .known(.appAccessContext):
        try accessContext(bytes, &position, end, quote: quote, depth: depth + 1)
      case .known(.deviceProperties):
        try deviceProperties(bytes, &position, end, quote: quote, depth: depth + 1)
      case .known(.operationProperties):
        let start = position
        let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 1)
        fields.note(slice, for: .operationProperties, in: bytes)
        if slice.kind == .array {
          var inner = start
          try operationProperties(bytes, &inner, end, quote: quote, depth: depth + 1)
        }
      case .known(let key):
        let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 1)
        fields.note(slice, for: key, in: bytes)
      case .unknown:
        _ = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 1)
      }
    }
  }

  enum Key {
    case known(AuditKey)
    case unknown
  }

  /// The next key of an object, or `nil` behind its end. The first call stands at the `{`.
  @inline(__always)
  func nextKey(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, _ isFirst: inout Bool
  ) throws(JSONFault) -> Key? {
    if isFirst {
      isFirst = false
      position += 1
      if try JSONScan.next(bytes, &position, end) == UInt8(ascii: "}") {
        position += 1
        return nil
      }
    } else if try !JSONScan.another(bytes, &position, end, close: UInt8(ascii: "}")) {
      return nil
    }
    if try JSONScan.next(bytes, &position, end) != UInt8(ascii: "\"") {
      throw .invalid(at: position)
    }
    let name = try JSONScan.string(bytes, &position, end, quote: quote)
    if try JSONScan.next(bytes, &position, end) != UInt8(ascii: ":") {
      throw .invalid(at: position)
    }
    position += 1
    _ = try JSONScan.next(bytes, &position, end)
    if name.escaped {
      var text: [UInt8] = []
      JSONText.decode(name, bytes, quote: quote, into: &text)
      return keys.find(text.span.bytes, 0, text.count).map { .known($0) } ?? .unknown
    }
    return keys.find(bytes, name.start, name.end).map { .known($0) } ?? .unknown
  }

  /// `AppAccessContext`: AADSessionId, UniqueTokenId and ClientAppId (R7).
  private mutating func accessContext(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int
  ) throws(JSONFault) {
    if bytes[position] != UInt8(ascii: "{") {
      _ = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth)
      return
    }
    var isFirst = true
    while let key = try nextKey(bytes, &position, end, quote: quote, &isFirst) {
      let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 1)
      switch key {
      case .known(.aadSessionId): fields.contextSession = slice
      case .known(.uniqueTokenId): fields.contextToken = slice
      case .known(.clientAppId): fields.contextClientAppId = slice
      default: break
      }
    }
  }

  /// `DeviceProperties[Name=SessionId]` (R7).
  private mutating func deviceProperties(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int
  ) throws(JSONFault) {
    try pairs(bytes, &position, end, quote: quote, depth: depth) { walk, name, value, bytes in
      if walk.keys.find(bytes, name.start, name.end) == .sessionId {
        walk.fields.deviceSession = value
      }
    }
  }

  /// `OperationProperties`, a list of Name and Value in any order (R1, R11).
  mutating func operationProperties(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int
  ) throws(JSONFault) {
    try pairs(bytes, &position, end, quote: quote, depth: depth) { walk, name, value, bytes in
      switch walk.keys.find(bytes, name.start, name.end) {
      case .mailAccessType: walk.fields.accessType = value
      case .isThrottled: walk.fields.throttled = value
      default: break
      }
    }
  }

  /// A list of `{"Name": …, "Value": …}`; anything else is passed.
  private mutating func pairs(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int,
    _ body: (inout RecordWalk, Slice, Slice, RawSpan) -> Void
  ) throws(JSONFault) {
    if bytes[position] != UInt8(ascii: "[") {
      _ = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth)
      return
    }
    position += 1
    if try JSONScan.next(bytes, &position, end) == UInt8(ascii: "]") {
      position += 1
      return
    }
    repeat {
      if try JSONScan.next(bytes, &position, end) != UInt8(ascii: "{") {
        _ = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 1)
        continue
      }
      var name = Slice.absent
      var value = Slice.absent
      var isFirst = true
      while let key = try nextKey(bytes, &position, end, quote: quote, &isFirst) {
        let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 2)
        if case .known(.name) = key { name = slice }
        if case .known(.value) = key { value = slice }
      }
      body(&self, name, value, bytes)
    } while try JSONScan.another(bytes, &position, end, close: UInt8(ascii: "]"))
  }
}
