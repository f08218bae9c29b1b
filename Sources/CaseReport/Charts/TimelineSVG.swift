import CaseModel
import TextFormats

/// A timeline as SVG text: presentation by classes of the page's style sheet, no script.
func svgText(_ chart: TimelineChart) -> String {
  let drawing = TimelineDrawing(chart: chart)
  return drawing.text
}

private struct TimelineDrawing {
  let chart: TimelineChart
  private let width = 1_000
  private let left = 10
  private let right = 990
  private let laneHeight = 58
  private var height: Int { chart.lanes.count * laneHeight + 34 }
  private var axis: Int { chart.lanes.count * laneHeight + 6 }

  init(chart: TimelineChart) { self.chart = chart }

  var text: String {
    var svg =
      "<svg class=\"timeline\" viewBox=\"0 0 \(width) \(height)\" role=\"img\""
      + " aria-labelledby=\"timeline-title timeline-desc\">\n"
    svg +=
      "<title id=\"timeline-title\">Access in attacker contexts and unaudited periods</title>\n"
    svg += "<desc id=\"timeline-desc\">\(safe(chart.summary))</desc>\n"
    svg +=
      "<defs><pattern id=\"hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\""
      + " patternTransform=\"rotate(45)\"><line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\"/>"
      + "</pattern></defs>\n"
    svg += ticks
    for (index, lane) in chart.lanes.enumerated() { svg += drawn(lane, top: index * laneHeight) }
    svg +=
      "<line class=\"axis\" x1=\"\(left)\" y1=\"\(axis)\" x2=\"\(right)\" y2=\"\(axis)\"/>\n</svg>"
    return svg
  }

  private func drawn(_ lane: TimelineChart.Lane, top: Int) -> String {
    let bar = top + 24
    let thickness = 26
    var svg = "<text x=\"\(left)\" y=\"\(top + 17)\">\(safe(lane.name))</text>\n"
    svg +=
      "<rect class=\"lane\" x=\"\(left)\" y=\"\(bar)\" width=\"\(right - left)\""
      + " height=\"\(thickness)\"/>\n"
    for span in lane.unaudited {
      guard let part = span.intersection(chart.span) else { continue }
      let from = place(part.from)
      let to = max(from + 2, place(part.to))
      svg +=
        "<rect class=\"band\" fill=\"url(#hatch)\" x=\"\(from)\" y=\"\(bar)\""
        + " width=\"\(to - from)\" height=\"\(thickness)\"><title>unaudited: \(part.from.iso) to"
        + " \(part.to.iso)</title></rect>\n"
    }
    svg += rects("other", lane.hours.filter { $0.otherAccess > 0 }, bar + thickness - 5, 5)
    svg += rects("bind", lane.hours.filter { $0.recorded > 0 }, bar, thickness)
    for x in Set(lane.hours.filter { $0.assumed > 0 }.map { middle($0) }).sorted() {
      let middle = bar + thickness / 2
      svg +=
        "<path class=\"sync\" d=\"M\(x) \(middle - 9)L\(x + 7) \(middle)L\(x) \(middle + 9)"
        + "L\(x - 7) \(middle)Z\"/>\n"
    }
    return svg
  }

  /// Hours as bars; those that touch are one, and none is too narrow to be seen.
  private func rects(
    _ style: String, _ hours: [TimelineHour], _ top: Int, _ thickness: Int
  ) -> String {
    var svg = ""
    var from = 0
    var to = -1
    func draw() {
      if to < from { return }
      svg +=
        "<rect class=\"\(style)\" x=\"\(from)\" y=\"\(top)\" width=\"\(max(2, to - from))\""
        + " height=\"\(thickness)\"/>\n"
    }
    for hour in hours {
      let start = place(hour.hour)
      if start > to {
        draw()
        from = start
      }
      to = place(hour.hour + TimelineHour.seconds)
    }
    draw()
    return svg
  }

  private func middle(_ hour: TimelineHour) -> Int { place(hour.hour + TimelineHour.seconds / 2) }

  /// Days, or steps of days, so that at most twelve labels stand.
  private var ticks: String {
    let days = max(1, chart.span.seconds / 86_400)
    let step = [1, 2, 3, 7, 14, 30, 90, 365].first { days / $0 <= 11 } ?? days / 11 + 1
    var svg = ""
    var day = chart.span.from.day
    while day * 86_400 <= chart.span.to.seconds {
      let time = UTCTime(seconds: day * 86_400)
      if chart.span.from <= time {
        let x = place(time)
        for lane in chart.lanes.indices {
          // Not through the names of the lanes.
          let bar = lane * laneHeight + 24
          svg +=
            "<line class=\"grid\" x1=\"\(x)\" y1=\"\(bar)\" x2=\"\(x)\" y2=\"\(bar + 34)\"/>"
        }
        let anchor = x > right - 40 ? "end" : x < left + 40 ? "start" : "middle"
        svg +=
          "<text class=\"label\" text-anchor=\"\(anchor)\" x=\"\(x)\" y=\"\(axis + 18)\">"
          + "\(time.date)</text>\n"
      }
      day += step
    }
    return svg
  }

  private func place(_ time: UTCTime) -> Int {
    let offset = time.seconds - chart.span.from.seconds
    let clamped = min(max(0, offset), chart.span.seconds)
    return left + Int(clamped * Int64(right - left) / max(1, chart.span.seconds))
  }

  private func safe(_ text: String) -> String { Escaping.html(EvidenceText(text)) }
}
