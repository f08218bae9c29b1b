/// A second zone that reports print times in, with its changes as case.json states them: a report
/// does not depend on the zone data of a machine.
package struct DisplayZone: Equatable, Sendable {
  package struct Change: Equatable, Sendable {
    /// From this time on.
    package var from: UTCTime
    /// Seconds east of UTC.
    package var offset: Int64
    /// `EDT`, `-03`.
    package var abbreviation: String

    package init(from: UTCTime, offset: Int64, abbreviation: String) {
      self.from = from
      self.offset = offset
      self.abbreviation = abbreviation
    }
  }

  /// Of the IANA time zone database: `America/New_York`.
  package var name: String
  /// In order of time; never empty. The first one holds for all times before it too.
  package var changes: [Change]

  package init?(name: String, changes: [Change]) {
    guard !changes.isEmpty, zip(changes, changes.dropFirst()).allSatisfy({ $0.from < $1.from })
    else { return nil }
    self.name = name
    self.changes = changes
  }

  /// The clock on a wall there, as if it were UTC, and the zone's word for it.
  package func local(_ time: UTCTime) -> (time: UTCTime, abbreviation: String) {
    let change = changes.last { $0.from <= time } ?? changes[0]
    return (time + change.offset, change.abbreviation)
  }
}
