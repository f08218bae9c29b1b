/// One hour of a mailbox in its windows: records by what they mean, and time without records.
///
/// An hour in which nothing happened is not listed.
package struct TimelineHour: Equatable, Sendable {
  /// Its start, UTC.
  package var hour: UTCTime
  /// Mail-access records of an attacker's contexts: Bind, and what no type places.
  package var recorded = 0
  /// Sync records of an attacker's contexts.
  package var assumed = 0
  /// Mail-access records of all other contexts: auditing worked.
  package var otherAccess = 0
  /// The union over all causes, inside the windows.
  package var unauditedSeconds: Int64 = 0

  package init(hour: UTCTime) { self.hour = hour }

  package static let seconds: Int64 = 3_600
}
