import CaseModel

/// What was found on opening a case that is not as casefile leaves it. Whoever reads it says it; whoever
/// writes puts it right where casefile left it so, and logs it.
package enum CaseRemark: Equatable, Sendable {
  /// The custody log ends with half an entry. A command that writes cuts it and keeps what it cut.
  case halfEntry(bytes: Int)
  /// custody.head is one entry behind the log.
  case headBehind
  /// The last line of the custody log has no line end.
  case noLineEnd
  /// An interrupted step whose entry is in the log: these got their names only now, or still lack them.
  case interrupted([String])
  /// Not as the custody log last states it: `case.json` or `scope.json`, which people edit.
  case changedOutside([String])
  /// The register is not as the log last states it, or lists evidence whose import no entry states.
  case registerUnstated([String])
  /// This machine's clock is before the last entry.
  case clockBehind(last: UTCTime, seq: Int)
  /// Files in evidence/ that no register names.
  case unregistered([String])
  /// Copies that an interrupted import left and no entry states.
  case leftOver([String])
  /// Evidence whose import the log states and the register does not have.
  case registerLacks([String])
  /// A version of a document that no entry stated stood in the way of one that an entry states.
  case keptAside([String])
  /// The case's folder has a mode that lets others in.
  case openToOthers(mode: UInt32)

  /// It concerns whoever works with the case in any way, and not only who asks how it stands.
  package var isUrgent: Bool {
    switch self {
    case .halfEntry, .headBehind, .noLineEnd, .interrupted, .registerUnstated, .clockBehind,
      .keptAside:
      true
    case .changedOutside, .unregistered, .leftOver, .registerLacks, .openToOthers: false
    }
  }
}
