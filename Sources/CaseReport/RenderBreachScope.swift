import Archiving
import CaseModel
import TextFormats

/// The report `breach-scope` in Markdown and as one self-contained HTML file.
package func renderBreachScope(_ input: ReportInput) throws -> [ReportFile] {
  let templates = TemplateLibrary.folder("reports")
  let style = templates["style.css"] ?? ""
  var value = BreachScopeReport(input).value
  value["templatesHash"] = .string("SHA-256 \(try TemplateLibrary.sha256())")

  var page = value
  page["style"] = .markup(style)
  page["styleHash"] = .string(base64(try sha256(Array(style.utf8))))
  let chart = timelineChart(input.findings)
  page["timeline"] = .markup(chart.map(svgText) ?? "")
  page["notDrawn"] = .string(chart.map { $0.left > 0 ? ReportWords.grouped($0.left) : "" } ?? "")
  page.merge(OutputKind.html.markup) { $1 }
  let html = try MustacheTemplates(templates, escape: Escaping.html)
    .render("breach-scope.html", .object(page))

  var text = value
  text.merge(OutputKind.markdown.markup) { $1 }
  let markdown = try MustacheTemplates(templates, escape: Escaping.markdown)
    .render("breach-scope.md", .object(text))
  return [
    ReportFile(name: "breach-scope.en.html", bytes: Array(html.utf8)),
    ReportFile(name: "breach-scope.en.md", bytes: Array(markdown.utf8)),
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
