import CaseModel
import TextFormats

/// Records of attacker contexts in the windows, by hour and day of the week in UTC: a table whose
/// cells are toned by their number.
struct HeatMapPart: ReportPart {
  let hasHeatMap: Bool
  let hours: [String]
  let weekdays: [Weekday]

  struct Weekday: ReportPart {
    let name: Words
    let cells: [Cell]

    static let names: [ReportName<Self>] = [.init("name", .named, \.name), .init("cells", \.cells)]
  }

  struct Cell: ReportPart {
    let count: Int
    let tone: Markup

    static let names: [ReportName<Self>] = [.init("count", \.count), .init("tone", \.tone)]
  }

  static let names: [ReportName<Self>] = [
    .init("hasHeatMap", \.hasHeatMap), .init("hours", .named, \.hours),
    .init("weekdays", \.weekdays),
  ]

  init(_ findings: Findings) {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 24), count: 7)
    for hour in findings.mailboxes.flatMap(\.timeline) {
      // 1970 began on a Thursday; Monday is 0.
      let weekday = Int(((hour.hour.day + 3) % 7 + 7) % 7)
      let clock = Int(hour.hour.seconds - hour.hour.day * 86_400) / 3_600
      counts[weekday][clock] += hour.recorded + hour.assumed
    }
    let most = counts.joined().max() ?? 0
    hasHeatMap = most > 0
    func cell(_ count: Int) -> Cell {
      // Four tones, by the share of the highest.
      let tone = count == 0 ? 0 : 1 + (count - 1) * 4 / most
      return Cell(count: count, tone: Markup(min(tone, 4)))
    }
    hours = most == 0 ? [] : (0..<24).map { $0 < 10 ? "0\($0)" : "\($0)" }
    weekdays =
      most == 0
      ? []
      : counts.enumerated().map { day, hours in
        Weekday(name: .phrase("weekday.\(day)"), cells: hours.map(cell))
      }
  }
}
