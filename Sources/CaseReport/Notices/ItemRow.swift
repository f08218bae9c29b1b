import CaseModel
import TextFormats

/// An item of a notice.
struct ItemRow: ReportPart {
  let text: Words
  let citation: String
  let check: Words?
  /// To whom, where the item does not belong in every notice.
  let notices: Words
  let lines: [Line]
  let needsPerson, isPart, hasLines: Bool

  struct Line: ReportPart {
    let text: Words
    let exhibit: String

    static let names: [ReportName<Self>] = [
      .init("text", .named, \.text), .init("exhibit", .named, \.exhibit),
    ]
  }

  static let names: [ReportName<Self>] = [
    .init("text", .named, \.text), .init("citation", .named, \.citation),
    .init("check", .named, \.check), .init("notices", .named, \.notices),
    .init("lines", \.lines), .init("needsPerson", \.needsPerson), .init("isPart", \.isPart),
    .init("hasLines", \.hasLines),
  ]

  init(_ item: Regime.Item, _ regime: Regime, _ evidence: NoticeEvidence) {
    // Lines of one kind come from one place: where the kind stands, its lines stand.
    var seen: Set<String> = []
    let own = item.from.flatMap { key in
      let lines = evidence.lines(key).filter { !seen.contains($0.phrase) }
      seen.formUnion(lines.map(\.phrase))
      return lines
    }
    let isForAll = item.notices.isEmpty || item.notices.count == regime.notices.count
    let to = isForAll ? [] : regime.notices.filter { item.notices.contains($0.id) }.map(\.to)
    text = NoticeWords.words(item.text)
    citation = item.citation
    check = NoticeWords.check(item.mark)
    notices = .joined(to.map { NoticeWords.words($0) }, separator: "; ")
    lines = own.map { Line(text: .phrase("says.\($0.phrase)", $0.about), exhibit: $0.exhibit) }
    needsPerson = item.fill != .evidence
    isPart = item.fill == .part
    hasLines = !own.isEmpty
  }
}
