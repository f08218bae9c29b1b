import CaseImport

extension FixtureExport {
  /// Search-UnifiedAuditLog through Format-List: long values go on in the column where they began.
  static let formatList = FixtureExport("Format-List", .formatList) { rows, lineEnd in
    rows.enumerated().map { index, row in
      let lines = [
        "RecordType  : ExchangeItem", "Operations  : \(row.operation)",
        "AuditData   : \(wrapped(row.json, lineEnd))", "ResultIndex :", "Identity    : \(row.id)",
        "",
      ]
      return lines.map { $0 + lineEnd }.joined()
    }.joined()
  }

  /// Cut wherever the line is full.
  private static func wrapped(_ text: String, _ lineEnd: String) -> String {
    var lines: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      var count = min(90, rest.count)
      // Not inside a character, and not where a blank would be lost.
      while count < rest.count {
        let next = rest[rest.startIndex + count]
        let last = rest[rest.startIndex + count - 1]
        if next & 0xC0 != 0x80, next != 0x20, last != 0x20 { break }
        count += 1
      }
      lines.append(String(decoding: rest.prefix(count), as: UTF8.self))
      rest = rest.dropFirst(count)
    }
    return lines.joined(separator: lineEnd + String(repeating: " ", count: 14))
  }
}
