import CaseModel
@testable import CaseReport
import TestSupport
import Testing
import TextFormats

/// A shared copy is built from nothing: each field of what a report is made from is listed as shared, or
/// is not in the copy. A new field is in no list, and fails here.
struct SharedFieldTests {
  private func redacted() throws -> (own: ReportInput, copy: ReportInput) {
    var own = try RichInputs.full()
    own.pseudonyms = Pseudonyms(key: [UInt8](repeating: 7, count: 32), own.findings)
    return (own, own.shared)
  }

  /// - Parameters:
  ///   - shared: fields that are in the copy as they are.
  ///   - inside: fields whose own fields are looked at by themselves.
  private func expect(
    _ own: Any, _ copy: Any, shared: [String], inside: [String] = []
  ) throws {
    let type = "\(type(of: own))"
    let (before, after) = (Mirror(reflecting: own).children, Mirror(reflecting: copy).children)
    #expect(before.count == after.count && !before.isEmpty)
    for (field, copied) in zip(before, after) {
      let label = try #require(field.label)
      if inside.contains(label) { continue }
      let isSame = "\(field.value)" == "\(copied.value)"
      #expect(isSame == shared.contains(label), "\(type).\(label): \(copied.value)")
    }
    let labels = Set(before.compactMap(\.label))
    #expect(Set(shared + inside).isSubset(of: labels), "\(type)")
  }

  @Test func ofTheInput() throws {
    let (own, copy) = try redacted()
    try expect(
      own, copy,
      shared: [
        "stateSeq", "stateTime", "draft", "regimes", "findingsSHA256", "templates", "formats",
        "pseudonyms", "recipient", "withholdsReasons", "onlyMailboxes", "paper", "language",
      ], inside: ["findings", "document", "register", "review", "adoption", "custody"])
    try expect(
      own.review, copy.review,
      shared: ["messages", "reviewed", "bySensitivity", "people", "withoutPeople", "unmatched"])
    try expect(
      try #require(own.adoption), try #require(copy.adoption), shared: ["time", "seq"])
    try expect(
      own.custody[0], copy.custody[0], shared: ["seq", "time", "action", "objects", "hash"])
  }

  @Test func ofTheCase() throws {
    let (own, copy) = try redacted()
    try expect(
      own.document, copy.document,
      shared: [
        "number", "language", "marking", "issue", "regimes", "holidays", "displayZone",
      ], inside: ["triggers"])
    try expect(
      own.document.triggers[0], copy.document.triggers[0],
      shared: ["regime", "trigger", "at", "enteredAt"])
  }

  @Test func ofTheRegister() throws {
    let (own, copy) = try redacted()
    try expect(
      own.register[0], copy.register[0],
      shared: ["evidence", "sha256", "bytes", "format", "importedAt", "memberOf"],
      inside: ["origin", "external"])
    try expect(
      try #require(own.register[0].external), try #require(copy.register[0].external),
      shared: ["beginsWithMark", "endsOpen"])
    try expect(
      own.register[0].origin, copy.register[0].origin,
      shared: ["collectedAt", "receivedAt", "dayOrder"],
      inside: ["query", "inventory"])
    try expect(
      own.register[0].origin.query, copy.register[0].origin.query,
      shared: ["from", "to", "operations", "users", "mailboxes", "resultSize"])
    try expect(
      own.register[0].origin.inventory, copy.register[0].origin.inventory,
      shared: ["recoverableItems", "archive"])
  }

  @Test func ofTheFindings() throws {
    let (own, copy) = try redacted()
    try expect(
      own.findings, copy.findings,
      shared: [
        "mailboxes", "contexts", "applicationUses", "attribution", "outsideScope",
        "otherAcquisition",
        "acquisitionNotHeld", "unread", "acts", "overlaps", "signInsNotAsked", "totals",
        "completeness", "records",
        "recordSources",
        "rejected", "rejectedAccess",
        "anomalies", "inventoryElsewhere", "indicatorsWithoutMatch",
      ], inside: ["request"])
    try expect(
      own.findings.request, copy.findings.request,
      shared: [
        "tool", "scopeSHA256", "caseSHA256", "registerSHA256", "issue", "configurations",
        "inventories",
      ], inside: ["scope"])
  }

  @Test func ofTheScope() throws {
    let (input, shared) = try redacted()
    let (own, copy) = (input.findings.request.scope, shared.findings.request.scope)
    try expect(
      own, copy, shared: ["mailboxes", "readings"],
      inside: [
        "windows", "indicators", "knownGood", "decisions", "accessEnds", "retractedIndicators",
        "retractedKnownGood",
      ])
    try expect(own.windows[0], copy.windows[0], shared: ["span", "mailboxes"])
    try expect(own.accessEnds[0], copy.accessEnds[0], shared: ["at", "mailboxes"])
    try expect(own.decisions[0], copy.decisions[0], shared: ["at"])
    let rule = [
      "id", "decidedAt", "addresses", "sessions", "tokens", "clients", "applications", "devices",
      "users",
      "logonTypes", "mailboxes", "from", "to",
    ]
    try expect(own.indicators[0], copy.indicators[0], shared: rule)
    try expect(own.knownGood[0], copy.knownGood[0], shared: rule)
    try expect(own.retractedIndicators[0], copy.retractedIndicators[0], shared: rule)
    try expect(own.retractedKnownGood[0], copy.retractedKnownGood[0], shared: rule)
  }

  /// For a recipient who does not get the reasons, and nothing else is replaced.
  @Test func reasonsAloneAreLeftOut() throws {
    var own = try RichInputs.full()
    own.withholdsReasons = true
    let copy = own.shared
    #expect(copy.document.examiner == own.document.examiner)
    #expect(copy.custody[0].actor == own.custody[0].actor)
    #expect(copy.register[0].originalName == own.register[0].originalName)
    let (scope, shared) = (own.findings.request.scope, copy.findings.request.scope)
    #expect(shared.indicators[0].decidedBy == scope.indicators[0].decidedBy)
    try expect(
      own.custody[0], copy.custody[0],
      shared: ["seq", "time", "actor", "host", "action", "objects", "hash"])
    #expect(copy.document.triggers[0].why == Pseudonyms.withheld)
    #expect(copy.adoption?.reason == Pseudonyms.withheld)
    #expect(copy.review.byCategory == [:])
    #expect(shared.windows.allSatisfy { $0.why == Pseudonyms.withheld })
    #expect(shared.indicators.allSatisfy { $0.why == Pseudonyms.withheld })
    // Which rules are in force is no reason.
    #expect(
      shared.decisions.map(\.what)
        == [.said(Pseudonyms.withheld), .retract("A3"), .retract("K2")])
    own.withholdsReasons = false
    #expect(own.shared.adoption?.reason == "adopted because")
  }

  /// The owner's marking stands on every page of a redacted copy, with pseudonyms in it.
  @Test(arguments: ["en", "de", "pt-BR"])
  func theMarkingStaysAndNamesNobody(_ language: String) throws {
    var input = try RichInputs.full()
    input.language = try TemplateSet.builtIn.language(language)
    input.templates = .builtIn
    input.document.marking = "PRIVILEGED: counsel@firm.test only"
    input.formats = [.html, .md]
    input.pseudonyms = Pseudonyms(key: [UInt8](repeating: 7, count: 32), input.findings)
    for file in try renderBreachScope(input) {
      let text = String(decoding: file.bytes, as: UTF8.self)
        .replacing("&#64;", with: "@").replacing("&#58;", with: ":")
      #expect(text.contains("PRIVILEGED: id") && !text.contains("counsel@"), "\(file.name)")
    }
  }
}
