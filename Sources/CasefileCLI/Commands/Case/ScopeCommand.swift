import CaseFolder
import CaseModel
import CasePipeline

/// `casefile scope CASE`: shows scope.json, or adds to it.
func editScope(_ run: CommandRun) throws -> Int32 {
  if run.arguments.has("adopt") || run.arguments.has("final") || run.arguments.has("leave-outside")
  {
    return try settleScope(run)
  }
  let edits = ScopeEdits(run.arguments, at: run.surroundings.now(), by: run.surroundings.actor)
  if !edits.isAny {
    try show(try run.read().scope, run)
    return 0
  }
  var opened = try run.open()
  let scope = try edits.applied(to: opened.scope)
  try opened.replaceScope(scope, reason: run.arguments["why"] ?? "")
  try show(opened.scope, run)
  run.next("casefile findings \(opened.folder.root)")
  return 0
}

/// What the options of `scope` add.
private struct ScopeEdits {
  let arguments: ParsedArguments
  let now: UTCTime
  let by: String

  init(_ arguments: ParsedArguments, at now: UTCTime, by actor: String) {
    self.arguments = arguments
    self.now = now
    by = arguments["by"] ?? actor
  }

  var isAny: Bool { scopeOptions.contains { arguments.has($0.name) } }
  private var why: String { arguments["why"] ?? "" }

  func applied(to scope: Scope) throws -> Scope {
    var scope = scope
    // With an end of access, the mailboxes are those that it is about.
    for name in arguments.has("access-ended") ? [] : arguments.all("mailbox") {
      let selector = name.contains("@") ? MailboxSelector.upn(name) : .guid(name.lowercased())
      if !scope.mailboxes.contains(selector) { scope.mailboxes.append(selector) }
    }
    if let window = try window() {
      // Said again with a reason, it has that reason.
      if let index = scope.windows.firstIndex(where: {
        $0.span == window.span && $0.mailboxes.isEmpty && $0.why.isEmpty
      }) {
        scope.windows[index].why = window.why
        scope.windows[index].decidedBy = window.decidedBy
      } else {
        scope.windows.append(window)
      }
    }
    if let end = try accessEnd() { scope.accessEnds.append(end) }
    for rule in try rules("attacker", prefix: "A", taken: scope) {
      add(rule, to: &scope.indicators)
    }
    for rule in try rules("known-good", prefix: "K", taken: scope) {
      add(rule, to: &scope.knownGood)
    }
    try applyReadings(&scope)
    return scope
  }

  /// A rule that was there without a reason gets this one; else it is one more.
  private func add(_ rule: Indicator, to rules: inout [Indicator]) {
    for index in rules.indices where rules[index].why.isEmpty {
      var same = rules[index]
      (same.id, same.why, same.decidedBy, same.decidedAt) = (
        rule.id, rule.why, rule.decidedBy, rule.decidedAt
      )
      if same == rule {
        same.id = rules[index].id
        rules[index] = same
        return
      }
    }
    rules.append(rule)
  }

  private func window() throws -> ScopeWindow? {
    let from = try arguments.time("from")
    let to = try arguments.time("to")
    if from == nil, to == nil { return nil }
    guard let from else { throw UsageProblem.required(option: "--from", why: "--to has no start") }
    guard let to else { throw UsageProblem.required(option: "--to", why: "--from has no end") }
    if to <= from {
      throw UsageProblem.badValue(
        option: "--to", found: to.iso, expected: "a time after --from (\(from.iso))")
    }
    var window = ScopeWindow(span: TimeSpan(from: from, to: to))
    window.why = why
    window.decidedBy = by
    return window
  }

  private func accessEnd() throws -> ScopeAccessEnd? {
    guard let at = try arguments.time("access-ended") else { return nil }
    if why.isEmpty {
      throw UsageProblem.required(
        option: "--why", why: "that access ended is a decision that needs a reason")
    }
    var end = ScopeAccessEnd(at: at, why: why, decidedBy: by)
    end.mailboxes = arguments.all("mailbox").map {
      $0.contains("@") ? .upn($0) : .guid($0.lowercased())
    }
    return end
  }

  /// One rule for each kind of option: its values are OR-ed, rules are too.
  private func rules(_ kind: String, prefix: String, taken: Scope) throws -> [Indicator] {
    var rules: [Indicator] = []
    let ids = Set((taken.indicators + taken.knownGood).map(\.id))
    func rule() -> Indicator {
      var number = 1
      while ids.contains("\(prefix)\(number)")
        || rules.contains(where: { $0.id == "\(prefix)\(number)" })
      {
        number += 1
      }
      var rule = Indicator(id: "\(prefix)\(number)")
      rule.why = why
      rule.decidedBy = by
      rule.decidedAt = now
      return rule
    }
    let addresses = arguments.all("\(kind)-address")
    if !addresses.isEmpty {
      var added = rule()
      for text in addresses {
        guard let address = IndicatorAddress(text) else {
          throw UsageProblem.badValue(
            option: "--\(kind)-address", found: text,
            expected: "an IP address or a CIDR range such as 198.51.100.0/24")
        }
        added.addresses.append(address)
      }
      rules.append(added)
    }
    let fields: [(String, WritableKeyPath<Indicator, [String]>)] = [
      ("session", \.sessions), ("token", \.tokens), ("client", \.clients),
      ("application", \.applications), ("user", \.users),
    ]
    for (name, field) in fields {
      let values = arguments.all("\(kind)-\(name)")
      if values.isEmpty { continue }
      if let empty = values.first(where: { $0.trimmingBlanks.isEmpty }) {
        throw UsageProblem.badValue(
          option: "--\(kind)-\(name)", found: empty, expected: "a text that is not empty")
      }
      var added = rule()
      added[keyPath: field] = values
      rules.append(added)
    }
    return rules
  }

  private func applyReadings(_ scope: inout Scope) throws {
    var decided: [String] = []
    if let sync = try arguments.choice("sync-reading", Readings.Sync.allCases) {
      scope.readings.sync = sync
      decided.append("readings.sync is \(sync.rawValue)")
    }
    if let throttle = try arguments.choice("throttle-reading", Readings.Throttle.allCases) {
      scope.readings.throttle = throttle
      decided.append("readings.throttle is \(throttle.rawValue)")
    }
    if let assumption = try arguments.choice("assumption", Readings.Assumption.allCases) {
      scope.readings.assumption = assumption
      decided.append("readings.assumption is \(assumption.rawValue)")
    }
    if let link = arguments["link-sessions"] {
      guard let flag = Bool(link) else {
        throw UsageProblem.badValue(
          option: "--link-sessions", found: link, expected: "true or false")
      }
      scope.readings.linkSessions = flag
      decided.append("readings.linkSessions is \(link)")
    }
    if decided.isEmpty { return }
    if why.isEmpty {
      throw UsageProblem.required(
        option: "--why", why: "a reading is a decision that needs a reason")
    }
    scope.decisions.append(
      ScopeDecision(at: now, by: by, what: decided.joined(separator: "; "), why: why))
  }
}
