import CaseModel
import TextFormats

/// The answer, sentence by sentence, and what the sentences are about.
struct AnswerPart: ReportPart {
  let facts: AnswerFacts
  let answer: [AnswerSentence]

  static let names: [ReportName<Self>] =
    ReportName.all(of: \.facts) + [.init("answer", \.answer)]

  init(_ findings: Findings) throws {
    let facts = AnswerFacts(findings)
    let seen = try facts.seen()
    self.facts = facts
    var sentences: [AnswerSentence] = []
    func say(_ phrases: String..., rows section: String?, where isSaid: Bool = true) {
      guard isSaid else { return }
      let text = Words.joined(
        phrases.map { .phrase("answer.\($0)", seen) }, separator: " ")
      sentences.append(AnswerSentence(text, rows: section))
    }
    let noIndicator =
      findings.request.scope.indicators.isEmpty
      && findings.request.scope.readings.assumption == .attributed
    switch (findings.completeness.files.isEmpty, noIndicator) {
    case (true, true): say("noEvidence", "noIndicator", rows: nil)
    case (true, false): say("noEvidence", rows: nil)
    case (false, true): say("noIndicator", rows: "decisions")
    case (false, false): say("first", rows: "tiers")
    }
    say("outside", rows: "outside", where: !findings.outsideScope.isEmpty)
    say("contested", rows: "contexts", where: facts.contested > 0)
    say("contestedDecided", rows: "contexts", where: facts.contestedDecided > 0)
    say("contestedMessages", rows: "tiers", where: facts.contestedMessages > 0)
    say("unnamed", rows: "unnamed", where: facts.unnamedCount > 0)
    say("notRead", rows: "notRead", where: facts.notReadCount > 0)
    say("unread", rows: "unread", where: facts.unreadCount > 0)
    say(
      "notShown", rows: "coverage",
      where: findings.mailboxes.contains { $0.coverage.state == .notShown })
    say("signInsNotAsked", rows: "anomalies", where: findings.signInsNotAsked && !noIndicator)
    say("acquisition", rows: "acquisition", where: !findings.otherAcquisition.isEmpty)
    say("actsNotRead", rows: "acts", where: facts.actsNotRead > 0)
    let completeness = Words.joined(
      [ReportWords.completeness(findings.completeness), .phrase("answer.causes", seen)],
      separator: " ")
    answer = sentences + [AnswerSentence(completeness, rows: "completeness")]
  }
}

struct AnswerSentence: ReportPart {
  let text: Words
  /// Where the rows stand that the sentence counts.
  let section: Markup
  let heading: Words?

  static let names: [ReportName<Self>] = [
    .init("text", .named, \.text), .init("section", \.section),
    .init("heading", .named, \.heading),
  ]

  init(_ text: Words, rows section: String?) {
    self.text = text
    self.section = Markup(section ?? "")
    heading = section.map { .phrase("head.\($0)") }
  }
}
