import Archiving
import CaseFolder
import CaseModel
import CaseReport

extension OpenCase {
  /// Closes the case: from now on nothing of it changes but its hold. Its reports and its bundle are
  /// made after this, because they state that it is closed.
  ///
  /// - Parameter retention: the day until which it is kept, and who decided that; `nil`: the laws of
  ///   the case decide.
  package mutating func close(
    _ decision: Decision, retention: (day: String, why: String)?
  ) throws {
    let now = surroundings.now()
    var closure = CaseClosure(
      at: now, by: decision.by, why: decision.why, retainUntil: "", basis: [])
    if let retention {
      closure.retainUntil = retention.day
      closure.basis = ["decided by \(decision.by): \(retention.why)"]
    } else {
      for regime in try regimes() { add(regime, to: &closure) }
      if closure.basis.isEmpty { closure.basis = ["no law of the case says how long it is kept"] }
    }
    let bytes = try caseDocument(caseBytes, file: folder.caseFile, closed: closure)
    let until = closure.retainUntil.isEmpty ? "not stated" : closure.retainUntil
    try change(bytes, .close, reason: "\(decision.words); retain until \(until)")
  }

  /// The latest day of all laws counts.
  private func add(_ regime: Regime, to closure: inout CaseClosure) {
    guard let retention = regime.retention else { return }
    let source = "\(regime.id), \(retention.citation) (\(retention.mark.rawValue))"
    guard let years = regime.retentionYears else {
      closure.basis.append("\(source): \(retention.text)")
      return
    }
    let day = DeadlineDate.day(adding: Int(years) * 12, to: closure.at)
    closure.basis.append("\(source): \(closure.at.date) + \(years) years = \(day)")
    closure.retainUntil = max(closure.retainUntil, day)
  }

  /// Opens a closed case again.
  package mutating func reopen(_ decision: Decision) throws {
    let bytes = try caseDocument(caseBytes, file: folder.caseFile, closed: nil)
    try change(bytes, .reopen, reason: decision.words)
  }

  /// Sets or ends the litigation hold.
  package mutating func hold(_ isHeld: Bool, _ decision: Decision) throws {
    let hold =
      isHeld
      ? LitigationHold(at: surroundings.now(), by: decision.by, why: decision.why) : nil
    let bytes = try caseDocument(caseBytes, file: folder.caseFile, hold: hold)
    try change(bytes, isHeld ? .hold : .holdEnded, reason: decision.words)
  }

  private mutating func change(_ bytes: [UInt8], _ action: CustodyAction, reason: String) throws {
    try commit(action, [(.caseFile, bytes)], reason: reason)
  }
}
