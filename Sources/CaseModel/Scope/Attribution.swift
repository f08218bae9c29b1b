/// Whose access it was, as far as the scope decides it (R14).
package enum AttributionClass: String, Sendable, CaseIterable {
  /// `linkedEarlier`: before the first record of its session or token that an indicator matches.
  case attacker, linked, linkedEarlier, assumption, knownGood, service, unattributed

  package var isLinked: Bool { self == .linked || self == .linkedEarlier }

  /// The classes that count as the attacker's.
  package var isAttackers: Bool { self == .attacker || isLinked || self == .assumption }

  /// `direct`, `linked`, `linkedEarlier` or `assumption`, of an attacker's class.
  package var basis: String { self == .attacker ? "direct" : rawValue }

  /// What a context is called, whose records may lie on both sides of the anchor.
  package var name: String { self == .linkedEarlier ? AttributionClass.linked.rawValue : rawValue }
}

/// One decision about a context, with its reasons.
package struct Attribution: Hashable, Sendable {
  package var kind: AttributionClass
  /// Known good, but sharing a session or token with an anchor (R14).
  package var contested = false
  /// Somebody decided that what is contested stays known good, or counts as the attacker's.
  package var contestedIsDecided = false
  /// An indicator and a known-good rule both match.
  package var alsoKnownGood = false
  /// Indicators that match directly, in the order of the scope.
  package var indicators: [String] = []
  package var reasons: [Statement] = []
  /// The sighting that a shared session or token leads to.
  package var anchor: SightingIndex?

  package init(_ kind: AttributionClass) { self.kind = kind }

  /// It says of a mailbox outside the scope that the attacker was there, or may have been.
  package var concernsOtherMailboxes: Bool { kind == .attacker || kind.isLinked || contested }
}

/// The decisions for all sightings.
package struct AttributionTable: Sendable {
  package var decisions: [Attribution] = []
  package var bySighting: [DecisionIndex] = []

  package init() {}

  package subscript(sighting: SightingIndex) -> Attribution {
    decisions[bySighting[sighting.int].int]
  }
}
