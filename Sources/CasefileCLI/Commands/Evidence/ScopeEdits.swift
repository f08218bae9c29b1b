import CaseModel

/// What the options of `scope` add to scope.json.
struct ScopeEdits {
  var mailboxes: [MailboxSelector] = []
  var from: UTCTime?
  var to: UTCTime?
  var attacker = IndicatorOptions()
  var knownGood = IndicatorOptions()
  var sync: Readings.Sync?
  var throttle: Readings.Throttle?
  var assumption: Readings.Assumption?
  var accessEnded: UTCTime?
  var linkSessions: Flag?
  var linkEarlier: Flag?
  var retracted: [String] = []

  enum Flag: String, CaseIterable { case yes = "true", no = "false" }

  static let options: [Option<Self>] =
    [
      .values(
        "mailbox", "UPN|GUID", \.mailboxes, "a mailbox to examine", expected: "a name or a GUID",
        read: MailboxSelector.init),
      .time("from", \.from, "start of a window, UTC; needs --to"),
      .time("to", \.to, "end of the window, exclusive"),
    ] + IndicatorOptions.attacker.map { $0.inside(\.attacker) }
    + IndicatorOptions.knownGood.map { $0.inside(\.knownGood) } + [
      .choice("sync-reading", \.sync, "what a Sync record assumes (R9)"),
      .choice("throttle-reading", \.throttle, "what throttling means (R10)"),
      .choice("assumption", \.assumption, "whose access counts (R15)"),
      .time(
        "access-ended", \.accessEnded,
        "from then on the attacker had no access, UTC; with --mailbox, to that mailbox"),
      .choice("link-sessions", \.linkSessions, "follow shared sessions (R14)"),
      .choice(
        "link-earlier", \.linkEarlier, "linked access counts before the first match (R14)"),
      .values(
        "retract", "ID", \.retracted,
        "a rule that was wrong matches nothing any more; it stays on record",
        expected: "the id of a rule, such as A1", read: { $0.isBlank ? nil : $0 }),
    ]

  var isAny: Bool {
    !mailboxes.isEmpty || from != nil || to != nil || attacker.isAny || knownGood.isAny
      || sync != nil || throttle != nil || assumption != nil || accessEnded != nil
      || linkSessions != nil || linkEarlier != nil || !retracted.isEmpty
  }

  func applied(to scope: Scope, by author: ScopeAuthor) throws(UsageProblem) -> Scope {
    var scope = scope
    // With an end of access, the mailboxes are those that it is about.
    if accessEnded == nil {
      for mailbox in mailboxes where !scope.mailboxes.contains(mailbox) {
        scope.mailboxes.append(mailbox)
      }
    }
    if let window = try window(author) { add(window, to: &scope.windows) }
    if let end = try accessEnd(author) { add(end, to: &scope.accessEnds) }
    for rule in attacker.rules(prefix: "A", taken: scope, by: author) {
      add(rule, to: &scope.indicators)
    }
    for rule in knownGood.rules(prefix: "K", taken: scope, by: author) {
      add(rule, to: &scope.knownGood)
    }
    try applyReadings(&scope, author)
    try retract(from: &scope, author)
    return scope
  }

  private func retract(from scope: inout Scope, _ author: ScopeAuthor) throws(UsageProblem) {
    if !retracted.isEmpty, author.why.isEmpty {
      throw .required(option: "--why", why: "a rule that is retracted needs a reason")
    }
    for id in retracted {
      let inForce = (scope.indicators + scope.knownGood).map(\.id)
      // Said again, it is said already.
      if scope.everyRule.contains(where: { $0.id == id }), !inForce.contains(id) { continue }
      guard scope.retract(id) else {
        throw .badValue(
          option: "--retract", found: id,
          expected: inForce.isEmpty
            ? "the id of a rule; the scope has none"
            : "the id of a rule: " + inForce.joined(separator: ", "))
      }
      scope.decisions.append(
        ScopeDecision(at: author.now, by: author.by, what: .retract(id), why: author.why))
    }
  }

