import CaseModel
import TextFormats

extension BreachScopeReport {
  /// The answer, sentence by sentence, and what the sentences are about.
  var answer: [String: MustacheValue] {
    let mailboxes = findings.mailboxes
    let messages = mailboxes.flatMap(\.recordedMessages)
    let assumed = mailboxes.filter { !$0.assumedBases.isEmpty }
    let unaudited = mailboxes.map(\.unauditedSeconds).reduce(0, +)
    let notShown = mailboxes.filter { $0.coverage.state == .notShown }.map(\.mailbox.name)
    return [
      "answer": .list(sentences), "hasWindows": .bool(!findings.request.scope.windows.isEmpty),
      "indicatorNames": ReportWords.few(indicatorIds.map { .string($0) }),
      "messages": .number(messages.count),
      "linkedOnly": .number(messages.count { $0.basis == "linked" }),
      "assumptionOnly": .number(messages.count { $0.basis == "assumption" }),
      "accessedMailboxes": .number(mailboxes.count { !$0.recordedMessages.isEmpty }),
      "assumedMailboxes": .number(assumed.count),
      "assumedNames": ReportWords.few(assumed.map(bases)),
      "folderTotal": .number(findings.totals.assumedFolders),
      "unauditedTotal": ReportWords.duration(unaudited),
      "severalMailboxes": .bool(mailboxes.count { $0.unauditedSeconds > 0 } > 1),
      "outsideCount": .number(findings.outsideScope.map(\.records).reduce(0, +)),
      "unnamedCount": .number(unnamedItems),
      "notShownNames": ReportWords.few(ReportWords.texts(notShown)),
    ]
  }

  private var sentences: [MustacheValue] {
    var sentences: [MustacheValue] = []
    func say(_ phrases: String..., rows section: String?, where isSaid: Bool = true) {
      guard isSaid else { return }
      let text = MustacheValue.joined(phrases.map { .phrase("answer.\($0)") }, separator: " ")
      sentences.append(sentence(text, rows: section))
    }
    let noIndicator =
      findings.request.scope.indicators.isEmpty
      && findings.request.scope.readings.assumption == .attributed
    let noEvidence = findings.completeness.files.isEmpty
    switch (noEvidence, noIndicator) {
    case (true, true): say("noEvidence", "noIndicator", rows: nil)
    case (true, false): say("noEvidence", "first", rows: nil)
    case (false, true): say("noIndicator", rows: "decisions")
    case (false, false): say("first", rows: "tiers")
    }
    say("outside", rows: "outside", where: !findings.outsideScope.isEmpty)
    say("contested", rows: "contexts", where: findings.attribution.contested > 0)
    say("unnamed", rows: "unnamed", where: unnamedItems > 0)
    say(
      "notShown", rows: "coverage",
      where: findings.mailboxes.contains { $0.coverage.state == .notShown })
    say("acquisition", rows: "acquisition", where: !findings.otherAcquisition.isEmpty)
    sentences.append(
      sentence(
        .joined([completenessSentence, .phrase("answer.causes")], separator: " "),
        rows: "completeness"))
    return sentences
  }

  /// - Parameter section: where the rows stand that the sentence counts.
  private func sentence(_ text: MustacheValue, rows section: String?) -> MustacheValue {
    .object([
      "text": text, "section": .markup(section ?? ""),
      "heading": section.map { .phrase("head.\($0)") } ?? .list([]),
    ])
  }

  /// The indicators that match something; all of them where none does.
  private var indicatorIds: [String] {
    let all = findings.request.scope.indicators.map(\.id)
    let matched = Set(findings.contexts.flatMap(\.attribution.indicators))
    let used = all.filter(matched.contains)
    return used.isEmpty ? all : used
  }

  private func bases(_ mailbox: MailboxFindings) -> MustacheValue {
    let bases = mailbox.assumedBases.map(ReportWords.basis)
    let both =
      bases.count == 2
      ? MustacheValue.phrase("page.and", ["first": bases[0], "second": bases[1]])
      : .joined(bases)
    return .phrase("basis.of", ["mailbox": .text(mailbox.mailbox.name), "bases": both])
  }

  /// Rejected rows count once, however many mailboxes they may concern.
  private var unnamedItems: Int {
    let all = findings.mailboxes
    let own = all.flatMap(\.unnamedAccess).filter { $0.rejects.isEmpty }.map(\.items)
    let rejected = all.first?.unnamedAccess.filter { !$0.rejects.isEmpty }.map(\.items) ?? []
    return own.reduce(0, +) + rejected.reduce(0, +)
  }
}
