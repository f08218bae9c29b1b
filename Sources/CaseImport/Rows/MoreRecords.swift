/// The service's own word of whether a search has more records (R18): `moreRecordsAvailable`, a member of
/// `AuditSearchRequestMetadata` on each row of Search-UnifiedAuditLog.
///
/// Export-Csv and others write that object as text of their own, so the name is looked for, and the word
/// behind it.
enum MoreRecords {
  private static let name = Array("morerecordsavailable".utf8)

  /// - Parameters:
  ///   - metadata: the object, in whatever notation.
  ///   - own: the member, where it stands by itself.
  /// - Returns: `nil` where neither says it.
  static func isStated(_ metadata: Slice, _ own: Slice, _ bytes: RawSpan) -> Bool? {
    if own.end > own.start, let word = word(own.start, own.end, bytes) { return word }
    var position = metadata.start
    while position + name.count < metadata.end {
      if isName(position, bytes) { return word(position + name.count, metadata.end, bytes) }
      position += 1
    }
    return nil
  }

  private static func isName(_ start: Int, _ bytes: RawSpan) -> Bool {
    for (offset, letter) in name.enumerated() where bytes[start + offset] | 0x20 != letter {
      return false
    }
    return true
  }

  /// The first word from `start` on: true or false, in any case.
  private static func word(_ start: Int, _ end: Int, _ bytes: RawSpan) -> Bool? {
    var letters: [UInt8] = []
    for position in start..<end {
      let letter = bytes[position] | 0x20
      if (0x61...0x7A).contains(letter) {
        letters.append(letter)
      } else if !letters.isEmpty {
        break
      }
    }
    switch String(decoding: letters, as: UTF8.self) {
    case "true": return true
    case "false": return false
    default: return nil
    }
  }
}
