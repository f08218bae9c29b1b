/// The values of one audit record, noted as slices of the block; read on demand.
struct RecordFields {
  /// By `AuditKey`, of the record itself.
  private var slices = [Slice](repeating: .absent, count: AuditKey.allCases.count)
  private var touched: [UInt8] = []

  var contextSession = Slice.absent
  var contextToken = Slice.absent
  var contextClientAppId = Slice.absent
  var deviceSession = Slice.absent
  var accessType = Slice.absent
  var throttled = Slice.absent
  /// A key stands twice with different values.
  var keyRepeated = false

  subscript(key: AuditKey) -> Slice { slices[Int(key.rawValue)] }

  mutating func reset() {
    for key in touched { slices[Int(key)] = .absent }
    touched.removeAll(keepingCapacity: true)
    contextSession = .absent
    contextToken = .absent
    contextClientAppId = .absent
    deviceSession = .absent
    accessType = .absent
    throttled = .absent
    keyRepeated = false
  }

  /// Notes a value; of a repeated key the first that says something stays.
  mutating func note(_ slice: Slice, for key: AuditKey, in bytes: RawSpan) {
    let index = Int(key.rawValue)
    let old = slices[index]
    if old.isAbsent {
      touched.append(key.rawValue)
      slices[index] = slice
    } else if RecordFields.isEmpty(old, bytes) {
      slices[index] = slice
    } else if !RecordFields.isEmpty(slice, bytes), !RecordFields.same(old, slice, bytes) {
      keyRepeated = true
    }
  }

  /// Empty text, `null`, or nothing.
  static func isEmpty(_ slice: Slice, _ bytes: RawSpan) -> Bool {
    switch slice.kind {
    case .absent: true
    case .string: slice.start == slice.end
    case .word: bytes[slice.start] == UInt8(ascii: "n")
    default: false
    }
  }

  private static func same(_ left: Slice, _ right: Slice, _ bytes: RawSpan) -> Bool {
    guard left.kind == right.kind, left.end - left.start == right.end - right.start else {
      return false
    }
    return (0..<(left.end - left.start)).allSatisfy {
      bytes[left.start + $0] == bytes[right.start + $0]
    }
  }
}
