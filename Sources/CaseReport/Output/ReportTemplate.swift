import TextFormats

/// A report by its templates, and the names that they may use.
///
/// A new report is a case here: its templates are then checked, alone by `casefile templates check`
/// and before anything is rendered with them.
package enum ReportTemplate: String, CaseIterable, Sendable {
  case breachScope = "breach-scope"
  case notice
  case certificate
  case custodyForm = "custody-form"

  var body: any ReportPart.Type {
    switch self {
    case .breachScope: BreachScopeDocument.self
    case .notice: NoticeWorksheet.self
    case .certificate, .custodyForm: CertificateReport.self
    }
  }

  /// The templates that are filled, each with the names that it may use.
  func filled(_ format: ReportFormat) -> [(name: String, shape: MustacheShape)] {
    let document = document(body)
    switch format {
    case .md: return [("\(rawValue).md", document)]
    case .html, .pdf:
      let style = document.with(StylePart.shape)
      return [("style.css", style), ("\(rawValue).html", style.with(PagePart.shape))]
    case .docx:
      let word = document.with(WordPart.shape)
      return WordDocument.templates.map { ($0, word) } + [("\(rawValue).docx.xml", word)]
    }
  }

  private func document<Body: ReportPart>(_ body: Body.Type) -> MustacheShape {
    ReportDocument<Body>.shape
  }
}

extension MustacheShape {
  /// The names of both.
  fileprivate func with(_ other: MustacheShape) -> MustacheShape {
    guard case .object(let own) = self, case .object(let more) = other else { return self }
    return .object(own.merging(more) { first, _ in first })
  }
}
