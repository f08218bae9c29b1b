import Archiving
import CaseFindings
import CaseFolder
import CaseModel
import CaseReport
import Files

/// What a step wrote, and whether anything was different from before.
package struct StepResult: Sendable {
  package var paths: [String]
  package var changed: Bool
}

/// Which reports somebody asks for.
package enum WantedReport: Sendable {
  case all, breachScope
  case notice(Regime)
  case certificate(Certificate)
}

extension OpenCase {
  /// Computes the findings of the case from the originals.
  package func computeFindings() throws -> Findings {
    try answer(FindingsQuestions()).findings
  }

  /// Findings, and what somebody asks besides.
  package func answer(_ questions: FindingsQuestions) throws -> FindingsAnswer {
    try checkEvidencePlaces()
    let inputs = FindingsInputs(
      document: document, caseBytes: caseBytes, scope: scope, scopeBytes: scopeBytes,
      register: register)
    let request = try inputs.request(
      tool: surroundings.tool, whole: { try readSmallFile(folder.evidenceFile($0)) },
      blocks: { entry in
        let file = try SharedFile(folder.evidenceFile(entry))
        return { buffer, start in try file.handle.read(into: &buffer, from: start) }
      })
    return try CasePipeline.answer(
      questions, try self.inputs(), request, threads: surroundings.threads)
  }

  /// Writes findings.json and the CSV files; logs them where a byte is different.
  package mutating func writeFindings(_ findings: Findings) throws -> StepResult {
    let json = DerivedFile(name: "findings.json") { CaseFindings.writeFindings(findings, into: $0) }
    let tables = findingsTables(findings).map { DerivedFile(name: $0.name, make: $0.write) }
    let files = [json] + tables
    return try write(files, in: "findings", action: "findings")
  }

  /// Hashes the evidence, renders the reports, and logs them where a byte is different.
  ///
  /// - Parameter wanted: by default the breach-scope report and the worksheets of the case's regimes.
  package mutating func writeReports(
    _ findings: Findings, _ wanted: WantedReport = .all
  ) throws -> StepResult {
    let regimes = try regimes()
    let languages = try reportLanguages()
    try verifyEvidence()
    let pseudonyms = isRedacted ? Pseudonyms(key: try redactionKey(), findings) : nil
    let state = lastState
    let scopeState = try scopeState(findings)
    let review = try reviewState(findings)
    let custody = custodyLines(until: state.seq)
    let hash = try findingsHash(findings)
    var reports: [ReportFile] = []
    for language in languages {
      var input = ReportInput(
        findings: findings, document: document, register: register, stateSeq: state.seq,
        stateTime: state.time, language: language)
      input.templates = templates
      input.formats = formats
      input.pseudonyms = pseudonyms
      input.paper = paper
      input.review = review
      input.custody = custody
      input.regimes = regimes
      input.findingsSHA256 = hash
      input.draft = scopeState.draft
      input.adoption = scopeState.adoption.map {
        ReportInput.Adoption(reason: $0.reason, time: $0.time, seq: $0.seq)
      }
      switch wanted {
      case .all:
        reports += try renderBreachScope(input)
        for regime in regimes { reports += try renderNotice(input, regime) }
      case .breachScope: reports += try renderBreachScope(input)
      case .notice(let regime): reports += try renderNotice(input, regime)
      case .certificate(let certificate): reports += try render(certificate, input)
      }
    }
    let files = try reports.map { report in
      let bytes =
        report.isPrinted
        ? try printReport(report, in: folder.reports, stateTime: state.time) : report.bytes
      return DerivedFile(name: report.name) { $0(bytes) }
    }
    return try write(files, in: "reports", action: "render")
  }

  /// The languages that somebody asked for, else that of case.json.
  private func reportLanguages() throws -> [ReportLanguage] {
    if !languages.isEmpty { return try languages.map { try templates.language($0) } }
    do {
      return [try templates.language(document.language)]
    } catch let problem as TemplateProblem where problem.problem.key == "language" {
      throw CaseProblem.document(
        file: folder.caseFile, key: "language", found: problem.problem.found,
        expected: problem.problem.expected)
    }
  }

  /// Writes the findings as other programs take them.
  package mutating func writeExchange(_ findings: Findings) throws -> StepResult {
    let pseudonyms = isRedacted ? Pseudonyms(key: try redactionKey(), findings) : nil
    let files = exchangeFiles(findings, document, register, pseudonyms).map {
      DerivedFile(name: $0.name, make: $0.write)
    }
    return try write(files, in: "exchange", action: "export")
  }

  private func custodyLines(until seq: Int) -> [ReportInput.CustodyLine] {
    custody.entries.prefix { $0.seq <= seq }.enumerated().map { index, entry in
      ReportInput.CustodyLine(
        seq: entry.seq, time: entry.time, actor: entry.actor, host: entry.host,
        action: entry.action, reason: entry.reason, objects: entry.objects.count,
        hash: custody.hashes[index])
    }
  }

  /// Of findings.json, whether it is written yet or not.
  private func findingsHash(_ findings: Findings) throws -> String {
    var hash = SHA256()
    CaseFindings.writeFindings(findings) { hash.update($0[...]) }
    return hexadecimal(try hash.finish())
  }

  /// The last entry that changed case, scope or evidence: what a report states the state of.
  private var lastState: (seq: Int, time: UTCTime) {
    let derived: Set<String> = [
      "findings", "render", "pack", "export", "redaction key made",
      OpenCase.reviewExported, "evidence verified in a new place",
    ]
    let entry = custody.entries.last { !derived.contains($0.action) }
    return (entry?.seq ?? 0, entry?.time ?? UTCTime(seconds: 0))
  }

  private mutating func write(
    _ files: [DerivedFile], in place: String, action: String
  ) throws -> StepResult {
    let target = "\(folder.root)/\(place)"
    try makeFolder(target)
    let results = inParallel(
      files.map { file in { Result { try file.write(in: target) } } }, threads: surroundings.threads
    )
    let written = try results.map { try $0.get() }
    let objects = zip(files, written).map { CustodyObject("\(place)/\($0.name)", $1.hash) }
    let changed = written.contains(where: \.isNew)
    // A crash between the files and the log leaves files that the log does not know.
    let isLogged = objects.allSatisfy { custody.lastHash(of: $0.name) == $0.sha256 }
    if changed || !isLogged { try log(action, objects) }
    return StepResult(paths: files.map { "\(target)/\($0.name)" }, changed: changed)
  }
}
