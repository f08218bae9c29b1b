import CaseModel
import TextFormats

/// Three places, linked to the list of cited records, and how many more there are.
struct SourcesPart: ReportPart {
  let places: [Place]
  let more: Int

  static let names: [ReportName<Self>] = [.init("places", \.places), .init("more", \.more)]

  struct Place: ReportPart {
    let place: Words
    let isLater: Bool
    let anchor: Markup

    static let names: [ReportName<Self>] = [
      .init("place", .named, \.place), .init("isLater", \.isLater), .init("anchor", \.anchor),
    ]
  }

  /// `nil` where there is none.
  ///
  /// - Parameter sources: indexes into the cited records.
  init?(_ sources: [CitedIndex], _ findings: Findings) {
    self.init(
      sources.prefix(3).map { index in
        (findings.source(index), index.int < BreachScopeReport.longestTable ? index.int : nil)
      }, of: sources.count)
  }

  init?(_ sources: [SourcePosition]) {
    self.init(sources.prefix(3).map { ($0, nil) }, of: sources.count)
  }

  private init?(_ first: [(source: SourcePosition, record: Int?)], of count: Int) {
    if first.isEmpty { return nil }
    places = first.enumerated().map { index, place in
      Place(
        place: ReportWords.place(place.source), isLater: index > 0,
        anchor: Markup(place.record.map { "s\($0 + 1)" } ?? ""))
    }
    more = count - first.count
  }
}
