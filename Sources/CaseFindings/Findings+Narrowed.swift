import CaseModel

extension Findings {
  /// What concerns the mailboxes of its scope and no others: contexts, matches, records and sentences
  /// about other mailboxes are left out, or say `[withheld]` where the others were named.
  ///
  /// - Parameter all: of the same evidence, with every mailbox: whose names are others' names.
  package func narrowed(knowing all: Findings) -> Findings {
    var result = self
    let own = Set(mailboxes.flatMap { [$0.mailbox.guid] + $0.mailbox.upns }.map(\.folded))
    let others = OtherMailboxes(all, except: own)
    let isOwn = { (mailbox: MailboxIdentity) in own.contains(mailbox.name.folded) }
    result.contexts = FindingsList(contexts.filter { isOwn($0.mailbox) })
    result.outsideScope = outsideScope.filter { isOwn($0.mailbox) }
    result.otherAcquisition = otherAcquisition.filter { other in other.mailbox.map(isOwn) ?? false }
    result.acts = acts.filter { act in act.mailbox.map(isOwn) ?? false }
    // How much of the evidence could not be understood is of no mailbox; the records are.
    for index in result.unread.indices { result.unread[index].sources = [] }
    // Whose messages these are, nobody knows.
    for index in result.rejected.indices { result.rejected[index].salvaged = [] }
    for archive in result.request.notRead.indices {
      for member in result.request.notRead[archive].members.indices {
        result.request.notRead[archive].members[member].name = EvidenceText(OtherMailboxes.withheld)
        result.request.notRead[archive].members[member].found = OtherMailboxes.withheld
      }
    }
    result.anomalies = anomalies.filter { !others.areNamed(in: $0.text) }
    for index in result.mailboxes.indices { others.hide(in: &result.mailboxes[index]) }
    let kept = Set(result.contexts.map(\.id))
    let left = Set(contexts.map(\.id)).subtracting(kept)
    result.applicationUses = applicationUses.filter { kept.contains($0.context) }
    result.contexts = FindingsList(
      result.contexts.map { context in
        var context = context
        context.attribution.reasons = context.attribution.reasons.map(others.hidden)
        context.hints = context.hints.map(others.hidden)
        context.against = context.against.map { statement in
          others.hidden(statement).mapTexts { left.contains($0) ? OtherMailboxes.withheld : $0 }
        }
        return context
      })
    others.hide(in: &result.completeness)
    for index in result.request.files.indices {
      result.request.files[index].query = others.hidden(request.files[index].query)
    }
    for index in result.request.queries.indices {
      result.request.queries[index].query = others.hidden(request.queries[index].query)
    }
    for index in result.request.configurations.indices {
      result.request.configurations[index].keep { subject in
        mailboxes.contains { subject.isMeant($0.mailbox) }
      }
    }
    others.hide(in: &result.request.scope)
    result.keepCitedRecords()
    return result
  }
}

/// The names of mailboxes that a recipient is not to learn.
private struct OtherMailboxes {
  static let withheld = "[withheld]"
  private let names: Set<EvidenceText>

  init(_ all: Findings, except own: Set<EvidenceText>) {
    var names: Set<EvidenceText> = []
    func add(_ mailbox: MailboxIdentity) {
      ([mailbox.guid] + mailbox.upns).filter { !$0.isEmpty }.forEach { names.insert($0.folded) }
    }
    all.namedMailboxes.forEach(add)
    all.mailboxes.forEach { add($0.mailbox) }
    all.outsideScope.forEach { add($0.mailbox) }
    all.otherAcquisition.compactMap(\.mailbox).forEach(add)
    self.names = names.subtracting(own)
  }

  private func isNamed(in text: String) -> Bool {
    let folded = EvidenceText(text).folded
    if names.contains(folded) { return true }
    let separators: Set<Character> = [" ", ",", ";", "(", ")", "<", ">", "'", "\""]
    return folded.string.split(whereSeparator: separators.contains).contains {
      names.contains(EvidenceText(String($0)))
    }
  }

  func areNamed(in statement: Statement) -> Bool { hidden(statement) != statement }

  func hidden(_ statement: Statement) -> Statement {
    statement.mapTexts { isNamed(in: $0) ? OtherMailboxes.withheld : $0 }
  }

