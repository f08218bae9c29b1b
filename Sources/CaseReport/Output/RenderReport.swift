import Archiving
import CaseModel
import TextFormats

/// The report `breach-scope`.
package func renderBreachScope(_ input: ReportInput) throws -> [ReportFile] {
  let input = input.shared
  var value = BreachScopeReport(input).value
  let chart = timelineChart(input.findings)
  value["hasTimeline"] = .bool(chart != nil)
  value["timeline"] = chart.map { TimelineDrawing(chart: $0).value }
  value["documentTitle"] = .phrase("title.breachScope")
  value["notDrawn"] = .number(chart?.left ?? 0)
  value["contextsNotDrawn"] = .number(chart?.contextsLeft ?? 0)
  value["hasRegimes"] = .bool(!input.regimes.isEmpty)
  value["regimes"] = .list(
    input.regimes.map { regime in
      let worksheet = NoticeWorksheet(input: input, regime: regime)
      return .object([
        "title": worksheet.title, "notices": .list(worksheet.notices),
        "file": .string("notice-\(regime.id).\(input.language.id).html"),
      ])
    })
  return try renderReport("breach-scope", "breach-scope", value, input)
}

/// A report in the formats and the language of the input.
///
/// - Parameters:
///   - template: the name of its templates, without ending.
///   - name: of the files, without language and ending.
func renderReport(
  _ template: String, _ name: String, _ value: [String: MustacheValue], _ input: ReportInput
) throws -> [ReportFile] {
  let language = input.language.mustache(zone: input.document.displayZone)
  var value = try input.pseudonyms?.object(value) ?? value
  value["isRedacted"] = .bool(input.pseudonyms != nil)
  value["withholds"] = .bool(input.withholdsReasons)
  value["onlyMailboxes"] = .joined(input.onlyMailboxes.map { .text($0) })
  value["templatesHash"] = .string("SHA-256 \(try input.templates.sha256())")
  value["findingsHash"] = .string(input.findingsSHA256)
  func text(
    _ ending: String, _ value: [String: MustacheValue],
    _ escape: @escaping (EvidenceText) -> String
  ) throws -> [UInt8] {
    let templates = try MustacheTemplates(
      input.templates.folder("reports"), language: language, escape: escape)
    return Array(try templates.render("\(template).\(ending)", .object(value)).utf8)
  }
  return try input.formats.map { format in
    let bytes: [UInt8]
    switch format {
    case .md: bytes = try text("md", value, Escaping.markdown)
    case .html: bytes = try text("html", try page(value, input, language), Escaping.html)
    case .pdf:
      var printed = value
      printed["paper"] = .string(input.paper)
      bytes = try text("html", try page(printed, input, language), Escaping.html)
    case .docx:
      var document = value
      document["wordLanguage"] = .string(
        ["en": "en-US", "de": "de-DE"][input.language.id] ?? input.language.id)
      document["created"] = .string(input.stateTime.iso)
      bytes = try WordDocument(templates: input.templates, language: language, value: document)
        .bytes("\(template).docx.xml")
    }
    return ReportFile(
      name: "\(name).\(input.language.id)\(input.pseudonyms == nil ? "" : ".redacted")"
        + ".\(format.rawValue)", bytes: bytes,
      isPrinted: format == .pdf)
  }
}

/// What a page of HTML needs besides: its style and script, and their hashes for its policy.
private func page(
  _ value: [String: MustacheValue], _ input: ReportInput, _ language: MustacheLanguage
) throws -> [String: MustacheValue] {
  let templates = input.templates.folder("reports")
  let style = try MustacheTemplates(
    ["style.css": templates["style.css"] ?? ""], language: language, escape: Escaping.css
  ).render("style.css", .object(value))
  let script = templates["report.js"] ?? ""
  var value = value
  value["style"] = .markup(style)
  value["styleHash"] = .string(base64(try sha256(Array(style.utf8))))
  value["script"] = .markup(script)
  value["scriptHash"] = .string(base64(try sha256(Array(script.utf8))))
  return value
}

/// A value of a report as plain text, for a terminal.
package func plainText(_ value: MustacheValue, _ language: ReportLanguage) throws -> String {
  let templates = try MustacheTemplates(
    ["line": "{{line}}"], language: language.mustache(zone: nil), escape: \.visible)
  return try templates.render("line", .object(["line": value]))
}
