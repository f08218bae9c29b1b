/// Evidence that stays where it is, such as an object in a data lake: the case knows its address and
/// its hash, and what a tally says of its records.
package struct ExternalObject: Equatable, Sendable {
  /// As the engine names it that read it: `s3a://lake/audit/1.ndjson`.
  package var address: String
  /// A byte-order mark of UTF-8, which Spark takes away.
  package var beginsWithMark: Bool
  /// Its last line is not ended; Spark's lines all are.
  package var endsOpen: Bool

  package init(address: String, beginsWithMark: Bool, endsOpen: Bool) {
    self.address = address
    self.beginsWithMark = beginsWithMark
    self.endsOpen = endsOpen
  }
}
