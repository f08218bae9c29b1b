import CaseFindings
import CaseFolder
import CaseModel
import CaseReport
import Files

/// Which reports somebody asks for.
package enum WantedReport: Sendable {
  case all, breachScope
  case notice(Regime)
  case certificate(Certificate)
}

extension WantedReport {
  fileprivate var templates: [ReportTemplate] {
    switch self {
    case .all: [.breachScope, .notice]
    case .breachScope: [.breachScope]
    case .notice: [.notice]
    case .certificate(.custodyForm): [.custodyForm]
    case .certificate: [.certificate]
    }
  }
}

extension OpenCase {
  /// Holds the templates of reports that are to be made against the names that there are.
  package func checkTemplates(_ wanted: WantedReport = .all) throws {
    try settings.templates.checkNames(
      of: wanted.templates, as: settings.formats, in: reportLanguages())
  }

  /// Hashes the evidence, renders the reports, and logs them where a byte is different.
  ///
  /// - Parameter wanted: by default the breach-scope report and the worksheets of the case's regimes.
  package mutating func writeReports(
    _ findings: Findings, _ wanted: WantedReport = .all
  ) throws -> StepResult {
    // Before anything is hashed or rendered: a language or a regime may be unknown.
    _ = try regimes()
    try checkTemplates(wanted)
    try verifyEvidence()
    let files = try makeReports(findings, wanted).map { report in
      DerivedFile(name: report.name) { $0(report.bytes) }
    }
    let draft = try scopeState(findings).draft.map(\.english).joined(separator: "; ")
    return try write(
      files, in: "reports", action: .render, reason: draft.isEmpty ? "" : "draft: \(draft)")
  }

  /// The reports, printed where they are to be; nothing is written.
  ///
  /// - Parameter change: for a recipient.
  mutating func makeReports(
    _ findings: Findings, _ wanted: WantedReport, _ change: (inout ReportInput) -> Void = { _ in }
  ) throws -> [ReportFile] {
    var facts = facts
    facts.review = try folder.readReview(custody)
    let pseudonyms = settings.isRedacted ? Pseudonyms(key: try redactionKey(), findings) : nil
    var reports: [ReportFile] = []
    let languages = try reportLanguages()
    let whole = try facts.reportInput(findings, languages[0])
    for language in languages {
      var input = whole
      input.language = language
      input.formats = settings.formats
      input.pseudonyms = pseudonyms
      input.paper = settings.paper
      change(&input)
      switch wanted {
      case .all:
        reports += try renderBreachScope(input)
        for regime in input.regimes { reports += try renderNotice(input, regime) }
      case .breachScope: reports += try renderBreachScope(input)
      case .notice(let regime): reports += try renderNotice(input, regime)
      case .certificate(let certificate): reports += try render(certificate, input)
      }
    }
    for index in reports.indices where reports[index].isPrinted {
      reports[index].bytes = try printReport(
        reports[index], in: folder.reports, stateTime: facts.lastState.time)
    }
    return reports
  }

  /// The languages that somebody asked for, else that of case.json.
  private func reportLanguages() throws -> [ReportLanguage] {
    let templates = settings.templates
    if !settings.languages.isEmpty {
      return try settings.languages.map { try templates.language($0) }
    }
    do {
      return [try templates.language(document.language)]
    } catch let problem as TemplateProblem where problem.problem.key == "language" {
      throw CaseProblem.document(
        file: folder.caseFile, key: "language", found: problem.problem.found,
        expected: problem.problem.expected)
    }
  }
}