  /// A rule that was there without a reason gets this one, and one that is there already adds nothing.
  private func add(_ rule: Indicator, to rules: inout [Indicator]) {
    for index in rules.indices {
      let known = rules[index]
      var same = rule
      (same.id, same.decidedAt) = (known.id, known.decidedAt)
      if same == known { return }
      (same.why, same.decidedBy) = (known.why, known.decidedBy)
      guard same == known, known.why.isEmpty || rule.why.isEmpty else { continue }
      if rule.why.isEmpty { return }
      rules[index] = rule
      rules[index].id = known.id
      return
    }
    rules.append(rule)
  }

  private func add(_ window: ScopeWindow, to windows: inout [ScopeWindow]) {
    let isSaid = windows.contains { known in
      known == window
        || (window.why.isEmpty && known.span == window.span && known.mailboxes.isEmpty)
    }
    if isSaid { return }
    let bare = windows.firstIndex {
      $0.span == window.span && $0.mailboxes.isEmpty && $0.why.isEmpty
    }
    guard let bare else { return windows.append(window) }
    windows[bare].why = window.why
    windows[bare].decidedBy = window.decidedBy
  }

  private func add(_ end: ScopeAccessEnd, to ends: inout [ScopeAccessEnd]) {
    if !ends.contains(end) { ends.append(end) }
  }

  private func window(_ author: ScopeAuthor) throws(UsageProblem) -> ScopeWindow? {
    if from == nil, to == nil { return nil }
    guard let from else { throw .required(option: "--from", why: "--to needs a start") }
    guard let to else { throw .required(option: "--to", why: "--from needs an end") }
    if to <= from {
      throw .badValue(
        option: "--to", found: to.iso, expected: "a time after --from (\(from.iso))")
    }
    var window = ScopeWindow(span: TimeSpan(from: from, to: to))
    window.why = author.why
    window.decidedBy = author.by
    return window
  }

  private func accessEnd(_ author: ScopeAuthor) throws(UsageProblem) -> ScopeAccessEnd? {
    guard let accessEnded else { return nil }
    if author.why.isEmpty {
      throw .required(
        option: "--why", why: "that access ended is a decision that needs a reason")
    }
    var end = ScopeAccessEnd(at: accessEnded, why: author.why, decidedBy: author.by)
    end.mailboxes = mailboxes
    return end
  }

  private func applyReadings(
    _ scope: inout Scope, _ author: ScopeAuthor
  ) throws(UsageProblem) {
    var decided: [String] = []
    if let sync, sync != scope.readings.sync {
      scope.readings.sync = sync
      decided.append("readings.sync is \(sync.rawValue)")
    }
    if let throttle, throttle != scope.readings.throttle {
      scope.readings.throttle = throttle
      decided.append("readings.throttle is \(throttle.rawValue)")
    }
    if let assumption, assumption != scope.readings.assumption {
      scope.readings.assumption = assumption
      decided.append("readings.assumption is \(assumption.rawValue)")
    }
    if let linkSessions, (linkSessions == .yes) != scope.readings.linkSessions {
      scope.readings.linkSessions = linkSessions == .yes
      decided.append("readings.linkSessions is \(linkSessions.rawValue)")
    }
    if let linkEarlier, (linkEarlier == .yes) != scope.readings.linkEarlier {
      scope.readings.linkEarlier = linkEarlier == .yes
      decided.append("readings.linkEarlier is \(linkEarlier.rawValue)")
    }
    let isAsked =
      sync != nil || throttle != nil || assumption != nil || linkSessions != nil
      || linkEarlier != nil
    if isAsked, author.why.isEmpty {
      throw .required(option: "--why", why: "a reading is a decision that needs a reason")
    }
    if decided.isEmpty { return }
    scope.decisions.append(
      ScopeDecision(
        at: author.now, by: author.by, what: .said(decided.joined(separator: "; ")), why: author.why
      ))
  }
}
