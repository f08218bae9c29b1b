import CaseModel

/// An entry that is dated before the one before it: a clock went back, or a log was put together.
package struct DatedBack: Equatable, Sendable {
  package var seq: Int
  package var time: UTCTime
  package var before: UTCTime

  /// As a sentence.
  package var text: String {
    "entry \(seq) is dated \(time.iso), before entry \(seq - 1) (\(before.iso)): a clock was set back, or"
      + " the log was pieced together"
  }

  static func all(_ entries: [(seq: Int, time: UTCTime)]) -> [DatedBack] {
    zip(entries.dropFirst(), entries).filter { $0.time < $1.time }
      .map { DatedBack(seq: $0.seq, time: $0.time, before: $1.time) }
  }
}
