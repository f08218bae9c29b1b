import CaseModel
import TextFormats

/// Where the parts of a timeline stand in its picture (reports/timeline.svg): whole units of a
/// drawing that is 1,000 wide; the style sheet says how they look.
struct TimelineDrawing {
  let chart: TimelineChart
  private let left = 10
  private let right = 990
  private let laneHeight = 58
  private let thickness = 26
  private let contextHeight = 18
  private var mailboxes: Int { chart.lanes.count * laneHeight }
  private var contexts: Int {
    chart.contexts.isEmpty ? 0 : chart.contexts.count * contextHeight + 26
  }
  private var axis: Int { mailboxes + contexts + 6 }

  init(chart: TimelineChart) { self.chart = chart }

  var part: TimelinePart {
    TimelinePart(
      height: coordinate(axis + 28), axis: coordinate(axis),
      contextsTitle: coordinate(mailboxes + 17), hasContexts: !chart.contexts.isEmpty,
      grid: grid, ticks: ticks,
      contextLanes: chart.contexts.enumerated().map { lane($1, number: $0) },
      lanes: chart.lanes.enumerated().map { lane($1, top: $0 * laneHeight) })
  }

  private func coordinate(_ number: Int) -> Markup { Markup(number) }

  private func lane(_ lane: TimelineChart.Lane, top: Int) -> TimelinePart.Lane {
    let bar = top + 24
    return TimelinePart.Lane(
      name: lane.name, label: coordinate(top + 17), bar: coordinate(bar),
      low: coordinate(bar + thickness - 5), middle: coordinate(bar + thickness / 2),
      bind: lane.recorded, sync: lane.assumed, other: lane.otherAccess,
      periods: lane.unaudited.count, bands: lane.unaudited.compactMap(band),
      others: bars(lane.hours.filter { $0.otherAccess > 0 }),
      binds: bars(lane.hours.filter { $0.recorded > 0 }),
      syncs: Set(lane.hours.filter { $0.assumed > 0 }.map(middle)).sorted().map {
        TimelinePart.Mark(x: coordinate($0))
      })
  }

  /// A line from the first record to the last; its name stands where there is room for it.
  private func lane(
    _ context: TimelineChart.ContextLane, number: Int
  ) -> TimelinePart.ContextLane {
    let top = mailboxes + 26 + number * contextHeight
    let from = place(context.span.from)
    let to = max(from + 3, place(context.span.to))
    // Beside the bar where there is room, else in it.
    let room = 260
    let name: (x: Int, anchor: String, isInside: Bool) =
      from > room
      ? (from - 6, "end", false)
      : right - to > room ? (to + 6, "start", false) : (from + 6, "start", true)
    return TimelinePart.ContextLane(
      id: context.id, addresses: context.addresses.joined(separator: ", "),
      kind: ReportWords.attribution(context.kind), x: coordinate(from),
      width: coordinate(to - from), y: coordinate(top + 3),
      style: Markup(ReportWords.style(context.kind)), textX: coordinate(name.x),
      textY: coordinate(top + 12), anchor: Markup(name.anchor), isInside: name.isInside)
  }

  private func band(_ span: TimeSpan) -> TimelinePart.Band? {
    guard let part = span.intersection(chart.span) else { return nil }
    let from = place(part.from)
    return TimelinePart.Band(
      x: coordinate(from), width: coordinate(max(2, place(part.to) - from)),
      labelX: coordinate((from + place(part.to)) / 2), from: ReportWords.moment(part.from),
      to: ReportWords.moment(part.to), label: place(part.to) - from > 90)
  }

  /// Hours as bars; those that touch are one, and none is too narrow to be seen.
  private func bars(_ hours: [TimelineHour]) -> [TimelinePart.Bar] {
    var spans: [(from: Int, to: Int)] = []
    for hour in hours {
      let start = place(hour.hour)
      let end = place(hour.hour + TimelineHour.seconds)
      if let last = spans.last, start <= last.to {
        spans[spans.count - 1].to = end
      } else {
        spans.append((start, end))
      }
    }
    return spans.map {
      TimelinePart.Bar(x: coordinate($0.from), width: coordinate(max(2, $0.to - $0.from)))
    }
  }

  private func middle(_ hour: TimelineHour) -> Int { place(hour.hour + TimelineHour.seconds / 2) }

  /// Days, or steps of days, so that at most twelve labels stand.
  private var days: [UTCTime] {
    let days = max(1, chart.span.seconds / 86_400)
    let step = [1, 2, 3, 7, 14, 30, 90, 365].first { days / $0 <= 11 } ?? days / 11 + 1
    return stride(
      from: chart.span.from.day, through: chart.span.to.seconds / 86_400, by: Int(step)
    ).map { UTCTime(seconds: $0 * 86_400) }.filter { chart.span.from <= $0 }
  }

  /// Through the lanes, not through their names.
  private var grid: [TimelinePart.GridLine] {
    days.flatMap { day in
      chart.lanes.indices.map { lane in
        let bar = lane * laneHeight + 24
        return TimelinePart.GridLine(
          x: coordinate(place(day)), top: coordinate(bar), bottom: coordinate(bar + 34))
      }
    }
  }

  private var ticks: [TimelinePart.Tick] {
    days.map { day in
      let x = place(day)
      return TimelinePart.Tick(
        anchor: Markup(x > right - 40 ? "end" : x < left + 40 ? "start" : "middle"),
        x: coordinate(x), y: coordinate(axis + 18), day: .time(day, .date))
    }
  }

  private func place(_ time: UTCTime) -> Int {
    let offset = time.seconds - chart.span.from.seconds
    let clamped = min(max(0, offset), chart.span.seconds)
    return left + Int(clamped * Int64(right - left) / max(1, chart.span.seconds))
  }
}
