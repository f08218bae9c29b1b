import CaseFolder
import CaseModel

/// Evidence of which something is told that the register cannot take.
package enum OriginProblem: Error, Equatable, Sendable {
  case unknownEvidence(String, root: String)
  /// What would stand in the register is no origin.
  case fault(OriginFault)
}

extension OpenCase {
  /// Tells or corrects where evidence comes from and how it was asked for (R23): a decision. The log
  /// keeps what the register said before.
  ///
  /// - Parameters:
  ///   - names: `E001`; what is told of an archive is told of its members too.
  ///   - told: what is told; what it does not say stays.
  /// - Returns: what changed, by evidence; nothing is logged where nothing did.
  package mutating func tell(
    _ told: ExportOrigin, of names: [String], _ decision: Decision
  ) throws -> [(evidence: String, changes: [String])] {
    var register = register
    var wanted: Set<Int> = []
    for name in names {
      guard let entry = register.first(where: { $0.name == name.uppercased() }) else {
        throw OriginProblem.unknownEvidence(name, root: folder.root)
      }
      wanted.insert(entry.evidence)
      for member in register where member.memberOf == entry.evidence {
        wanted.insert(member.evidence)
      }
    }
    var changed: [(evidence: String, changes: [String])] = []
    for index in register.indices where wanted.contains(register[index].evidence) {
      let before = register[index].origin
      let after = before.corrected(by: told)
      do throws(OriginFault) { try after.check(surroundings.now()) } catch {
        throw OriginProblem.fault(error)
      }
      let changes = zip(before.facts, after.facts).filter { $0.value != $1.value }.map {
        "\($0.key) '\($0.value ?? notStated)' becomes '\($1.value ?? notStated)'"
      }
      if changes.isEmpty { continue }
      register[index].origin = after
      changed.append((register[index].name, changes))
    }
    if changed.isEmpty { return [] }
    let words = changed.map { "\($0.evidence): \($0.changes.joined(separator: ", "))" }
    try commit(
      .originTold, [(.register, writeRegister(register))],
      reason: "\(decision.words); \(words.joined(separator: "; "))")
    return changed
  }
}
