import Archiving
import CaseFolder
import CaseModel
import CaseReport

extension OpenCase {
  /// Enters what started a clock; an earlier entry of the same trigger is replaced, and stays in the
  /// custody log.
  package mutating func enter(_ trigger: CaseTrigger) throws {
    var triggers = document.triggers.filter {
      $0.regime != trigger.regime || $0.trigger != trigger.trigger
    }
    triggers.append(trigger)
    let regimes = Set(document.regimes + [trigger.regime]).sorted()
    let bytes = try caseDocument(
      caseBytes, file: folder.caseFile, regimes: regimes, triggers: triggers)
    try replaceCase(bytes)
    try log(
      "trigger", [CustodyObject("case.json", hexadecimal(try sha256(bytes)))],
      reason: "\(trigger.regime) \(trigger.trigger) at \(trigger.at.iso), by \(trigger.by):"
        + " \(trigger.why)")
  }

  /// The regimes that case.json names.
  package func regimes() throws -> [Regime] {
    let known = try RegimeLibrary.all()
    return try document.regimes.map { id in
      guard let regime = known.first(where: { $0.id == id }) else {
        throw CaseProblem.document(
          file: folder.caseFile, key: "regimes", found: "\"\(id)\"",
          expected: "one of \(known.map(\.id).joined(separator: ", "))")
      }
      return regime
    }
  }
}
