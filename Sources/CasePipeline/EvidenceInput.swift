import CaseFindings
import CaseImport
import CaseModel
import CaseScope
import CaseTally
import Files

/// An evidence file as findings read it: from the case or from a bundle.
package struct EvidenceInput {
  /// 1 for E001.
  package var evidence: Int
  package var format: ExportFormat
  /// As somebody stated it in the register.
  package var dayOrder: DayOrder?
  package var open: () throws -> ByteStream

  package init(
    evidence: Int, format: ExportFormat, dayOrder: DayOrder? = nil,
    open: @escaping () throws -> ByteStream
  ) {
    self.evidence = evidence
    self.format = format
    self.dayOrder = dayOrder
    self.open = open
  }
}

/// The evidence as it adds up: nothing derived is trusted (design section 2).
package func tally(_ inputs: [EvidenceInput], threads: Int) throws -> Tally {
  var tally = Tally()
  for input in inputs {
    let ledger = try walkEvidence(
      try input.open(), format: input.format, evidence: input.evidence,
      dayOrder: input.dayOrder, threads: threads
    ) { tally.add($0) }
    tally.add(ledger)
  }
  return tally
}

/// Findings of what adds up, and what somebody asks besides.
package func answer(
  _ questions: FindingsQuestions, _ tally: consuming Tally, _ request: FindingsRequest,
  threads: Int = 1
) throws -> FindingsAnswer {
  try tally.answer(questions, request, Workers(threads: threads)) { evidence in
    attribute(
      evidence.sightings, contexts: evidence.contexts, mailboxes: evidence.mailboxes,
      scope: request.scope, recordName: evidence.describe(sighting:))
  }
}

extension EvidenceFacts {
  package init(_ entry: RegisterEntry) {
    self.init(
      evidence: entry.evidence, sha256: entry.sha256, bytes: entry.bytes, format: entry.format,
      query: entry.origin.query)
    memberOf = entry.memberOf
    collectedAt = entry.origin.collectedAt
    isOwnLog = ExportFormat(rawValue: entry.format)?.isOwnLog ?? false
    isExternal = entry.external != nil
  }
}
