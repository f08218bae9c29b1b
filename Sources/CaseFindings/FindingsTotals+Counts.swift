import CaseModel
import CaseTally

/// The sums of a case, from what was counted of records, files and messages.
extension FindingsTotals {
  mutating func add(_ counted: CountedRecords) {
    uniqueRecords += Int(counted.unique)
    uniqueMailAccess += Int(counted.mailAccess)
    bind += Int(counted.bind)
    sync += Int(counted.sync)
    accessTypeUnknown += Int(counted.accessTypeUnknown)
    throttled += Int(counted.throttled)
    throttledNotStated += Int(counted.throttledNotStated)
    administration += Int(counted.administration)
  }

  mutating func add(_ ledger: CompletenessLedger) {
    for file in ledger.files {
      rows += file.ledger.rows
      records += file.ledger.records
      mailAccess += file.ledger.mailAccess
      rejected += file.ledger.rejected
      duplicates += file.duplicates
    }
  }

  mutating func add(_ messages: AccessedMessages, of evidence: ResolvedEvidence) {
    recordedMessages += messages.entries.count
    var isNamed = [Bool](repeating: false, count: evidence.messages.count)
    for entry in messages.entries where entry.identifiedBy == .internetMessageId {
      if isNamed[entry.message] { continue }
      isNamed[entry.message] = true
      distinctMessageIds += 1
    }
  }
}
