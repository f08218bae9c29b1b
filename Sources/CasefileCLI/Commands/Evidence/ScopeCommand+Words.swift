import CaseModel
import CaseScope

extension ScopeCommand {
  /// The scope in words, a line for each decision; with `--json` as scope.json.
  func show(_ scope: Scope, _ run: CommandRun) throws {
    if run.isJSON { return try run.terminal.out(writeScope(scope)) }
    func line(_ label: String, _ text: String) throws {
      try run.result("scope", text, label: label)
    }
    let mailboxes = names(scope.mailboxes)
    try line("mailboxes", mailboxes.isEmpty ? "all in the evidence" : mailboxes)
    if scope.windows.isEmpty { try line("windows", "all time") }
    for window in scope.windows {
      let which = window.mailboxes.isEmpty ? "" : ", \(names(window.mailboxes))"
      try line(
        "window",
        "\(window.span.from.iso) to \(window.span.to.iso)\(which)\n"
          + stated(window.decidedBy, window.why))
    }
    if scope.indicators.isEmpty { try line("attacker", "no indicator has been decided") }
    for rule in scope.indicators { try line("attacker", words(rule)) }
    for rule in scope.knownGood { try line("knownGood", words(rule)) }
    for rule in scope.retractedIndicators + scope.retractedKnownGood {
      try line("retracted", words(rule))
    }
    for end in scope.accessEnds {
      let which = end.mailboxes.isEmpty ? "" : ", \(names(end.mailboxes))"
      try line("ended", "\(end.at.iso)\(which)\n" + stated(end.decidedBy, end.why))
    }
    let readings = scope.readings
    try line(
      "readings",
      "a Sync record assumes the \(readings.sync.rawValue) (R9); throttling means"
        + " \(readings.throttle.rawValue) (R10);\n"
        + (readings.assumption == .attributed
          ? "access that matches an indicator counts (R15)" : "every access counts (R15)")
        + (readings.linkSessions
          ? "; shared sessions are followed (R14)"
            + (readings.linkEarlier ? "" : ", from the first match on")
          : "; shared sessions are not followed"))
    for said in scope.decisions {
      try line("decision", "\(said.english.visible)\n" + stated(said.by, said.why))
    }
  }
}

private func words(_ rule: Indicator) -> String {
  let fields: [(String, [String])] = [
    ("address", rule.addresses.map(\.text)), ("session", rule.sessions), ("token", rule.tokens),
    ("client with", rule.clients), ("application", rule.applications),
    ("device", rule.devices), ("user", rule.users),
    ("logon type", rule.logonTypes.map { String($0) }),
    ("mailbox", rule.mailboxes.map(\.text)), ("from", rule.from.map { [$0.iso] } ?? []),
    ("to", rule.to.map { [$0.iso] } ?? []),
  ]
  let parts = fields.filter { !$0.1.isEmpty }.map { name, values in
    "\(name) \(values.map(\.visible).joined(separator: " or "))"
  }
  return "\(rule.id.visible)  \(parts.joined(separator: ", and "))\n"
    + stated(rule.decidedBy, rule.why)
}

private func names(_ mailboxes: [MailboxSelector]) -> String {
  mailboxes.map(\.text.visible).joined(separator: ", ")
}

private func stated(_ by: String, _ why: String) -> String {
  switch (by.isEmpty, why.isEmpty) {
  case (true, true): "who decided it and why is not stated"
  case (false, true): "\(by.visible) does not say why"
  case (true, false): "by someone not named: \(why.visible)"
  case (false, false): "\(by.visible): \(why.visible)"
  }
}
