import CaseModel

extension SharedCopy {
  /// What the evidence says; what people wrote stands in the scope alone.
  func findings(_ own: Findings) -> Findings {
    var copy = Findings(request: request(own.request))
    copy.mailboxes = own.mailboxes
    copy.contexts = own.contexts
    copy.applicationUses = own.applicationUses
    copy.attribution = own.attribution
    copy.outsideScope = own.outsideScope
    copy.otherAcquisition = own.otherAcquisition
    copy.acquisitionNotHeld = own.acquisitionNotHeld
    copy.unread = own.unread
    copy.acts = own.acts
    copy.overlaps = own.overlaps
    copy.signInsNotAsked = own.signInsNotAsked
    copy.indicatorsWithoutMatch = own.indicatorsWithoutMatch
    copy.totals = own.totals
    copy.completeness = own.completeness
    copy.records = own.records
    copy.recordSources = own.recordSources
    copy.rejected = own.rejected
    copy.anomalies = own.anomalies
    copy.inventoryElsewhere = own.inventoryElsewhere
    return copy
  }

  private func request(_ own: FindingsRequest) -> FindingsRequest {
    // Of the files, the ledger and the register say what a report needs.
    var copy = FindingsRequest(tool: own.tool, scope: scope(own.scope), files: [])
    copy.scopeSHA256 = own.scopeSHA256
    copy.caseSHA256 = own.caseSHA256
    copy.registerSHA256 = own.registerSHA256
    copy.issue = own.issue
    copy.configurations = own.configurations
    copy.inventories = own.inventories
    copy.notRead = own.notRead.map {
      NotReadArchive(evidence: $0.evidence, members: $0.members.map(SharedCopy.member))
    }
    return copy
  }

  // MARK: - The scope

  func scope(_ own: Scope) -> Scope {
    var copy = Scope()
    copy.mailboxes = own.mailboxes
    copy.windows = own.windows.map { window in
      var shared = ScopeWindow(span: window.span)
      shared.mailboxes = window.mailboxes
      shared.why = Pseudonyms.withheld
      shared.decidedBy = who(window.decidedBy)
      return shared
    }
    copy.indicators = own.indicators.map(rule)
    copy.knownGood = own.knownGood.map(rule)
    copy.retractedIndicators = own.retractedIndicators.map(rule)
    copy.retractedKnownGood = own.retractedKnownGood.map(rule)
    copy.readings = own.readings
    copy.decisions = own.decisions.map { decision in
      ScopeDecision(
        at: decision.at, by: who(decision.by), what: shared(decision.what),
        why: Pseudonyms.withheld)
    }
    copy.accessEnds = own.accessEnds.map { end in
      var shared = ScopeAccessEnd(
        at: end.at, why: Pseudonyms.withheld, decidedBy: who(end.decidedBy))
      shared.mailboxes = end.mailboxes
      return shared
    }
    return copy
  }

  /// Which rules are in force, and how many rows cannot be read, is no reason of the investigation.
  private func shared(_ what: ScopeDecision.What) -> ScopeDecision.What {
    switch what {
    case .retract, .acceptRejected, .waive: what
    case .said, .leaveOutside, .contested: .said(Pseudonyms.withheld)
    }
  }

  private func rule(_ own: Indicator) -> Indicator {
    var copy = Indicator(id: own.id)
    copy.why = Pseudonyms.withheld
    copy.decidedBy = who(own.decidedBy)
    copy.decidedAt = own.decidedAt
    copy.addresses = own.addresses
    copy.sessions = own.sessions
    copy.tokens = own.tokens
    copy.devices = own.devices
    copy.clients = own.clients
    copy.applications = own.applications
    copy.users = own.users
    copy.logonTypes = own.logonTypes
    copy.mailboxes = own.mailboxes
    copy.from = own.from
    copy.to = own.to
    return copy
  }
}
