/// What was done, as an entry of the custody log says it.
///
/// The raw values stand in logs for years. An entry of a newer casefile may say something else: it is
/// kept as it is, and taken for a change of the case.
package enum CustodyAction: String, Sendable, CaseIterable {
  // The case and what people wrote.
  case opened = "case opened"
  case changedOutside = "changed outside casefile"
  case scope
  case scopeAdopted = "scope adopted"
  case trigger
  case issueBegun = "issue begun"
  case close
  case reopen
  case hold
  case holdEnded = "hold ended"
  case transfer
  // Evidence.
  case imported = "import"
  case strayRemoved = "unregistered copy removed"
  /// Where evidence comes from was told or corrected after its import.
  case originTold = "origin told"
  case seenElsewhere = "evidence verified in a new place"
  /// Without the places of a disk, which registers of casefile up to rules 7 hold.
  case registerRewritten = "register written without places"
  case externalVerified = "external evidence verified"
  // Review.
  case reviewExported = "review exported"
  case reviewImported = "review imported"
  // What is made of them.
  case findings
  case render
  case export
  case redactionKeyMade = "redaction key made"
  /// Results that are not as casefile logged them: somebody changed or added them, or a step was
  /// interrupted.
  case resultFoundChanged = "result found changed"
  // Bundles.
  case pack
  case sign
  case timestampRequested = "timestamp request"
  case timestampAttached = "timestamp attach"
  // What an interrupted command left, and a clock that is wrong.
  case halfEntryCut = "half an entry cut"
  /// A document of which the log stated a version that had not got its name yet.
  case stepCompleted = "interrupted step completed"
  /// The entry is dated before the one before it.
  case clockBehind = "clock found behind"

  /// It speaks of a bundle, not of what bundles are made from: packing again gives the same bytes.
  package var isAboutBundles: Bool {
    switch self {
    case .pack, .sign, .timestampRequested, .timestampAttached: true
    default: false
    }
  }

  /// It only states or makes what is derived: the state of the case that a report states is none of it.
  package var isDerived: Bool {
    switch self {
    case .findings, .render, .export, .redactionKeyMade, .reviewExported, .externalVerified,
      .seenElsewhere, .registerRewritten, .resultFoundChanged, .halfEntryCut, .stepCompleted,
      .clockBehind:
      true
    case .opened, .changedOutside, .scope, .scopeAdopted, .trigger, .issueBegun, .close, .reopen,
      .hold, .holdEnded, .transfer, .imported, .originTold, .strayRemoved, .reviewImported:
      false
    case .pack, .sign, .timestampRequested, .timestampAttached: true
    }
  }

  /// It writes register.json anew, and what that says of the evidence is the same.
  package var keepsRegister: Bool { self == .seenElsewhere || self == .registerRewritten }
}
