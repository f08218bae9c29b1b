import CaseModel
import TextFormats

/// An element of `contexts[]`.
///
/// - Parameter detail: what `contexts --json` says besides.
func writeContext(
  _ finding: ContextFindings, _ detail: ContextDetail?, _ writer: inout JSONWriter
) {
  let context = finding.context
  func number(_ key: StaticString, _ value: Int16, _ writer: inout JSONWriter) {
    writer.key(key) { if value < 0 { $0.null() } else { $0.integer(Int64(value)) } }
  }
  writer.object { writer in
    writer.key("addresses", context.canonicalAddresses)
    writer.key("against", finding.against.map(\.english))
    writer.key("applications", context.applications)
    writer.key("attribution", finding.attribution.kind.name)
    writer.key("bind", finding.bind)
    writer.key("client", context.client)
    writer.key("contested", finding.attribution.contested)
    writer.key("contestedIsDecided", finding.attribution.contestedIsDecided)
    if let detail { writer.key("contradictions", detail.contradictions) }
    if !context.device.isEmpty { writer.key("device", context.device) }
    writer.key("first", finding.first)
    writer.key("hints", finding.hints.map(\.english))
    writer.key("id", finding.id)
    writer.key("last", finding.last)
    number("logonType", context.logonType, &writer)
    writer.key("mailbox") { writeMailbox(finding.mailbox, &$0) }
    if let detail { writer.key("messages", detail.messages) }
    writer.key("reasons", finding.attribution.reasons.map(\.english))
    writer.key("records", finding.records)
    writer.key("session", context.session)
    if let detail {
      writer.key("signIns") { $0.array(detail.signIns) { write($1, &$0) } }
    }
    writer.key("sources", finding.sources)
    writer.key("sync", finding.sync)
    writer.key("token", context.token)
    writer.key("tokens", finding.tokens)
    writer.key("user", context.user)
    number("userType", context.userType, &writer)
  }
}

private func write(_ signIn: SignIn, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("addresses", signIn.addresses)
    writer.key("first", signIn.first)
    writer.key("last", signIn.last)
    writer.key("operation", signIn.operation)
    writer.key("records", signIn.records)
  }
}

/// Contexts alone, for `contexts --json`.
package func writeContexts(
  _ contexts: [(finding: ContextFindings, detail: ContextDetail)]
) -> [UInt8] {
  var writer = JSONWriter()
  writer.object { writer in
    writer.key("contexts") { writer in
      writer.array(lines: contexts.count) {
        writeContext(contexts[$1].finding, contexts[$1].detail, &$0)
      }
    }
    writer.key("schema", "casefile/contexts/1")
  }
  return writer.finish()
}
