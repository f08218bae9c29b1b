import CaseModel
import TextFormats

/// `collected.txt`: a line for each part of a search, `2025-03-09 00:00:00Z 2025-03-09 01:00:00Z 512`,
/// behind a line `# no filter` where there was none.
enum CollectedLines {
  /// A session of Search-UnifiedAuditLog returns no more.
  private static let limit: Int64 = 50_000

  /// `nil` where a line is neither.
  static func read(_ bytes: [UInt8]) -> StatedQuery? {
    var result = StatedQuery()
    var parts: [TimeSpan] = []
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.isEmpty { continue }
      if words[0] == "#" {
        if line.lowercased().contains("no filter") {
          result.query.operations = []
          result.query.users = []
          result.query.mailboxes = []
          result.query.freeText = ""
        }
        continue
      }
      guard words.count == 5, let from = TimeReader.read("\(words[0])T\(words[1])"),
        let to = TimeReader.read("\(words[2])T\(words[3])"), let count = Int64(words[4]), from < to
      else { return nil }
      parts.append(TimeSpan(from: from, to: to))
      if count >= limit { result.isLimitExceeded = true }
    }
    // Where a part is missing, only what stands before it was asked for.
    guard let whole = parts.merged.first else { return nil }
    result.query.from = whole.from
    result.query.to = whole.to
    return result
  }
}
