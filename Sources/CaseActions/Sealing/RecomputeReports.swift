import CaseBundle
import CaseFindings
import CaseFolder
import CaseModel
import CaseReport
import TextFormats

/// Renders the reports of a bundle again; what keeps it from that is said, and is no fault.
func renderAgain(
  _ reader: BundleReader, _ facts: CaseFacts, _ findings: Findings, _ tool: ToolIdentity
) -> (problems: [BundleProblem], reproduced: Int) {
  func none(_ why: String) -> (problems: [BundleProblem], reproduced: Int) {
    ([BundleProblem(.note, nil, "the reports were not rendered again: \(why)")], 0)
  }
  if reader.sizes[BundleFormat.withheld] != nil { return none("they were made for a recipient") }
  do {
    var facts = facts
    facts.custody = try CustodyLog(reading: try reader.bytes(BundleFormat.custody, limit: 1 << 30))
    if reader.sizes[BundleFormat.review] != nil {
      let bytes = try reader.bytes(BundleFormat.review, limit: .max)
      facts.review = try readReviewDecisions(bytes, file: BundleFormat.review)
    }
    var reports = try RecomputeReports(facts, tool)
    try reports.check(reader, findings)
    return (reports.problems, reports.reproduced)
  } catch {
    return none("\(error)")
  }
}

/// The reports of a bundle, rendered again from findings that were computed again.
private struct RecomputeReports {
  private let facts: CaseFacts
  private let tool: ToolIdentity
  private let templatesSHA256: String
  private(set) var problems: [BundleProblem] = []
  private(set) var reproduced = 0

  init(_ facts: CaseFacts, _ tool: ToolIdentity) throws {
    self.facts = facts
    self.tool = tool
    templatesSHA256 = try facts.templates.sha256()
  }

  /// Compares every file that this casefile would have made; of the others it says why it does not.
  mutating func check(_ reader: BundleReader, _ findings: Findings) throws {
    let place = "data/reports/"
    let names = reader.sizes.keys.filter { $0.hasPrefix(place) }.sorted()
      .map { String($0.dropFirst(place.count)) }
    if names.isEmpty { return }
    let again = try rendered(findings, named: names)
    for name in names {
      let member = "\(place)\(name)"
      let stored = ReportText(try reader.bytes(member, limit: 1 << 30), name: name)
      let own = again[name].flatMap { ReportText($0, name: name) }
      if let why = notCompared(name, stored, own) {
        problems.append(BundleProblem(.note, member, "not rendered again: \(why)"))
      } else if let own, own != stored {
        let line = stored.map { own.firstDifference($0) } ?? 1
        problems.append(
          BundleProblem(
            .different, member,
            "not reproduced: rendered again from the evidence, it differs from line \(line) on"))
      } else {
        reproduced += 1
      }
    }
  }

  /// By name of the file, in the languages that the names have.
  private func rendered(_ findings: Findings, named names: [String]) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var whole: ReportInput?
    for id in Set(names.compactMap(RecomputeReports.language)).sorted() {
      guard let language = try? facts.templates.language(id) else { continue }
      var input = try whole ?? facts.reportInput(findings, language)
      input.language = language
      input.formats = [.html, .md, .docx].filter { format in
        names.contains { $0.hasSuffix(".\(format.rawValue)") }
      }
      whole = input
      var reports = try renderBreachScope(input)
      for regime in input.regimes { reports += try renderNotice(input, regime) }
      for certificate in Certificate.allCases { reports += try render(certificate, input) }
      for report in reports { files[report.name] = report.bytes }
    }
    return files
  }

  /// Of `breach-scope.pt-BR.html`: `pt-BR`.
  private static func language(_ name: String) -> String? {
    let parts = name.split(separator: ".")
    return parts.count == 3 ? String(parts[1]) : nil
  }

  /// `nil` where it is to be compared.
  private func notCompared(_ name: String, _ stored: ReportText?, _ own: ReportText?) -> String? {
    guard let entry = facts.custody.lastEntry(of: "reports/\(name)") else {
      return "the custody log does not mention it"
    }
    if entry.kind == .resultFoundChanged {
      return "custody entry \(entry.seq) found it changed or added"
    }
    if name.contains(".redacted.") { return "its pseudonyms need the key of the case" }
    if name.hasSuffix(".pdf") { return "a PDF is the same only with the same browser" }
    let this = "\(tool.name) \(tool.version)"
    if entry.tool != this { return "made by \(entry.tool), this is \(this)" }
    if facts.custody.entries.contains(where: { $0.seq > entry.seq && !$0.isDerived }) {
      return "it is from an earlier state of the case"
    }
    if own == nil { return "this case has no such report" }
    // The certificates do not say with which templates they were made.
    if let stored, !stored.contains(templatesSHA256),
      name.hasPrefix("breach-scope") || name.hasPrefix("notice-")
    {
      return "it does not name the templates of this casefile"
    }
    return nil
  }
}
