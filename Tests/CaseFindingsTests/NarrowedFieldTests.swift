import CaseModel
import TestSupport
import Testing

@testable import CaseFindings

/// Findings for a recipient are narrowed to some mailboxes. Every field is listed here: as one from which
/// others are taken out, or as one that holds nothing of a mailbox. A new field is in no list.
struct NarrowedFieldTests {
  private func labels(_ value: Any) -> Set<String> {
    Set(Mirror(reflecting: value).children.compactMap(\.label))
  }

  private func expect(
    _ value: Any, narrowed: Set<String>, ofNoMailbox: Set<String>, notHandedOut: Set<String> = []
  ) {
    let listed = [narrowed, ofNoMailbox, notHandedOut]
    #expect(labels(value) == listed.reduce([]) { $0.union($1) }, "\(type(of: value))")
    #expect(listed.map(\.count).reduce(0, +) == labels(value).count, "\(type(of: value))")
  }

  @Test func everyFieldIsNarrowedOrOfNoMailbox() throws {
    let findings = try fixtureFindings([.attackerBind(1, "a@x")], try attackerScope())
    expect(
      findings,
      narrowed: [
        "request", "mailboxes", "contexts", "outsideScope", "otherAcquisition", "completeness",
        "records", "recordSources", "rejected", "anomalies", "inventory", "unread",
        "acts", "applicationUses",
      ],
      ofNoMailbox: [
        "attribution", "acquisitionNotHeld", "totals", "inventoryElsewhere", "rejectedAccess",
        "overlaps", "signInsNotAsked", "indicatorsWithoutMatch",
      ],
      // Of a decision that names a mailbox by its GUID; decisions about others say nothing.
      notHandedOut: ["namedMailboxes"])
    expect(
      findings.request, narrowed: ["scope", "files", "queries", "configurations", "notRead"],
      ofNoMailbox: [
        "tool", "caseNumber", "caseTitle", "scopeSHA256", "caseSHA256", "registerSHA256", "issue",
      ],
      // Their rows are; what is handed out of them is how many there are.
      notHandedOut: ["inventories"])
    expect(
      findings.request.scope,
      narrowed: [
        "mailboxes", "windows", "indicators", "knownGood", "retractedIndicators",
        "retractedKnownGood", "decisions", "accessEnds",
      ], ofNoMailbox: ["readings"])
  }
}