  func hidden(_ query: ExportQuery) -> ExportQuery {
    var query = query
    let hide = { (name: String) in isNamed(in: name) ? OtherMailboxes.withheld : name }
    query.users = query.users.map { $0.map(hide) }
    query.mailboxes = query.mailboxes.map { $0.map(hide) }
    query.addresses = query.addresses.map { $0.map(hide) }
    query.freeText = query.freeText.map(hide)
    return query
  }

  func hidden(_ selectors: [MailboxSelector]) -> [MailboxSelector] {
    selectors.map { isNamed(in: $0.text) ? .upn(OtherMailboxes.withheld) : $0 }
  }

  func hidden(_ decision: ScopeDecision) -> ScopeDecision {
    var decision = decision
    switch decision.what {
    case .said(let text):
      if isNamed(in: text) { decision.what = .said(OtherMailboxes.withheld) }
    case .retract, .acceptRejected, .waive: break
    case .contested(let context, _):
      if isNamed(in: context.mailbox.text) { decision.what = .said(OtherMailboxes.withheld) }
    case .leaveOutside(let mailbox, let from, let to):
      decision.what = .leaveOutside(hidden([mailbox])[0], from: from, to: to)
    }
    return decision
  }

  func hidden(_ rule: Indicator) -> Indicator {
    var rule = rule
    rule.mailboxes = hidden(rule.mailboxes)
    return rule
  }

  func hide(in completeness: inout Completeness) {
    completeness.reasons = completeness.reasons.map(hidden)
    for index in completeness.files.indices {
      completeness.files[index].facts.query = hidden(completeness.files[index].facts.query)
      completeness.files[index].signs = completeness.files[index].signs.map {
        Sign($0.kind, hidden($0.text))
      }
    }
  }

  func hide(in scope: inout Scope) {
    for index in scope.windows.indices {
      scope.windows[index].mailboxes = hidden(scope.windows[index].mailboxes)
    }
    for index in scope.accessEnds.indices {
      scope.accessEnds[index].mailboxes = hidden(scope.accessEnds[index].mailboxes)
    }
    scope.decisions = scope.decisions.map(hidden)
    scope.indicators = scope.indicators.map(hidden)
    scope.knownGood = scope.knownGood.map(hidden)
    scope.retractedIndicators = scope.retractedIndicators.map(hidden)
    scope.retractedKnownGood = scope.retractedKnownGood.map(hidden)
  }

  func hide(in mailbox: inout MailboxFindings) {
    mailbox.coverage.reasons = mailbox.coverage.reasons.map(hidden)
    for index in mailbox.unauditedPeriods.indices {
      mailbox.unauditedPeriods[index].note = hidden(mailbox.unauditedPeriods[index].note)
    }
  }
}

extension AuditConfiguration {
  fileprivate mutating func keep(_ isOwn: (ConfigurationSubject) -> Bool) {
    mailboxes.removeAll { !isOwn($0.subject) }
    bypasses.removeAll { !isOwn($0.subject) }
    licences.removeAll { !isOwn($0.subject) }
  }
}

extension Findings {
  /// Drops cited records that nothing cites any more, and numbers the others anew.
  fileprivate mutating func keepCitedRecords() {
    var numbers: [CitedIndex: CitedIndex] = [:]
    var kept: [CitedIndex] = []
    func renumber(_ sources: inout [CitedIndex]) {
      sources = sources.map { source in
        if let known = numbers[source] { return known }
        numbers[source] = CitedIndex(kept.count)
        kept.append(source)
        return CitedIndex(kept.count - 1)
      }
    }
    for mailbox in mailboxes.indices {
      var messages = Array(mailboxes[mailbox].recordedMessages)
      for index in messages.indices { renumber(&messages[index].sources) }
      mailboxes[mailbox].list(
        FindingsList(messages), byBasis: mailboxes[mailbox].messagesByBasis)
      mailboxes[mailbox].visitSources(renumber)
    }
    var listed = Array(contexts)
    for index in listed.indices { renumber(&listed[index].sources) }
    contexts = FindingsList(listed)
    visitOtherSources(renumber)
    let known = Set(listed.map(\.id))
    records = FindingsList(
      kept.map { cited in
        var record = records[cited.int]
        if let context = record.context, !known.contains(context) { record.context = nil }
        return record
      })
    recordSources = FindingsList(records.map(\.source))
  }
}
