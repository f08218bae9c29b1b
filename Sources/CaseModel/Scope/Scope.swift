/// What the investigator decided: mailboxes, windows, indicators, readings (scope.json).
package struct Scope: Equatable, Sendable {
  /// Empty: all mailboxes in evidence.
  package var mailboxes: [MailboxSelector] = []
  /// Empty: all time.
  package var windows: [ScopeWindow] = []
  /// In force: a rule that was retracted is in neither list.
  package var indicators: [Indicator] = []
  package var knownGood: [Indicator] = []
  /// What somebody decided once and retracted; kept and printed, and matches nothing.
  package var retractedIndicators: [Indicator] = []
  package var retractedKnownGood: [Indicator] = []
  package var readings = Readings()
  package var decisions: [ScopeDecision] = []
  /// When the attacker had no access any more, as somebody decided.
  package var accessEnds: [ScopeAccessEnd] = []

  package init() {}

  /// In force or not: an id is given once.
  package var everyRule: [Indicator] {
    indicators + knownGood + retractedIndicators + retractedKnownGood
  }

  /// Takes a rule out of force.
  ///
  /// - Returns: whether one with that id was in force.
  package mutating func retract(_ id: String) -> Bool {
    if let index = indicators.firstIndex(where: { $0.id == id }) {
      retractedIndicators.append(indicators.remove(at: index))
      return true
    }
    if let index = knownGood.firstIndex(where: { $0.id == id }) {
      retractedKnownGood.append(knownGood.remove(at: index))
      return true
    }
    return false
  }
}

/// A decision that access to mailboxes had ended at a time.
package struct ScopeAccessEnd: Equatable, Sendable {
  package var at: UTCTime
  /// Empty: every mailbox of the scope.
  package var mailboxes: [MailboxSelector] = []
  package var why: String
  package var decidedBy: String

  package init(at: UTCTime, why: String, decidedBy: String) {
    self.at = at
    self.why = why
    self.decidedBy = decidedBy
  }
}

/// A time in which access counts, for some mailboxes or all (R16).
package struct ScopeWindow: Equatable, Sendable {
  package var span: TimeSpan
  /// Empty: every mailbox of the scope.
  package var mailboxes: [MailboxSelector] = []
  package var why = ""
  package var decidedBy = ""

  package init(span: TimeSpan) { self.span = span }
}

/// A rule that says "this is the attacker", or "this is known good" (R14).
///
/// Fields are AND-ed, the values of one field OR-ed; an empty field says nothing.
package struct Indicator: Equatable, Sendable {
  package var id: String
  package var why = ""
  package var decidedBy = ""
  package var decidedAt: UTCTime?
  package var addresses: [IndicatorAddress] = []
  package var sessions: [String] = []
  package var tokens: [String] = []
  package var clients: [String] = []
  package var applications: [String] = []
  package var devices: [String] = []
  package var users: [String] = []
  package var logonTypes: [Int16] = []
  package var mailboxes: [MailboxSelector] = []
  package var from: UTCTime?
  package var to: UTCTime?

  package init(id: String) { self.id = id }

  package var hasField: Bool {
    !(addresses.isEmpty && sessions.isEmpty && tokens.isEmpty && clients.isEmpty
      && applications.isEmpty && devices.isEmpty && users.isEmpty && logonTypes.isEmpty
      && mailboxes.isEmpty
      && from == nil && to == nil)
  }

  package var hasTimeRange: Bool { from != nil || to != nil }
}

/// An address or range, and how the investigator wrote it.
package struct IndicatorAddress: Equatable, Sendable {
  package var text: String
  package var range: AddressRange

  package init?(_ text: String) {
    guard let range = AddressRange(text) else { return nil }
    self.text = text
    self.range = range
  }
}

/// How documented ambiguities are read (R9, R10, R14, R15).
package struct Readings: Equatable, Sendable {
  package enum Sync: String, Sendable, CaseIterable { case mailbox, folder }
  package enum Throttle: String, Sendable, CaseIterable { case assumed, undetermined }
  package enum Assumption: String, Sendable, CaseIterable { case attributed, everyAccess }

  package var sync = Sync.mailbox
  package var throttle = Throttle.assumed
  package var assumption = Assumption.attributed
  package var linkSessions = true
  /// What is linked counts also before the anchor, apart (R14).
  package var linkEarlier = true

  package init() {}
}
