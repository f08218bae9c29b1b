import CaseModel

extension ReportInput {
  /// What a report is made from: all of it, or what may be shared.
  var shared: ReportInput {
    if pseudonyms != nil { return withheld() }
    return withholdsReasons ? withoutReasons() : self
  }

  /// Without what people wrote: names, reasons, commands, and the names of files.
  private func withheld() -> ReportInput {
    var input = withoutReasons()
    let gone = Pseudonyms.withheld
    func hide(_ text: String) -> String { text.isEmpty ? "" : gone }
    func hide(_ text: String?) -> String? { text.map { _ in gone } }
    input.document.title = gone
    input.document.organisation = hide(document.organisation)
    input.document.examiner = hide(document.examiner)
    input.document.qualifications = hide(document.qualifications)
    input.document.requester = hide(document.requester)
    input.document.authority = hide(document.authority)
    input.document.questions = document.questions.map { hide($0) }
    for index in input.document.triggers.indices { input.document.triggers[index].by = gone }
    for index in input.custody.indices {
      input.custody[index].actor = gone
      input.custody[index].host = gone
    }
    for index in input.register.indices {
      input.register[index].originalName = EvidenceText(gone)
      input.register[index].external?.address = gone
      let origin = input.register[index].origin
      input.register[index].origin.tenant = hide(origin.tenant)
      input.register[index].origin.collectedBy = hide(origin.collectedBy)
      input.register[index].origin.collectedTool = hide(origin.collectedTool)
      input.register[index].origin.sourceSystem = hide(origin.sourceSystem)
      input.register[index].origin.collectedCommand = hide(origin.collectedCommand)
      input.register[index].origin.receivedFrom = hide(origin.receivedFrom)
      input.register[index].origin.query.freeText = hide(origin.query.freeText)
    }
    input.findings.request.scope.changeDecisions { by, _ in by = gone }
    for index in input.findings.request.scope.decisions.indices {
      input.findings.request.scope.decisions[index].by = gone
    }
    return input
  }

  /// Without why people decided what they decided; who decided what stays.
  private func withoutReasons() -> ReportInput {
    var input = self
    let gone = Pseudonyms.withheld
    for index in input.document.triggers.indices { input.document.triggers[index].why = gone }
    input.adoption?.reason = gone
    // Words of the reviewers' own.
    input.review.byCategory = [:]
    for index in input.custody.indices where !input.custody[index].reason.isEmpty {
      input.custody[index].reason = gone
    }
    input.findings.request.scope.changeDecisions { _, why in why = gone }
    for index in input.findings.request.scope.decisions.indices {
      input.findings.request.scope.decisions[index].what = .said(gone)
      input.findings.request.scope.decisions[index].why = gone
    }
    return input
  }
}
