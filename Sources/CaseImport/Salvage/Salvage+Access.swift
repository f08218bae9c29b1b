import CaseModel

/// Whether a row that is no record may be access to mail (R17).
extension Salvage {
  private static let names = [AuditOperation.mailItemsAccessed, AuditOperation.attachmentAccess]
    .map { $0.bytes.map { $0 | 0x20 } }

  /// The operation that a rejected row counts as; `nil` where it cannot be told.
  ///
  /// Bytes that hold the name of mail access outweigh any other operation: the row may be another one
  /// than it says, or several.
  ///
  /// - Parameter believed: what the row says its operation is, where the row is whole.
  static func operation(
    _ believed: EvidenceText?, in bytes: RawSpan, _ range: Range<Int>
  ) -> EvidenceText? {
    if let believed, isAccess(believed) { return believed }
    guard let held = access(in: bytes, range) else { return believed }
    return believed == nil ? held : nil
  }

  private static func isAccess(_ operation: EvidenceText) -> Bool {
    names.contains(operation.bytes.map { $0 | 0x20 })
  }

  /// The first name of mail access or access to attachments in bytes, in any case, with any escapes
  /// (`\u004d`), and with blanks or zeros between its letters, as line breaks and UTF-16 leave them.
  static func access(in bytes: RawSpan, _ range: Range<Int>) -> EvidenceText? {
    for index in range {
      let letter = bytes[index] | 0x20
      guard letter == names[0][0] || letter == names[1][0] || bytes[index] == 0x5C else { continue }
      if stands(names[0], bytes, index..<range.upperBound) {
        return AuditOperation.mailItemsAccessed
      }
      if stands(names[1], bytes, index..<range.upperBound) {
        return AuditOperation.attachmentAccess
      }
    }
    return nil
  }

  /// - Parameter name: in lower case.
  private static func stands(_ name: [UInt8], _ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    for letter in name {
      while index < range.upperBound, bytes[index] <= 0x20 { index += 1 }
      guard index < range.upperBound else { return false }
      if bytes[index] == 0x5C {
        while index < range.upperBound, bytes[index] == 0x5C { index += 1 }
        guard index + 5 <= range.upperBound, bytes[index] == UInt8(ascii: "u") else { return false }
        let scalar = ((index + 1)..<(index + 5)).reduce(UInt32(0)) {
          $0 << 4 | UInt32(hexDigit(bytes[$1]) ?? 0)
        }
        if scalar | 0x20 != UInt32(letter) { return false }
        index += 5
      } else {
        if bytes[index] | 0x20 != letter { return false }
        index += 1
      }
    }
    return true
  }
}
