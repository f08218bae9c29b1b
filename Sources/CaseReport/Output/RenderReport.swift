import Archiving
import CaseModel
import TextFormats

/// A report in the formats and the language of the input.
///
/// - Parameter name: of the files, without language and ending.
func renderReport(
  _ template: ReportTemplate, _ name: String, _ body: some ReportPart, _ input: ReportInput
) throws -> [ReportFile] {
  let copy = ReportCopy(pseudonyms: input.pseudonyms)
  let report = Rendering(
    template: template, input: input,
    language: input.language.mustache(zone: input.document.displayZone),
    value: try ReportDocument(body, input).members(copy))
  return try input.formats.map { format in
    ReportFile(
      name: "\(name).\(input.language.id)\(input.pseudonyms == nil ? "" : ".redacted")"
        + ".\(format.rawValue)", bytes: try report.bytes(format), isPrinted: format == .pdf)
  }
}

private struct Rendering {
  let template: ReportTemplate
  let input: ReportInput
  let language: MustacheLanguage
  let value: [String: MustacheValue]

  func bytes(_ format: ReportFormat) throws -> [UInt8] {
    let name = "\(template.rawValue).\(format.templateEnding)"
    switch format {
    case .md: return try text(name, value, Escaping.markdown)
    case .html: return try page(name, StylePart(paper: nil))
    case .pdf: return try page(name, StylePart(paper: input.paper))
    case .docx:
      let word = value.with(try WordPart(input).seen())
      return try WordDocument(templates: input.templates, language: language, value: word)
        .bytes(name)
    }
  }

  private func text(
    _ name: String, _ value: [String: MustacheValue],
    _ escape: @escaping (EvidenceText) -> String
  ) throws -> [UInt8] {
    let templates = try MustacheTemplates(
      input.templates.folder("reports"), language: language, escape: escape)
    return Array(try templates.render(name, .object(value)).utf8)
  }

  private func page(_ name: String, _ part: StylePart) throws -> [UInt8] {
    let value = value.with(try part.seen())
    let templates = input.templates.folder("reports")
    let style = try MustacheTemplates(
      ["style.css": templates["style.css"] ?? ""], language: language, escape: Escaping.css
    ).render("style.css", .object(value))
    let script = templates["report.js"] ?? ""
    let page = PagePart(
      style: Markup(style), styleHash: Markup(base64(try sha256(Array(style.utf8)))),
      script: Markup(script), scriptHash: Markup(base64(try sha256(Array(script.utf8)))))
    return try text(name, value.with(try page.seen()), Escaping.html)
  }
}

extension [String: MustacheValue] {
  fileprivate func with(_ more: [String: MustacheValue]) -> [String: MustacheValue] {
    merging(more) { first, _ in first }
  }
}

/// A value of a report as plain text, for a terminal.
package func plainText(_ value: MustacheValue, _ language: ReportLanguage) throws -> String {
  let templates = try MustacheTemplates(
    ["line": "{{line}}"], language: language.mustache(zone: nil), escape: \.visible)
  return try templates.render("line", .object(["line": value]))
}
