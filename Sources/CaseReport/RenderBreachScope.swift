import Archiving
import CaseModel
import TextFormats

/// The report `breach-scope` in Markdown and as one self-contained HTML file.
package func renderBreachScope(_ input: ReportInput) throws -> [ReportFile] {
  var value = BreachScopeReport(input).value
  let chart = timelineChart(input.findings)
  value["timeline"] = .markup(chart.map(svgText) ?? "")
  value["notDrawn"] = .string(chart.map { $0.left > 0 ? ReportWords.grouped($0.left) : "" } ?? "")
  return try renderReport("breach-scope", "breach-scope", value)
}

/// A report in Markdown and as one self-contained HTML file.
///
/// - Parameters:
///   - template: the name of its templates, without ending.
///   - name: of the files, without language and ending.
func renderReport(
  _ template: String, _ name: String, _ value: [String: MustacheValue]
) throws -> [ReportFile] {
  let templates = TemplateLibrary.folder("reports")
  let style = templates["style.css"] ?? ""
  var value = value
  value["templatesHash"] = .string("SHA-256 \(try TemplateLibrary.sha256())")

  var page = value
  page["style"] = .markup(style)
  page["styleHash"] = .string(base64(try sha256(Array(style.utf8))))
  page.merge(OutputKind.html.markup) { $1 }
  let html = try MustacheTemplates(templates, escape: Escaping.html)
    .render("\(template).html", .object(page))

  var text = value
  text.merge(OutputKind.markdown.markup) { $1 }
  let markdown = try MustacheTemplates(templates, escape: Escaping.markdown)
    .render("\(template).md", .object(text))
  return [
    ReportFile(name: "\(name).en.html", bytes: Array(html.utf8)),
    ReportFile(name: "\(name).en.md", bytes: Array(markdown.utf8)),
  ]
}

/// What text templates that serve both kinds of output use as markup.
private enum OutputKind {
  case html, markdown

  var markup: [String: MustacheValue] {
    switch self {
    case .html:
      [
        "item": .markup("<li>"), "itemEnd": .markup("</li>"), "paragraph": .markup("<p>"),
        "paragraphEnd": .markup("</p>"),
      ]
    case .markdown:
      [
        "item": .markup("- "), "itemEnd": .markup(""), "paragraph": .markup(""),
        "paragraphEnd": .markup("\n"),
      ]
    }
  }
}
