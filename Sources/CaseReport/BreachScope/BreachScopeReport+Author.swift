import CaseModel
import TextFormats

extension BreachScopeReport {
  /// Who speaks, for whom, on which authority, and to which questions: as people wrote it.
  var author: [String: MustacheValue] {
    let document = input.document
    func stated(_ text: String) -> MustacheValue {
      text.isEmpty ? .phrase("word.notStated") : .string(text)
    }
    return [
      "author": .object([
        "examiner": stated(document.examiner), "qualifications": stated(document.qualifications),
        "organisation": stated(document.organisation), "requester": stated(document.requester),
        "authority": stated(document.authority),
        "questions": .list(document.questions.map { .string($0) }),
        "hasQuestions": .bool(!document.questions.isEmpty),
      ]),
      "status": .phrase(input.draft.isEmpty ? "status.final" : "status.draft"),
      "supersedes": .string(
        findings.request.issue.supersedes.isEmpty ? "" : "\(findings.request.issue.number - 1)"),
      "issueNumber": .string("\(findings.request.issue.number)"),
      "languageName": .string(input.language.name),
      "zone": .string(document.displayZone?.name ?? ""),
    ]
  }

  /// What else may explain the access that counts as the attacker's, with what the evidence says to it.
  var alternatives: [String: MustacheValue] {
    let attackers = findings.contexts.filter { $0.attribution.kind.isAttackers }
    func records(_ isMeant: (AccessContext) -> Bool) -> MustacheValue {
      .number(attackers.filter { isMeant($0.context) }.map(\.records).reduce(0, +))
    }
    let searches = findings.otherAcquisition.filter { $0.kind == .export || $0.kind == .search }
    return [
      "alternatives": .list(
        ["owner", "delegate", "administrator", "application", "search", "address"].map {
          .phrase("other.\($0)")
        }),
      "attackerRecords": .number(attackers.map(\.records).reduce(0, +)),
      "ownerRecords": records { $0.logonType == LogonType.owner },
      "delegateRecords": records { $0.logonType == LogonType.delegate },
      "administratorRecords": records { $0.logonType == LogonType.admin },
      "applicationRecords": records { !$0.applications.isEmpty && $0.session.isEmpty },
      "searchRecords": .number(searches.map(\.records).reduce(0, +)),
      "linkedRecords": .number(
        attackers.filter { $0.attribution.kind == .linked }.map(\.records).reduce(0, +)),
    ]
  }

  /// The log up to the entry whose state the report states.
  var custody: [String: MustacheValue] {
    ReportTable(input.custody, file: "custody/custody.jsonl") { entry in
      .object([
        "seq": .string("\(entry.seq)"), "time": ReportWords.time(entry.time),
        "sort": .markup(entry.time.iso), "actor": .string(entry.actor),
        "host": .string(entry.host), "action": .string(entry.action),
        "reason": .string(entry.reason), "objects": .number(entry.objects),
        "hash": .string(entry.hash),
      ])
    }.value("custodyEntries")
  }
}
