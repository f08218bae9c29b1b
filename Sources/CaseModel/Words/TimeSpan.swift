/// A half-open interval `[from, to)` in UTC (R16). A missing bound is open.
package struct TimeSpan: Hashable, Sendable {
  package var from: UTCTime
  package var to: UTCTime

  package static let always = TimeSpan(
    from: UTCTime(seconds: -62_135_596_800), to: UTCTime(seconds: 253_402_300_799))

  package init(from: UTCTime, to: UTCTime) {
    self.from = from
    self.to = to
  }

  package var isEmpty: Bool { to <= from }
  package var seconds: Int64 { isEmpty ? 0 : to.seconds - from.seconds }

  package func contains(_ time: UTCTime) -> Bool { from <= time && time < to }

  package func intersection(_ other: TimeSpan) -> TimeSpan? {
    let span = TimeSpan(from: max(from, other.from), to: min(to, other.to))
    return span.isEmpty ? nil : span
  }
}

extension Array where Element == TimeSpan {
  /// Sorted by start, with overlapping and touching spans merged (R10).
  package var merged: [TimeSpan] {
    var result: [TimeSpan] = []
    for span in sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) where !span.isEmpty {
      if let last = result.last, span.from <= last.to {
        result[result.count - 1].to = Swift.max(last.to, span.to)
      } else {
        result.append(span)
      }
    }
    return result
  }

  /// What is left of these spans after `others` are cut out of them.
  package func subtracting(_ others: [TimeSpan]) -> [TimeSpan] {
    var result: [TimeSpan] = []
    let cuts = others.merged
    for span in merged {
      var from = span.from
      for cut in cuts where cut.from < span.to && cut.to > from {
        if cut.from > from { result.append(TimeSpan(from: from, to: cut.from)) }
        from = Swift.max(from, cut.to)
      }
      if from < span.to { result.append(TimeSpan(from: from, to: span.to)) }
    }
    return result
  }

  package func intersecting(_ others: [TimeSpan]) -> [TimeSpan] {
    flatMap { span in others.compactMap { span.intersection($0) } }.merged
  }

  package var totalSeconds: Int64 { merged.reduce(0) { $0 + $1.seconds } }
}
