import CaseModel
import TextFormats

/// A timeline as a picture's value: lanes of marks and bands over one axis.
struct TimelineChart {
  struct Lane {
    var name: EvidenceText
    var hours: [TimelineHour]
    var unaudited: [TimeSpan]

    var recorded: Int { hours.reduce(0) { $0 + $1.recorded } }
    var assumed: Int { hours.reduce(0) { $0 + $1.assumed } }
    var otherAccess: Int { hours.reduce(0) { $0 + $1.otherAccess } }
    /// Without what others do there would be nothing to see.
    var isOfNote: Bool { recorded > 0 || assumed > 0 || !unaudited.isEmpty }
  }

  /// A context that counts as the attacker's, from its first record to its last.
  struct ContextLane {
    var id: String
    var kind: AttributionClass
    var addresses: [String]
    var span: TimeSpan
  }

  var span: TimeSpan
  var lanes: [Lane]
  var contexts: [ContextLane] = []
  /// Contexts that are not drawn.
  var contextsLeft = 0
  /// Mailboxes that are not drawn.
  var left = 0

  /// Lanes that still make a picture.
  static let mostLanes = 24
  static let mostContexts = 16
}

/// The chart of all mailboxes of the scope; `nil` where there is nothing to draw.
func timelineChart(_ findings: Findings) -> TimelineChart? {
  var lanes: [TimelineChart.Lane] = []
  var times: [UTCTime] = []
  for mailbox in findings.mailboxes {
    let lane = TimelineChart.Lane(
      name: mailbox.mailbox.name, hours: mailbox.timeline,
      unaudited: mailbox.unauditedPeriods.flatMap(\.inWindow).merged)
    lanes.append(lane)
    for hour in lane.hours { times += [hour.hour, hour.hour + TimelineHour.seconds] }
    for window in mailbox.windows where window != .always { times += [window.from, window.to] }
    for span in lane.unaudited where span.to.seconds - span.from.seconds < 3_660 * 86_400 {
      times += [span.from, span.to]
    }
  }
  guard let first = times.min(), let last = times.max(), first < last else { return nil }
  // Many mailboxes make no picture: those with something to show come first.
  let drawn = lanes.filter(\.isOfNote)
  let shown = Array((drawn.isEmpty ? lanes : drawn).prefix(TimelineChart.mostLanes))
  var chart = TimelineChart(span: TimeSpan(from: first, to: last), lanes: shown)
  chart.left = lanes.count - shown.count
  for finding in findings.contexts where finding.attribution.kind.isAttackers {
    let own = TimeSpan(from: finding.first, to: finding.last + 1)
    guard let inside = own.intersection(chart.span) else { continue }
    if chart.contexts.count == TimelineChart.mostContexts {
      chart.contextsLeft += 1
      continue
    }
    chart.contexts.append(
      TimelineChart.ContextLane(
        id: finding.id, kind: finding.attribution.kind,
        addresses: finding.context.canonicalAddresses, span: inside))
  }
  return chart
}
