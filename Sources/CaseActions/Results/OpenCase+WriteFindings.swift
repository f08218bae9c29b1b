import Archiving
import CaseFindings
import CaseFolder
import CaseModel
import CasePipeline
import CaseReport
import CaseTally
import Files

/// What a step wrote, and whether anything was different from before.
package struct StepResult: Sendable {
  package var paths: [String]
  package var changed: Bool
  /// What stood under the name of a file that was written, was not as casefile had written it, and is
  /// kept under another.
  package var kept: [(path: String, now: String)] = []
  /// What cannot go into a bundle.
  package var leftOut: [String] = []
  /// Results of an earlier state that were made anew before they were packed.
  package var freshened: [String] = []
}

extension OpenCase {
  /// In the reason of an entry: what of the findings does not rest on the evidence in the case.
  static var readElsewhere: String { "; read elsewhere, from " }

  /// Computes the findings of the case from the originals.
  ///
  /// - Parameter evidence: what was read of them already.
  package func computeFindings(of evidence: Tally? = nil) throws -> Findings {
    try answer(FindingsQuestions(), of: evidence).findings
  }

  /// The findings about some mailboxes of the scope, and what of the evidence concerns them.
  ///
  /// - Parameter names: UPNs or GUIDs; none: all of the scope.
  func computeFindings(only names: [String]) throws -> Findings {
    let evidence = try readEvidence()
    let all = try computeFindings(of: evidence)
    if names.isEmpty { return all }
    var narrow = scope
    narrow.mailboxes = try names.map { name in
      guard let selector = MailboxSelector(name),
        all.mailboxes.contains(where: { selector.selects($0.mailbox) })
      else { throw PackRequestProblem.noSuchMailbox(name, root: folder.root) }
      return selector
    }
    return try answer(FindingsQuestions(), scope: narrow, of: evidence).findings
      .narrowed(knowing: all)
  }

  /// Findings, and what somebody asks besides.
  ///
  /// - Parameters:
  ///   - other: in place of the case's own scope.
  ///   - evidence: what was read already.
  package func answer(
    _ questions: FindingsQuestions, scope other: Scope? = nil, of evidence: Tally? = nil
  ) throws -> FindingsAnswer {
    let tally = try evidence ?? readEvidence()
    return try CasePipeline.answer(
      questions, tally, try findingsRequest(scope: other ?? scope, isRead: true),
      threads: surroundings.threads)
  }

  /// The evidence as it adds up, whatever the scope: it may be asked more than once.
  package func readEvidence() throws -> Tally {
    try checkEvidencePlaces()
    surroundings.meter?.begin(
      "findings", total: register.filter(\.holdsRecords).map(\.bytes).reduce(0, +))
    defer { surroundings.meter?.end() }
    return try tally()
  }

  /// - Parameter isRead: also what small evidence says, of auditing and of messages.
  func findingsRequest(scope: Scope, isRead: Bool) throws -> FindingsRequest {
    var facts = facts
    facts.scope = scope
    let folder = folder
    func open(_ entry: RegisterEntry) throws -> ByteStream {
      try SharedFile(folder.evidenceFile(entry)).stream
    }
    return try FindingsRequest(
      facts, caseBytes: caseBytes, tool: surroundings.tool, open: isRead ? open : nil)
  }

  /// Writes findings.json and the CSV files; logs them where a byte is different.
  package mutating func writeFindings(_ findings: Findings) throws -> StepResult {
    let json = DerivedFile(name: "findings.json") { CaseFindings.writeFindings(findings, into: $0) }
    let tables = findingsTables(findings).map { DerivedFile(name: $0.name, make: $0.write) }
    let files = [json] + tables
    return try write(
      files, in: "findings", action: .findings,
      reason: findings.summary
        + (settings.tallies.isEmpty
          ? "" : OpenCase.readElsewhere + "\(settings.tallies.count) tally file(s)"))
  }

  /// Writes the findings as other programs take them.
  ///
  /// - Parameter redacted: with pseudonyms; by default as the case was opened.
  package mutating func writeExchange(
    _ findings: Findings, redacted: Bool? = nil
  ) throws -> StepResult {
    let isRedacted = redacted ?? settings.isRedacted
    let pseudonyms = isRedacted ? Pseudonyms(key: try redactionKey(), findings) : nil
    let files = exchangeFiles(findings, document, register, pseudonyms).map {
      DerivedFile(name: $0.name, make: $0.write)
    }
    return try write(files, in: "exchange", action: .export)
  }

  /// Writes files of a folder of the case, and logs them where a byte is different or the log does not
  /// know them: a crash between the files and the log leaves such.
  mutating func write(
    _ files: [DerivedFile], in place: String, action: CustodyAction, reason: String = ""
  ) throws -> StepResult {
    let target = "\(folder.root)/\(place)"
    try makeFolder(target)
    let made = files.map { custody.lastMade("\(place)/\($0.name)") }
    let limit = folder.limits.findings
    let results = inParallel(
      zip(files, made).map { file, made in
        { Result { try file.write(in: target, made: made, limit: limit) } }
      }, threads: surroundings.threads)
    let written = results.compactMap { try? $0.get() }
    let kept = written.compactMap(\.kept)
    if !kept.isEmpty {
      try log(
        .resultFoundChanged, kept.map { CustodyObject("\(place)/\($0.name)", $0.hash) })
    }
    for result in results { _ = try result.get() }
    let objects = zip(files, written).map { CustodyObject("\(place)/\($0.name)", $1.hash) }
    let changed = written.contains(where: \.isNew)
    // The same bytes, made of another state of the case: the log says since when they hold.
    let stale = CaseInputs(custody).staleNames()
    let isLogged = objects.allSatisfy { object in
      let last = custody.lastEntry(of: object.name)
      return custody.lastHash(of: object.name) == object.sha256
        && !stale.contains(object.name)
        && (!settings.tallies.isEmpty || last?.reason.contains(OpenCase.readElsewhere) != true)
    }
    if changed || !isLogged { try log(action, objects, reason: reason) }
    var step = StepResult(paths: files.map { "\(target)/\($0.name)" }, changed: changed)
    step.kept = zip(files, written).compactMap { file, written in
      written.kept.map { ("\(target)/\(file.name)", "\(target)/\($0.name)") }
    }
    return step
  }
}
