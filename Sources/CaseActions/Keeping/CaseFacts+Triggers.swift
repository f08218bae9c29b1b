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
    try commit(
      .trigger, [(.caseFile, bytes)],
      reason: "\(trigger.regime) \(trigger.trigger) at \(trigger.at.iso), by \(trigger.by):"
        + " \(trigger.why)")
  }
}

extension CaseFacts {
  /// The regimes that case.json names, by themselves or with a trigger; its triggers are checked.
  package func regimes() throws -> [Regime] {
    let known = try templates.regimes()
    func regime(_ id: String, _ key: String) throws -> Regime {
      if let regime = known.first(where: { $0.id == id }) { return regime }
      throw CaseProblem.document(
        file: caseFile, key: key, found: "\"\(id)\"",
        expected: "one of \(known.map(\.id).joined(separator: ", "))")
    }
    var regimes = try document.regimes.map { try regime($0, "regimes") }
    for (index, entered) in document.triggers.enumerated() {
      let place = "triggers[\(index)]"
      let own = try regime(entered.regime, "\(place).regime")
      if !own.triggers.contains(where: { $0.id == entered.trigger }) {
        throw CaseProblem.document(
          file: caseFile, key: "\(place).trigger", found: "\"\(entered.trigger)\"",
          expected: "one of \(own.triggers.map(\.id).joined(separator: ", "))")
      }
      if entered.at > entered.enteredAt {
        throw CaseProblem.document(
          file: caseFile, key: "\(place).at", found: entered.at.iso,
          expected: "a time no later than enteredAt (\(entered.enteredAt.iso))")
      }
      if !regimes.contains(own) { regimes.append(own) }
    }
    return regimes.sorted { $0.id < $1.id }
  }
}
