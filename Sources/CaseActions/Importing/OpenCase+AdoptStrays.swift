import CaseFolder
import CaseModel
import Files

/// What became of a file in evidence/ that no register named.
package enum StrayOutcome: Sendable {
  /// The case has its bytes under another name: it is removed.
  case removed(name: String, RegisterEntry)
  /// It is evidence now, or why it is none; then it stays.
  case imported(name: String, [ImportResult])
  /// It could not be read; it stays.
  case failed(name: String, any Error)
}

extension OpenCase {
  /// Takes into the case what stands in evidence/ and no register names: an import of an earlier casefile
  /// that was interrupted left it there, or a person who did not know the command. One that is no export
  /// stays, and keeps nobody from going on.
  package mutating func adoptStrays() throws -> [StrayOutcome] {
    var outcomes: [StrayOutcome] = []
    for name in try strays().names {
      let path = "\(folder.evidence)/\(name)"
      guard let facts = try fileFacts(path), facts.kind == .file else { continue }
      do {
        if let known = try copied(path, facts) {
          try log(.strayRemoved, [CustodyObject("evidence/\(name)", known.sha256)])
          try removeFile(path)
          outcomes.append(.removed(name: name, known))
          continue
        }
        let before = register.count
        let results = try importEvidence(path, into: &self, origin: ExportOrigin())
        outcomes.append(.imported(name: name, results))
        // Only where its bytes are in the case now.
        if register.count > before, try copied(path, facts) != nil { try removeFile(path) }
      } catch let problem where !isUnsettled && !isOfTheCase(problem) {
        outcomes.append(.failed(name: name, problem))
      }
    }
    return outcomes
  }

  /// The evidence in this folder that has the same bytes; what was changed there, or is gone, has not.
  private func copied(_ path: String, _ facts: FileFacts) throws -> RegisterEntry? {
    let same = register.filter { $0.external == nil && $0.bytes == facts.bytes }
    if same.isEmpty { return nil }
    let hash = try hashFile(path, surroundings.meter)
    return try same.first { entry in
      let own = folder.evidenceFile(entry)
      return try entry.sha256 == hash && fileFacts(own)?.kind == .file && hashFile(own) == hash
    }
  }

  /// It is no fault of the stray: the case itself, or its disk, cannot go on.
  private func isOfTheCase(_ problem: any Error) -> Bool {
    guard let problem = problem as? FileProblem else { return problem is CaseProblem }
    let isOfStray = problem.path.hasPrefix("\(folder.evidence)/") && problem.kind != .full
    return !isOfStray || problem.path == folder.registerFile
  }
}
