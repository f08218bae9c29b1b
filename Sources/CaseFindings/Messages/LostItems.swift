import CaseModel

/// Mail access of one mailbox whose items could not be understood, and that R17 does not count: by
/// contexts that are not the attacker's, or outside every window. Any message may be among them.
struct LostItems: Sendable {
  private var outside = 0
  private var byOthers = 0

  mutating func add(_ kind: AttributionClass, isInWindow: Bool) {
    if !kind.isAttackers { byOthers += 1 } else if !isInWindow { outside += 1 }
  }

  var undetermined: [String] {
    outside == 0
      ? []
      : [
        "\(outside) access(es) of attacker contexts outside every window have lost their list of items;"
          + " it may be among them"
      ]
  }

  var others: [String] {
    byOthers == 0
      ? []
      : [
        "\(byOthers) access(es) by contexts that are not the attacker's have lost their list of items; it"
          + " may be among them"
      ]
  }
}
