import Archiving
import CaseModel
import TextFormats

/// The report `breach-scope` in Markdown and as one self-contained HTML file.
package func renderBreachScope(_ input: ReportInput) throws -> [ReportFile] {
  var value = BreachScopeReport(input).value
  let chart = timelineChart(input.findings)
  value["hasTimeline"] = .bool(chart != nil)
  value["timeline"] = chart.map { TimelineDrawing(chart: $0).value }
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

/// A report in Markdown and as one self-contained HTML file, in the language of the input.
///
/// - Parameters:
///   - template: the name of its templates, without ending.
///   - name: of the files, without language and ending.
func renderReport(
  _ template: String, _ name: String, _ value: [String: MustacheValue], _ input: ReportInput
) throws -> [ReportFile] {
  let templates = input.templates.folder("reports")
  let language = input.language.mustache(zone: input.document.displayZone)
  var value = value
  let style = try MustacheTemplates(
    ["style.css": templates["style.css"] ?? ""], language: language, escape: Escaping.css
  ).render("style.css", .object(value))
  let script = templates["report.js"] ?? ""
  value["templatesHash"] = .string("SHA-256 \(try input.templates.sha256())")
  value["findingsHash"] = .string(input.findingsSHA256)
  value["style"] = .markup(style)
  value["styleHash"] = .string(base64(try sha256(Array(style.utf8))))
  value["script"] = .markup(script)
  value["scriptHash"] = .string(base64(try sha256(Array(script.utf8))))
  func file(_ ending: String, _ escape: @escaping (EvidenceText) -> String) throws -> ReportFile {
    let text = try MustacheTemplates(templates, language: language, escape: escape)
      .render("\(template).\(ending)", .object(value))
    return ReportFile(name: "\(name).\(input.language.id).\(ending)", bytes: Array(text.utf8))
  }
  return [try file("html", Escaping.html), try file("md", Escaping.markdown)]
}

/// A value of a report as plain text, for a terminal.
package func plainText(_ value: MustacheValue, _ language: ReportLanguage) throws -> String {
  let templates = try MustacheTemplates(
    ["line": "{{line}}"], language: language.mustache(zone: nil), escape: \.visible)
  return try templates.render("line", .object(["line": value]))
}
