import CaseModel

/// Counts the records of one mailbox by hour, as they come in the order of time.
struct HourCounts {
  private(set) var hours: [TimelineHour] = []

  mutating func add(_ record: ResolvedEvidence.Record, _ kind: AttributionClass) {
    let start = HourCounts.start(record.row.time)
    if hours.last?.hour != start { hours.append(TimelineHour(hour: start)) }
    let last = hours.count - 1
    if !kind.isAttackers {
      hours[last].otherAccess += 1
    } else if record.access == .sync {
      hours[last].assumed += 1
    } else {
      hours[last].recorded += 1
    }
  }

  /// With the unaudited time, in the order of time.
  ///
  /// - Parameter unaudited: merged, inside the windows. A span without end, as of a scope without
  ///   windows, is listed in the hours from the first record to the last.
  func timeline(_ unaudited: [TimeSpan]) -> [TimelineHour] {
    var byHour = Dictionary(uniqueKeysWithValues: hours.map { ($0.hour, $0) })
    for span in unaudited {
      let isLong = span.seconds > HourCounts.longest
      let bounds = TimeSpan(
        from: hours.first?.hour ?? span.from, to: (hours.last?.hour ?? span.from) + 3_600)
      guard let span = isLong ? span.intersection(bounds) : span else { continue }
      var start = HourCounts.start(span.from)
      while start < span.to {
        let end = start + TimelineHour.seconds
        let part = min(end, span.to).seconds - max(start, span.from).seconds
        byHour[start, default: TimelineHour(hour: start)].unauditedSeconds += part
        start = end
      }
    }
    return byHour.values.sorted { $0.hour < $1.hour }
  }

  /// Ten years.
  private static let longest: Int64 = 3_660 * 86_400

  static func start(_ time: UTCTime) -> UTCTime {
    let rest = time.seconds % TimelineHour.seconds
    return time + -(rest < 0 ? rest + TimelineHour.seconds : rest)
  }
}
