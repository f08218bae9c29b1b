import CaseModel

/// The shapes of a message inventory. The raw value is the name in the register.
package enum InventoryFormat: String, Sendable, CaseIterable {
  /// Graph messages: pages, lists or lines; also what ConvertTo-Json made of a message trace.
  case json = "messages-json"
  /// A message trace, or any table with a column of message ids.
  case csv = "messages-csv"
  /// The headers of saved mail, as `import` listed them.
  case headers = "mail-headers"

  /// For people.
  package var title: String {
    switch self {
    case .json: "messages as JSON"
    case .csv: "table of messages"
    case .headers: "headers of saved mail"
    }
  }
}

/// Recognises an inventory by its content.
package func recogniseInventory(_ head: [UInt8], isWhole: Bool) throws(NotAnExport)
  -> InventoryFormat
{
  let exportHead = ExportHead(head, isWhole: isWhole)
  let first = FieldText.trimmed(exportHead.text).first
  if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
    if (try? recognise(head, isWhole: isWhole)) != nil, !namesMessages(exportHead.text) {
      throw NotAnExport(
        found: "audit records", hint: "import them without --kind messages")
    }
    if AuditTrace.isIn(exportHead.text) {
      throw NotAnExport(found: "audit records, not messages", hint: AuditTrace.hint)
    }
    return .json
  }
  if let format = exportHead.format(.csv) {
    throw NotAnExport(found: format.title, hint: "import it without --kind messages")
  }
  if let list = AuditTrace.list(exportHead) { throw list }
  if InventoryColumns(header: exportHead) != nil { return .csv }
  let foreign = ForeignContent.describe(exportHead)
  if foreign.hint.contains("AuditData") {
    throw NotAnExport(
      found: foreign.found + ", and no column of message ids",
      hint: "expected a column such as InternetMessageId or MessageId, Graph messages as JSON,"
        + " saved mail (.eml), or an mbox")
  }
  throw foreign
}

/// JSON of messages, not of records.
private func namesMessages(_ text: ArraySlice<UInt8>) -> Bool {
  let head = String(decoding: text.prefix(16_384), as: UTF8.self).lowercased()
  let isRecord =
    head.contains("\"operation\"") || head.contains("\"auditdata\"") || AuditTrace.isIn(text)
  return !isRecord && (head.contains("messageid\"") || head.contains("\"parentfolderid\""))
}

/// The text is a list of messages that came without `--kind`.
func looksLikeInventory(_ head: ExportHead) -> Bool {
  let text = head.text
  let first = FieldText.trimmed(text).first
  if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return namesMessages(text) }
  return InventoryColumns(header: head) != nil || MailHeaders.areAt(text)
}
