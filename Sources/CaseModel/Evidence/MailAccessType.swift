/// `MailAccessType` in `OperationProperties`, as stated by the record (R1).
package enum MailAccessType: UInt8, Sendable {
  case notStated = 0
  case bind = 1
  case sync = 2
  /// A value that is neither `Bind` nor `Sync`.
  case unknown = 3
}

/// `IsThrottled` in `OperationProperties`: three states (R11).
package enum ThrottledState: UInt8, Sendable {
  case notStated = 0
  case no = 1
  case yes = 2
}
