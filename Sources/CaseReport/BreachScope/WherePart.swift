import CaseModel
import TextFormats

/// Where the recorded messages are, and whose systems named them: what a privacy officer looks at before
/// anybody reviews.
struct WherePart: ReportPart {
  let folders: [FolderCountRow]
  let domains: [DomainCountRow]
  /// How many folders and domains are not shown.
  let foldersLeft, domainsLeft: Int
  let hasWhere: Bool

  private static let most = 10

  static let names: [ReportName<Self>] = [
    .init("byFolder", \.folders), .init("byDomain", \.domains),
    .init("foldersLeft", \.foldersLeft), .init("domainsLeft", \.domainsLeft),
    .init("hasWhere", \.hasWhere),
  ]

  init(_ findings: Findings) {
    var byFolder: [EvidenceText: Int] = [:]
    var byDomain: [EvidenceText: Int] = [:]
    for mailbox in findings.mailboxes {
      mailbox.recordedMessages.forEach { message in
        // A message that is in several folders counts in each.
        if message.folders.isEmpty { byFolder["", default: 0] += 1 }
        for name in Set(message.folders.map(\.name)) { byFolder[name, default: 0] += 1 }
        byDomain[WherePart.domain(message), default: 0] += 1
      }
    }
    let (folders, domains) = (WherePart.sorted(byFolder), WherePart.sorted(byDomain))
    self.folders = folders.prefix(WherePart.most).map { FolderCountRow(folder: $0, count: $1) }
    self.domains = domains.prefix(WherePart.most).map { DomainCountRow(domain: $0, count: $1) }
    foldersLeft = folders.count - self.folders.count
    domainsLeft = domains.count - self.domains.count
    hasWhere = !folders.isEmpty
  }

  /// What stands behind the `@` of its id; empty where it has no such id (RFC 5322, section 3.6.4).
  private static func domain(_ message: RecordedMessage) -> EvidenceText {
    guard message.identifiedBy == .internetMessageId,
      let at = message.message.bytes.lastIndex(of: UInt8(ascii: "@"))
    else { return "" }
    return EvidenceText(bytes: Array(message.message.bytes[(at + 1)...])).folded
  }

  /// The most first.
  private static func sorted(_ counts: [EvidenceText: Int]) -> [(key: EvidenceText, value: Int)] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  }
}

struct FolderCountRow: ReportPart {
  let folder: EvidenceText
  let count: Int

  static let names: [ReportName<Self>] = [
    .init("folder", .folders, \.folder), .init("count", \.count),
  ]
}

struct DomainCountRow: ReportPart {
  let domain: EvidenceText
  let count: Int

  static let names: [ReportName<Self>] = [
    // It names an organisation, and no rule can tell which.
    .init("domain", .withheld, \.domain), .init("count", \.count),
  ]
}
