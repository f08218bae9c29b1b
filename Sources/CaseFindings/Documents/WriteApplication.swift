import CaseModel
import TextFormats

/// An element of `applications[]` (R27).
func writeApplication(_ application: ApplicationFindings, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("consents") { writer in
      writer.array(application.consents) { write($1, &$0) }
    }
    writer.key("contexts", application.contexts)
    writer.key("id", application.id)
    if !application.name.isEmpty { writer.key("name", application.name) }
    writer.key("permissions", application.permissions)
  }
}

private func write(_ consent: ApplicationFindings.Consent, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("attribution", consent.attribution.rawValue)
    writer.key("by", consent.by)
    writer.key("first", consent.first)
    writer.key("last", consent.last)
    writer.key("operation", consent.operation)
    writer.key("records", consent.records)
    writer.key("sources", consent.sources)
  }
}
