import CaseFindings
import CaseFolder
import CaseModel
import CasePipeline
import Files

extension OpenCase {
  /// Computes findings and their tables, and what was exported of them, where those that stand in the
  /// case are not what would be computed now: what is sealed is fresh.
  ///
  /// - Returns: what was written; `nil` where nothing had to be.
  mutating func freshenFindings() throws -> StepResult? {
    if try isOfAnotherCasefile() { return nil }
    let stale = CaseInputs(custody).staleNames()
    let isExportStale = try exported().contains { stale.contains("exchange/\($0)") }
    let isFresh = try areFindingsFresh()
    if isFresh, !isExportStale { return nil }
    let findings = try computeFindings()
    var result = isFresh ? StepResult(paths: [], changed: false) : try writeFindings(findings)
    if isExportStale || !isFresh, try !exported().isEmpty {
      result.add(try writeExchange(findings, redacted: false))
    }
    return result
  }

  /// The findings in the case were made from the case as it is, by this tool, and all of their tables are
  /// there. That they are as casefile wrote them, packing them shows.
  private func areFindingsFresh() throws -> Bool {
    let path = "\(folder.findings)/findings.json"
    guard let made = custody.entries.last(where: { $0.kind == .findings }),
      !made.reason.contains(OpenCase.readElsewhere),
      try made.objects.allSatisfy({ try fileFacts("\(folder.root)/\($0.name)")?.kind == .file }),
      try fileFacts(path)?.kind == .file
    else { return false }
    return try FindingsStatement(reading: path)
      == FindingsStatement(try findingsRequest(scope: scope, isRead: false))
  }

  /// A closed case whose findings another casefile made: this one changes nothing of it.
  package func isOfAnotherCasefile() throws -> Bool {
    let path = "\(folder.findings)/findings.json"
    guard document.closed != nil, try fileFacts(path)?.kind == .file else { return false }
    let tool = try FindingsStatement(reading: path).tool
    return tool
      != FindingsStatement(FindingsRequest(tool: surroundings.tool, scope: scope, files: [])).tool
  }

  private func exported() throws -> [String] {
    try packable(in: folder.exchange).names.filter { !$0.contains(".redacted.") }
  }
}

extension StepResult {
  mutating func add(_ other: StepResult) {
    paths += other.paths
    changed = changed || other.changed
    kept += other.kept
  }
}
