import CaseModel

/// The values of one audit record, noted as slices of the block; read on demand.
struct RecordFields: Sendable {
  /// By `AuditKey`, of the record itself; only those that are `noted` say something.
  private var slices = [Slice](repeating: .absent, count: AuditKey.allCases.count)
  private var noted: UInt128 = 0

  var contextSession = Slice.absent
  var contextToken = Slice.absent
  var contextClientAppId = Slice.absent
  var contextDevice = Slice.absent
  var deviceSession = Slice.absent
  /// `DeviceProperties[Name=Id]`.
  var signInDevice = Slice.absent
  var accessType = Slice.absent
  var throttled = Slice.absent
  /// A key stands twice with different values.
  var keyRepeated = false
  /// A text holds an escaped surrogate without its other half.
  var hasLoneSurrogate = false

  /// Of the batch, where the items of this record begin.
  var firstItem = 0
  /// `Folders` was read into the batch on the way.
  var hasItems = false
  /// `Operation` is there and is neither mail access nor access to attachments.
  var isOther = false
  /// A list that an export flattened or cut: its ids are lost (R17).
  var isLossy = false
  /// `OperationProperties` or `DeviceProperties` is a list of something else than {Name, Value}.
  var hasOtherNotation = false
  /// `Folders` is not written as the service writes it, and is read again as a tree.
  var hasOtherFolders = false
  /// A member is called by its path: the record was flattened.
  var isFlattened = false
  /// The object that the record is.
  var object = Slice.absent
  /// What was found to be there and not understood (R22).
  var unread = RecordMarks(rawValue: 0)

  /// The record may change a setting.
  var changesSettings: Bool {
    !self[.parameters].isAbsent || !self[.modifiedProperties].isAbsent
      || !self[.extendedProperties].isAbsent
  }

  // Inline, or the fields would be copied for every one that is asked for.
  @inline(__always)
  subscript(key: AuditKey) -> Slice {
    noted & RecordFields.bit(key) == 0 ? .absent : slices[Int(key.rawValue)]
  }

  /// At least one of them was noted.
  func hasAny(_ keys: UInt128) -> Bool { noted & keys != 0 }

  /// Those of them that were noted.
  func all(of keys: UInt128) -> UInt128 { noted & keys }

  /// A set of keys, for `hasAny`.
  static func set(_ keys: [AuditKey]) -> UInt128 { keys.reduce(0) { $0 | bit($1) } }

  @inline(__always)
  private static func bit(_ key: AuditKey) -> UInt128 { 1 << UInt128(key.rawValue) }

  mutating func reset(firstItem: Int) {
    noted = 0
    contextSession = .absent
    contextToken = .absent
    contextClientAppId = .absent
    contextDevice = .absent
    deviceSession = .absent
    signInDevice = .absent
    accessType = .absent
    throttled = .absent
    keyRepeated = false
    hasLoneSurrogate = false
    self.firstItem = firstItem
    hasItems = false
    isOther = false
    isLossy = false
    hasOtherNotation = false
    hasOtherFolders = false
    isFlattened = false
    unread = RecordMarks(rawValue: 0)
    object = .absent
  }

  /// Notes a value; of a repeated key the last that says something stays.
  mutating func note(_ slice: Slice, for key: AuditKey, in bytes: RawSpan) {
    let index = Int(key.rawValue)
    if slice.hasLoneSurrogate { hasLoneSurrogate = true }
    if noted & RecordFields.bit(key) == 0 {
      noted |= RecordFields.bit(key)
      slices[index] = slice
      return
    }
    let old = slices[index]
    if RecordFields.isEmpty(slice, bytes) { return }
    if key == .id, !RecordBuilder.isId(slice, bytes, FieldText(quote: 1)) { return }
    if !RecordFields.isEmpty(old, bytes), !RecordFields.same(old, slice, bytes) {
      keyRepeated = true
    }
    slices[index] = slice
  }

  /// Empty text, `null`, or nothing.
  @inline(__always)
  static func isEmpty(_ slice: Slice, _ bytes: RawSpan) -> Bool {
    switch slice.kind {
    case .absent: true
    case .string: slice.start == slice.end
    case .word: bytes[slice.start] == UInt8(ascii: "n")
    default: false
    }
  }

  static func same(_ left: Slice, _ right: Slice, _ bytes: RawSpan) -> Bool {
    guard left.kind == right.kind, left.end - left.start == right.end - right.start else {
      return false
    }
    return (0..<(left.end - left.start)).allSatisfy {
      bytes[left.start + $0] == bytes[right.start + $0]
    }
  }
}
