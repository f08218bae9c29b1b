import CaseModel
@testable import CaseReport
import Files
import TestSupport
import Testing
import TextFormats

/// The names by which templates know what a report has: each stands once, each field has one, and what
/// stands under it is of the kind that it is said to be.
struct ReportNameTests {
  private static let regimes = ["gdpr", "hipaa", "nis2-de", "california"]

  private func documents() throws -> [any ReportPart] {
    var all: [any ReportPart] = []
    for input in try RichInputs.all() {
      all.append(try ReportDocument(BreachScopeDocument(input), input))
      for regime in try TemplateSet.builtIn.regimes()
      where ReportNameTests.regimes.contains(regime.id) {
        all.append(try ReportDocument(NoticeWorksheet(input, regime), input))
      }
      for certificate in Certificate.allCases {
        all.append(try ReportDocument(CertificateReport(certificate, input), input))
      }
      all.append(WordPart(input))
    }
    all.append(StylePart(paper: "A4"))
    all.append(PagePart(style: "a", styleHash: "b", script: "c", scriptHash: "d"))
    all.append(CollectionSteps(number: "1", folder: "c", from: "a", to: "b", mailboxes: ["m"]))
    return all
  }

  /// The parts of a value, itself among them, as Swift sees them.
  private func parts(in value: Any) -> [any ReportPart] {
    if value is MustacheValue { return [] }
    let own = (value as? any ReportPart).map { [$0] } ?? []
    return own + Mirror(reflecting: value).children.flatMap { parts(in: $0.value) }
  }

  private func names<Part: ReportPart>(_ part: Part) -> [String] { Part.names.map(\.name) }

  @Test func noPartHasANameTwice() throws {
    let all = try documents().flatMap(parts)
    #expect(all.count > 1_000)
    for part in all {
      let names = names(part)
      let twice = Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys
      #expect(twice.isEmpty, "\(type(of: part)): \(twice.sorted())")
    }
  }

  /// Fields whose names templates know otherwise: as words of Swift they are taken, or say too little.
  private static let others = [
    "ActionPart.deadlines": "nextDeadlines", "WherePart.folders": "byFolder",
    "WherePart.domains": "byDomain",
    "HeadPart.caseFacts": "case", "InputsPart.caseFile": "case",
    "ContextLane.kind": "class", "CollectionSteps.folder": "case",
  ]
  /// Fields that are parts or tables, whose names stand among those of the part that holds them.
  private static let flat = [
    "head", "author", "answer", "readings", "mailboxes", "messages", "contexts", "acquisition",
    "ledger", "evidence", "review", "inventory", "method", "alternatives", "custody", "heatMap",
    "facts", "report", "body", "action", "places",
  ]

  @Test func everyFieldHasItsName() throws {
    var seen: Set<String> = []
    for part in try documents().flatMap(parts) {
      let type = "\(type(of: part))"
      guard seen.insert(type).inserted else { continue }
      let names = Set(names(part))
      for case (let label?, _) in Mirror(reflecting: part).children {
        let name = ReportNameTests.others["\(type).\(label)"] ?? label
        #expect(
          names.contains(name) || ReportNameTests.flat.contains(label), "\(type).\(label)")
      }
    }
    // Every kind of part that the sources declare is among what was looked at.
    let looked = Set(seen.map { name in String(name.prefix { $0 != "<" }) })
    #expect(try declared().subtracting(looked).sorted() == [])
  }

  /// The names of the parts, from the text of the sources.
  private func declared(
    in folder: String = "\(repositoryRoot)/Sources/CaseReport"
  ) throws -> Set<String> {
    var all: Set<String> = []
    for name in try folderEntries(folder) {
      let path = "\(folder)/\(name)"
      if try fileFacts(path)?.kind == .folder {
        all.formUnion(try declared(in: path))
        continue
      }
      let text = String(decoding: try readSmallFile(path), as: UTF8.self)
      for line in text.split(separator: "\n") where line.contains(": ReportPart {") {
        let words = line.split { " :<".contains($0) }
        if let place = words.firstIndex(of: "struct") { all.insert(String(words[place + 1])) }
      }
    }
    return all
  }

  /// Without a case the names are known; with one, what stands there is of that kind.
  @Test func everyValueIsOfTheKindThatIsKnownWithoutACase() throws {
    for document in try documents() {
      try check(try document.value(ReportCopy()), shape(document), "\(type(of: document))")
    }
  }

  private func shape<Part: ReportPart>(_ part: Part) -> MustacheShape { Part.shape }

  private func check(_ value: MustacheValue, _ shape: MustacheShape, _ place: String) throws {
    switch (value, shape) {
    case (.nothing, _), (.bool, .flag), (.number, .number): break
    case (.text, .text), (.markup, .text), (.number, .text), (.time, .text), (.statement, .text):
      break
    case (.joined(let parts, _), .text):
      for part in parts { try check(part, .text, place) }
    case (.sentence(let key, let values), .text): try check(key, values, place)
    case (.list(let elements), .list(let element)):
      for value in elements { try check(value, element, place + "[]") }
    case (.object(let members), .object(let shapes)):
      #expect(Set(members.keys) == Set(shapes.keys), "\(place)")
      for (name, member) in members {
        try check(member, try #require(shapes[name], "\(place).\(name)"), "\(place).\(name)")
      }
    default: Issue.record("\(place): \(value) is not \(shape)")
    }
  }

  /// What a sentence is given is what it may name.
  private func check(
    _ key: SentenceKey, _ values: [String: MustacheValue], _ place: String
  ) throws {
    switch key {
    case .name(let name):
      let seen = SaidSentences.seen(by: name) ?? .object([:])
      try check(.object(values), seen, "\(place): \(name)")
    case .english(let text):
      #expect(
        Set(values.keys) == Set(Statement.pieces(text).compactMap(\.place)), "\(place): \(text)")
    }
  }
}
