import CaseModel

/// Builds what a shared copy is made from, from nothing: field by field what is listed. Why people
/// decided what they decided is never in it; names, commands and the names of files only where nothing
/// is replaced by pseudonyms. What is printed of evidence is listed with each name that templates know
/// (`Sharing`).
struct SharedCopy {
  let withholdsNames: Bool

  /// What people wrote of themselves and others: that there is something may be seen.
  func written(_ text: String) -> String {
    withholdsNames && !text.isEmpty ? Pseudonyms.withheld : text
  }

  func written(_ text: String?) -> String? {
    withholdsNames ? text.map { _ in Pseudonyms.withheld } : text
  }

  func who(_ name: String) -> String { withholdsNames ? Pseudonyms.withheld : name }

  // MARK: - The case

  func document(_ own: CaseDocument) -> CaseDocument {
    var copy = CaseDocument()
    copy.number = own.number
    copy.title = who(own.title)
    copy.organisation = written(own.organisation)
    copy.examiner = written(own.examiner)
    copy.qualifications = written(own.qualifications)
    copy.requester = written(own.requester)
    copy.authority = written(own.authority)
    copy.questions = own.questions.map { written($0) }
    copy.language = own.language
    // Free text, and yet shared: it is what the owner puts on every page that leaves the house, such
    // as "privileged", and a copy without it would be handed on as if nobody had said so. Pseudonyms
    // stand in it too.
    copy.marking = own.marking
    copy.issue = own.issue
    copy.regimes = own.regimes
    copy.triggers = own.triggers.map { trigger in
      CaseTrigger(
        regime: trigger.regime, trigger: trigger.trigger, at: trigger.at, by: who(trigger.by),
        why: Pseudonyms.withheld, enteredAt: trigger.enteredAt)
    }
    copy.holidays = own.holidays
    copy.displayZone = own.displayZone
    return copy
  }

  func line(_ own: ReportInput.CustodyLine) -> ReportInput.CustodyLine {
    ReportInput.CustodyLine(
      seq: own.seq, time: own.time, actor: who(own.actor), host: who(own.host),
      action: own.action, reason: own.reason.isEmpty ? "" : Pseudonyms.withheld,
      objects: own.objects, hash: own.hash)
  }

  /// Categories are words of the reviewers' own.
  func review(_ own: ReviewState) -> ReviewState {
    var copy = ReviewState()
    copy.messages = own.messages
    copy.reviewed = own.reviewed
    copy.bySensitivity = own.bySensitivity
    copy.people = own.people
    copy.withoutPeople = own.withoutPeople
    copy.unmatched = own.unmatched
    return copy
  }

  // MARK: - The register

  func entry(_ own: RegisterEntry) -> RegisterEntry {
    var copy = RegisterEntry(
      evidence: own.evidence,
      originalName: withholdsNames ? EvidenceText(Pseudonyms.withheld) : own.originalName,
      // It is made of the original name.
      storedName: written(own.storedName), sha256: own.sha256, bytes: own.bytes,
      format: own.format, importedAt: own.importedAt, origin: origin(own.origin))
    copy.memberOf = own.memberOf
    copy.notRead = own.notRead?.map(SharedCopy.member)
    copy.external = own.external.map {
      ExternalObject(
        address: who($0.address), beginsWithMark: $0.beginsWithMark, endsOpen: $0.endsOpen)
    }
    return copy
  }

  /// What a file is called and how it begins is a text of people.
  static func member(_ own: NotReadMember) -> NotReadMember {
    NotReadMember(
      name: EvidenceText(Pseudonyms.withheld), found: Pseudonyms.withheld,
      mayHoldRecords: own.mayHoldRecords)
  }

  private func origin(_ own: ExportOrigin) -> ExportOrigin {
    var copy = ExportOrigin()
    copy.sourceSystem = written(own.sourceSystem)
    copy.tenant = written(own.tenant)
    copy.collectedAt = own.collectedAt
    copy.collectedBy = written(own.collectedBy)
    copy.collectedTool = written(own.collectedTool)
    copy.collectedCommand = written(own.collectedCommand)
    copy.receivedFrom = written(own.receivedFrom)
    copy.receivedAt = own.receivedAt
    copy.dayOrder = own.dayOrder
    copy.query = query(own.query)
    copy.inventory.recoverableItems = own.inventory.recoverableItems
    copy.inventory.archive = own.inventory.archive
    return copy
  }

  private func query(_ own: ExportQuery) -> ExportQuery {
    var copy = ExportQuery()
    copy.from = own.from
    copy.to = own.to
    copy.operations = own.operations
    copy.users = own.users
    copy.mailboxes = own.mailboxes
    copy.freeText = written(own.freeText)
    copy.resultSize = own.resultSize
    return copy
  }
}
