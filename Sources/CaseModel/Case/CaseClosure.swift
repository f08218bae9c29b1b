/// That a case is closed, by whom, and until when it must be kept.
package struct CaseClosure: Equatable, Sendable {
  package var at: UTCTime
  package var by: String
  package var why: String
  /// A day, such as 2032-11-25; empty where no law and no person gives one.
  package var retainUntil: String
  /// The laws and the arithmetic that give the day, or who decided it.
  package var basis: [String]

  package init(at: UTCTime, by: String, why: String, retainUntil: String, basis: [String]) {
    self.at = at
    self.by = by
    self.why = why
    self.retainUntil = retainUntil
    self.basis = basis
  }
}

/// That nothing of a case may be destroyed, whatever its retention says (litigation hold).
package struct LitigationHold: Equatable, Sendable {
  package var at: UTCTime
  package var by: String
  package var why: String

  package init(at: UTCTime, by: String, why: String) {
    self.at = at
    self.by = by
    self.why = why
  }
}
