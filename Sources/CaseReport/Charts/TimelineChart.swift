import CaseModel
import TextFormats

/// A timeline as a value: lanes of marks and bands over one axis.
struct TimelineChart {
  struct Lane {
    var name: String
    /// Bind records of attacker contexts.
    var binds: [UTCTime]
    var syncs: [UTCTime]
    var unaudited: [TimeSpan]
  }

  var span: TimeSpan
  var lanes: [Lane]
  /// For those who cannot see it.
  var summary: String
  /// Mailboxes that are not drawn.
  var left = 0

  /// Lanes that still make a picture.
  static let mostLanes = 24
}

/// The chart of all mailboxes of the scope; `nil` where there is nothing to draw.
func timelineChart(_ findings: Findings) -> TimelineChart? {
  var lanes: [TimelineChart.Lane] = []
  var times: [UTCTime] = []
  for mailbox in findings.mailboxes {
    func seen(_ sources: [[Int]]) -> [UTCTime] {
      Set(sources.joined()).map { findings.records[$0].time }.sorted()
    }
    let lane = TimelineChart.Lane(
      name: mailbox.mailbox.name.visible,
      binds: seen(mailbox.recordedMessages.map(\.sources)),
      syncs: seen(mailbox.assumedFolders.map(\.sources)),
      unaudited: mailbox.unauditedPeriods.flatMap(\.inWindow).merged)
    lanes.append(lane)
    times += lane.binds + lane.syncs
    for window in mailbox.windows where window != .always { times += [window.from, window.to] }
    for span in lane.unaudited where span.to.seconds - span.from.seconds < 3_660 * 86_400 {
      times += [span.from, span.to]
    }
  }
  guard let first = times.min(), let last = times.max(), first < last else { return nil }
  // Many mailboxes make no picture: those with something to show come first.
  let drawn = lanes.filter { !$0.binds.isEmpty || !$0.syncs.isEmpty || !$0.unaudited.isEmpty }
  let shown = Array((drawn.isEmpty ? lanes : drawn).prefix(TimelineChart.mostLanes))
  let summary = shown.map { lane in
    "\(lane.name): \(lane.binds.count) Bind and \(lane.syncs.count) Sync records,"
      + " \(lane.unaudited.count) unaudited period(s)"
  }
  var chart = TimelineChart(
    span: TimeSpan(from: first, to: last), lanes: shown, summary: summary.joined(separator: ". "))
  chart.left = lanes.count - shown.count
  return chart
}
