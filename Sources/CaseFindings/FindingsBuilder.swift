import CaseModel
import CaseTally

/// Makes findings of a pass over the records, in three steps, each from what the step before it
/// returned: the mailboxes and what must be said of them, the records that all this cites, the lists
/// that are long.
struct FindingsBuilder {
  let pass: RecordPass
  let folderNames: FolderNames
  var findings: Findings
  var anomalies: AnomalyList
  var citations: Citations

  var evidence: ResolvedEvidence { pass.evidence }
  var scoped: ScopedMailboxes { pass.scoped }

  init(_ pass: RecordPass) {
    self.pass = pass
    folderNames = FolderNames(pass.evidence, pass.all.mailboxes)
    findings = Findings(request: pass.request)
    anomalies = pass.anomalies
    citations = Citations(records: pass.evidence.recordCount)
    findings.totals = pass.totals
    findings.attribution = pass.decided.attribution
    findings.rejected = pass.evidence.rejects
    findings.namedMailboxes = pass.evidence.mailboxes
  }

  /// The findings, but for their inventories.
  consuming func build() -> (findings: Findings, contexts: FindingsList<ContextFindings>) {
    addMailboxes()
    addAnomalies()
    let cited = citeRecords()
    let contexts = addLists(cited)
    return (findings, contexts)
  }

  // MARK: - What cites records

  private mutating func addMailboxes() {
    let rejected = rejectedAccess()
    findings.rejectedAccess = rejected
    for mailbox in scoped.indexes {
      findings.mailboxes.append(self.mailbox(mailbox, rejected))
      findings.totals.assumedFolders += findings.mailboxes[mailbox].assumedFolders.count
    }
    findings.completeness = pass.all.ledger.completeness(noteMailboxSigns() + notReadReasons)
    findings.outsideScope = pass.decided.outside.findings(evidence, citing: &citations)
    findings.otherAcquisition = pass.decided.acquisition.findings(citing: &citations)
    findings.acquisitionNotHeld = pass.decided.acquisition.notHeld
    findings.overlaps = pass.all.overlaps.findings
    findings.acts = pass.decided.acts.findings(evidence, citing: &citations)
    findings.unread = pass.decided.unread.findings(evidence, citing: &citations)
  }

  private mutating func addAnomalies() {
    noteSignIns()
    pass.all.changes.note(in: &anomalies)
    noteScope()
    noteOrigins()
    noteAccessEnds()
    findings.anomalies = anomalies.findings(citing: &citations)
  }

  private mutating func noteSignIns() {
    let files = pass.all.ledger.files
    if pass.totals.uniqueMailAccess == 0 || pass.all.signIns.areHeld { return }
    findings.signInsNotAsked = !files.contains { file in
      guard let operations = file.facts.query.operations, !file.facts.isOwnLog else { return false }
      return operations.isEmpty
        || operations.contains { AuditOperation.isSignIn(EvidenceText($0)) }
    }
    if !findings.signInsNotAsked { return }
    anomalies.add(
      "signInsNotAsked",
      Statement(
        "no sign-in is in the evidence, and no export is known to have asked for sign-ins: a session"
          + " is linked to the attacker through other records alone (R14)"))
  }

  /// A decision that a record contradicts does not count.
  private mutating func noteAccessEnds() {
    for end in pass.request.scope.accessEnds {
      for (mailbox, last) in zip(scoped.mailboxes, pass.decided.lastAccess)
      where end.applies(to: mailbox.identity) {
        guard let last, last.time >= end.at else { continue }
        anomalies.add(
          "accessAfterEnd",
          Statement(
            "\(mailbox.identity.name.visibleName): access is recorded at \(last.time),"
              + " after it had ended at \(end.at), as \(end.decidedBy) decided; the decision does"
              + " not count there"), [last.record])
      }
    }
  }

  // MARK: - The records that are cited

  /// Numbers them in the order of time and id, when everything that cites any was made.
  private mutating func citeRecords() -> Citations {
    for index in pass.decided.messages.entries.indices {
      _ = citations.cite(pass.decided.messages.records(AccessedMessages.Index(index)))
    }
    for decision in pass.decided.contexts.decisions {
      guard let anchor = pass.decisions.table.decisions[decision].anchor else { continue }
      _ = citations.cite(evidence.record(of: anchor))
    }
    let moved = citations.sort()
    findings.visitSources { $0 = $0.map { moved[$0] }.sorted() }
    return citations
  }

  // MARK: - Lists that are made as they are asked for

  private mutating func addLists(_ citations: Citations) -> FindingsList<ContextFindings> {
    let (evidence, contexts, decisions) = (pass.evidence, pass.decided.contexts, pass.decisions)
    let cited = citations.records
    // Asked for by every message that a record names: close together.
    findings.recordSources = FindingsList(cited.map { evidence.row($0).source })
    findings.records = FindingsList(count: cited.count) { number in
      let row = evidence.row(cited[number])
      return CitedRecord(
        record: evidence.name(row), time: row.time, source: row.source,
        context: row.marks.contains(.mailAccess)
          ? contexts.name(decisions.contexts[cited[number]]) : nil)
    }
    let text = MessageText(pass, folderNames, citations)
    for (mailbox, order) in text.order().enumerated() {
      findings.mailboxes[mailbox].list(text.list(order), byBasis: text.bases(order))
    }
    let all = contexts.findings(evidence, decisions, citations, pass.all.signIns)
    findings.contexts = FindingsList(count: contexts.listed) { all[$0] }
    findings.applicationUses = contexts.applicationUses(
      evidence.contexts, decisions.table,
      consented: findings.otherAcquisition.contains { $0.kind == .consent })
    return all
  }
}
