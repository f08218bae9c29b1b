import CaseModel
import TextFormats

/// The report `breach-scope` as a value: the report, its picture, and the regimes that go with it.
struct BreachScopeDocument: ReportPart {
  let report: BreachScopeReport
  let documentTitle: Words
  let hasTimeline, hasRegimes: Bool
  let timeline: TimelinePart?
  /// Mailboxes and contexts that are not in the picture.
  let notDrawn, contextsNotDrawn: Int
  let regimes: [RegimeRow]

  static let names: [ReportName<Self>] =
    ReportName.all(of: \.report) + [
      .init("documentTitle", .named, \.documentTitle), .init("hasTimeline", \.hasTimeline),
      .init("timeline", \.timeline), .init("notDrawn", \.notDrawn),
      .init("contextsNotDrawn", \.contextsNotDrawn), .init("hasRegimes", \.hasRegimes),
      .init("regimes", \.regimes),
    ]

  init(_ input: ReportInput) throws {
    let chart = timelineChart(input.findings)
    report = try BreachScopeReport(input)
    documentTitle = .phrase(
      "title.breachScope", ["case": .object(try report.head.caseFacts.seen())])
    hasTimeline = chart != nil
    timeline = chart.map { TimelineDrawing(chart: $0).part }
    notDrawn = chart?.left ?? 0
    contextsNotDrawn = chart?.contextsLeft ?? 0
    hasRegimes = !input.regimes.isEmpty
    regimes = input.regimes.map { regime in
      RegimeRow(
        title: NoticeWords.words(regime.title), notices: NoticeRow.all(regime, input.document),
        file: "notice-\(regime.id).\(input.language.id).html")
    }
  }
}

/// The report `breach-scope`.
package func renderBreachScope(_ input: ReportInput) throws -> [ReportFile] {
  let input = input.shared
  return try renderReport(.breachScope, "breach-scope", BreachScopeDocument(input), input)
}
