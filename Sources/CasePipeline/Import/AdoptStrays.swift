import CaseFolder
import CaseModel
import Files

/// What became of a file in evidence/ that no register named.
package enum StrayOutcome: Sendable {
  /// The case has its bytes under another name: it is removed.
  case removed(name: String, RegisterEntry)
  /// It is evidence now, or why it is none; then it stays.
  case imported(name: String, [ImportResult])
}

extension OpenCase {
  /// Takes into the case what stands in evidence/ and no register names: an import of an earlier casefile
  /// that was interrupted left it there, or a person who did not know the command.
  package mutating func adoptStrays() throws -> [StrayOutcome] {
    var outcomes: [StrayOutcome] = []
    for name in try strays() {
      let path = "\(folder.evidence)/\(name)"
      guard try fileFacts(path)?.kind == .file else { continue }
      let hash = try hashFile(path, surroundings.meter)
      if let known = register.first(where: { $0.sha256 == hash && $0.external == nil }) {
        // Where that one was changed or is gone, this may be the only one left.
        let own = folder.evidenceFile(known)
        guard try fileFacts(own)?.kind == .file, try hashFile(own) == hash else { continue }
        try log("unregistered copy removed", [CustodyObject("evidence/\(name)", hash)])
        try removeFile(path)
        outcomes.append(.removed(name: name, known))
        continue
      }
      let results = try importEvidence(path, into: &self, origin: ExportOrigin())
      outcomes.append(.imported(name: name, results))
      if register.contains(where: { $0.sha256 == hash }) { try removeFile(path) }
    }
    return outcomes
  }
}
