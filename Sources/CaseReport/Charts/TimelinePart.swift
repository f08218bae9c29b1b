import CaseModel
import TextFormats

/// What reports/timeline.svg draws, and where.
struct TimelinePart: ReportPart {
  let height, axis, contextsTitle: Markup
  let hasContexts: Bool
  let grid: [GridLine]
  let ticks: [Tick]
  let contextLanes: [ContextLane]
  let lanes: [Lane]

  static let names: [ReportName<Self>] = [
    .init("height", \.height), .init("axis", \.axis), .init("grid", \.grid),
    .init("ticks", \.ticks), .init("contextsTitle", \.contextsTitle),
    .init("hasContexts", \.hasContexts), .init("contextLanes", \.contextLanes),
    .init("lanes", \.lanes),
  ]

  /// A mailbox.
  struct Lane: ReportPart {
    let name: EvidenceText
    let label, bar, low, middle: Markup
    let bind, sync, other, periods: Int
    let bands: [Band]
    let others, binds: [Bar]
    let syncs: [Mark]

    static let names: [ReportName<Self>] = [
      .init("name", .named, \.name), .init("label", \.label), .init("bar", \.bar),
      .init("low", \.low), .init("middle", \.middle), .init("bind", \.bind),
      .init("sync", \.sync), .init("other", \.other), .init("periods", \.periods),
      .init("bands", \.bands), .init("others", \.others), .init("binds", \.binds),
      .init("syncs", \.syncs),
    ]
  }

  struct ContextLane: ReportPart {
    let id, addresses: String
    let kind: Words
    let x, width, y, style, textX, textY, anchor: Markup
    let isInside: Bool

    static let names: [ReportName<Self>] = [
      .init("id", .named, \.id), .init("class", .named, \.kind),
      .init("addresses", .named, \.addresses), .init("x", \.x), .init("width", \.width),
      .init("y", \.y), .init("style", \.style), .init("textX", \.textX),
      .init("textY", \.textY), .init("anchor", \.anchor), .init("isInside", \.isInside),
    ]
  }

  /// Unaudited time.
  struct Band: ReportPart {
    let x, width, labelX: Markup
    let from, to: Words
    /// There is room for one.
    let label: Bool

    static let names: [ReportName<Self>] = [
      .init("x", \.x), .init("width", \.width), .init("labelX", \.labelX),
      .init("from", .named, \.from), .init("to", .named, \.to), .init("label", \.label),
    ]
  }

  struct Bar: ReportPart {
    let x, width: Markup

    static let names: [ReportName<Self>] = [.init("x", \.x), .init("width", \.width)]
  }

  struct Mark: ReportPart {
    let x: Markup

    static let names: [ReportName<Self>] = [.init("x", \.x)]
  }

  struct GridLine: ReportPart {
    let x, top, bottom: Markup

    static let names: [ReportName<Self>] = [
      .init("x", \.x), .init("top", \.top), .init("bottom", \.bottom),
    ]
  }

  struct Tick: ReportPart {
    let anchor, x, y: Markup
    let day: Words

    static let names: [ReportName<Self>] = [
      .init("anchor", \.anchor), .init("x", \.x), .init("y", \.y), .init("day", .named, \.day),
    ]
  }
}
