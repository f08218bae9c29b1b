import CaseModel
import TextFormats

/// What the sentences of the answer count and name.
struct AnswerFacts: ReportPart {
  let hasWindows, severalMailboxes, hasCopies, hasSigns: Bool
  let indicatorNames, assumedNames, unauditedTotal, notShownNames, acquisitionKinds: Words
  /// Mailboxes with messages that only linked records name.
  let linkedNames: Words
  /// Evidence that says how auditing was set.
  let configurations: Words
  let messages, distinctMessages, assumedMailboxes, folderTotal: Int
  /// Messages by the best basis that any of their records has; without indicators, what the scope
  /// assumes is direct.
  let direct, directMailboxes, linked, earlier, assumptionOnly: Int
  let mailboxCount, notShownCount: Int
  let outsideCount, unnamedCount, rejectedCount, acquisitionCount: Int
  /// Mail-access records without a decision, and with one; and messages.
  let contested, contestedDecided, contestedMessages: Int
  let administration: Int
  let actsNotRead, unreadCount, notReadCount: Int
  let actsNotReadNames, unreadNames: Words

  static let names: [ReportName<Self>] = [
    .init("hasWindows", \.hasWindows), .init("severalMailboxes", \.severalMailboxes),
    .init("indicatorNames", .named, \.indicatorNames),
    .init("assumedNames", .named, \.assumedNames),
    .init("unauditedTotal", .named, \.unauditedTotal),
    .init("notShownNames", .named, \.notShownNames),
    .init("acquisitionKinds", .named, \.acquisitionKinds),
    .init("configurations", .named, \.configurations), .init("messages", \.messages),
    .init("distinctMessages", \.distinctMessages), .init("hasCopies", \.hasCopies),
    .init("hasSigns", \.hasSigns), .init("linkedNames", .named, \.linkedNames),
    .init("direct", \.direct), .init("directMailboxes", \.directMailboxes),
    .init("linked", \.linked), .init("earlier", \.earlier),
    .init("mailboxCount", \.mailboxCount), .init("notShownCount", \.notShownCount),
    .init("assumptionOnly", \.assumptionOnly),
    .init("assumedMailboxes", \.assumedMailboxes), .init("folderTotal", \.folderTotal),
    .init("outsideCount", \.outsideCount), .init("unnamedCount", \.unnamedCount),
    .init("rejectedCount", \.rejectedCount),
    .init("contested", \.contested), .init("contestedDecided", \.contestedDecided),
    .init("contestedMessages", \.contestedMessages), .init("acquisitionCount", \.acquisitionCount),
    .init("administration", \.administration),
    .init("actsNotRead", \.actsNotRead), .init("unreadCount", \.unreadCount),
    .init("notReadCount", \.notReadCount),
    .init("actsNotReadNames", .named, \.actsNotReadNames),
    .init("unreadNames", .named, \.unreadNames),
  ]

  init(_ findings: Findings) {
    let mailboxes = findings.mailboxes
    let assumed = mailboxes.filter { !$0.assumedBases.isEmpty }
    let notShown = mailboxes.filter { $0.coverage.state == .notShown }.map(\.mailbox.name)
    let isAssumed = findings.request.scope.indicators.isEmpty
    var bases: [String: Int] = [:]
    var directly = 0
    var linkedIn: [EvidenceText] = []
    for mailbox in mailboxes {
      let own = mailbox.messagesByBasis
      bases.merge(own, uniquingKeysWith: +)
      if own["direct"] != nil || isAssumed && own["assumption"] != nil { directly += 1 }
      if own["linked"] != nil { linkedIn.append(mailbox.mailbox.name) }
    }
    direct = (bases["direct"] ?? 0) + (isAssumed ? bases["assumption"] ?? 0 : 0)
    directMailboxes = directly
    linked = bases["linked"] ?? 0
    earlier = bases["linkedEarlier"] ?? 0
    assumptionOnly = isAssumed ? 0 : bases["assumption"] ?? 0
    linkedNames = ReportWords.few(ReportWords.texts(linkedIn))
    distinctMessages = findings.totals.distinctMessageIds
    hasCopies = findings.totals.distinctMessageIds < findings.totals.recordedMessages
    hasSigns = findings.completeness.statement == .signsFound
    mailboxCount = mailboxes.count
    notShownCount = notShown.count
    hasWindows = !findings.request.scope.windows.isEmpty
    severalMailboxes = mailboxes.count { $0.unauditedSeconds > 0 } > 1
    indicatorNames = ReportWords.few(AnswerFacts.indicators(findings).map { .string($0) })
    assumedNames = ReportWords.few(assumed.map(AnswerFacts.bases))
    unauditedTotal = ReportWords.duration(mailboxes.map(\.unauditedSeconds).reduce(0, +))
    notShownNames = ReportWords.few(ReportWords.texts(notShown))
    acquisitionKinds = AnswerFacts.kinds(findings.otherAcquisition)
    configurations = .joined(
      findings.request.configurations.map { .string(evidenceName($0.evidence)) })
    messages = mailboxes.map(\.recordedMessages.count).reduce(0, +)
    assumedMailboxes = assumed.count
    folderTotal = findings.totals.assumedFolders
    outsideCount = findings.outsideScope.map(\.records).reduce(0, +)
    unnamedCount = findings.unnamedAccesses
    rejectedCount = findings.rejected.count
    contested = findings.attribution.contestedUndecided
    contestedDecided = findings.attribution.contestedDecided
    contestedMessages = mailboxes.map(\.contestedMessages).reduce(0, +)
    acquisitionCount = findings.otherAcquisition.map(\.records).reduce(0, +)
    administration = findings.totals.administration
    let others = findings.acts.filter { !$0.isRead }
    actsNotRead = others.map(\.records).reduce(0, +)
    actsNotReadNames = ReportWords.few(
      Set(others.map(\.operation)).sorted().map { .text($0) })
    notReadCount = findings.request.notReadUndecided.map(\.count).reduce(0, +)
    unreadCount = findings.unread.map(\.records).reduce(0, +)
    unreadNames = .joined(
      Set(findings.unread.map(\.consequence.rawValue)).sorted().map { .phrase("unread.\($0)") })
  }

  /// The indicators that match something; all of them where none does.
  private static func indicators(_ findings: Findings) -> [String] {
    let all = findings.request.scope.indicators.map(\.id)
    let matched = Set(findings.contexts.flatMap(\.attribution.indicators))
    let used = all.filter(matched.contains)
    return used.isEmpty ? all : used
  }

  private static func bases(_ mailbox: MailboxFindings) -> Words {
    let bases = mailbox.assumedBases.map(ReportWords.basis)
    let both =
      bases.count == 2
      ? Words.phrase("page.and", ["first": bases[0], "second": bases[1]]) : .joined(bases)
    return .phrase("basis.of", ["mailbox": .text(mailbox.mailbox.name), "bases": both])
  }

  private static func kinds(_ all: [OtherAcquisition]) -> Words {
    .joined(
      AcquisitionKind.allCases.compactMap { kind in
        let count = all.filter { $0.kind == kind }.map(\.records).reduce(0, +)
        if count == 0 { return nil }
        return .phrase(
          "acquisition.counted", ["name": ReportWords.acquisition(kind), "n": .number(count)])
      })
  }
}
