import CaseModel

/// What a column or member of an inventory is about, by the names that exports give it.
enum InventoryField: Sendable {
  case message, immutableId, itemId, delivered, sender, subject
  case folderPath, folderId, mailbox, recipient, recipients

  /// By name in lower case, without blanks, `-` and `_`.
  private static let byName: [String: InventoryField] = [
    "internetmessageid": .message, "messageid": .message, "msgid": .message,
    "internetmessageidentifier": .message,
    "immutableid": .immutableId, "id": .itemId, "itemid": .itemId,
    // Graph; Get-MessageTrace; historical search; tables that people make.
    "receiveddatetime": .delivered, "received": .delivered, "origintimestamputc": .delivered,
    "datetimereceived": .delivered, "datereceived": .delivered, "receiveddate": .delivered,
    "receivedtime": .delivered, "delivered": .delivered, "deliverytime": .delivered,
    "from": .sender, "sender": .sender, "senderaddress": .sender, "fromaddress": .sender,
    "subject": .subject, "messagesubject": .subject,
    "folder": .folderPath, "folderpath": .folderPath, "foldername": .folderPath,
    "parentfolder": .folderPath, "parentfolderpath": .folderPath,
    "parentfolderid": .folderId, "folderid": .folderId,
    "mailbox": .mailbox, "mailboxownerupn": .mailbox, "mailboxupn": .mailbox,
    "mailboxguid": .mailbox, "userprincipalname": .mailbox, "custodian": .mailbox,
    "recipientaddress": .recipient, "recipientstatus": .recipients,
  ]

  init?(name: String) {
    let plain = String(name.lowercased().filter { !" -_".contains($0) })
    guard let field = InventoryField.byName[plain] else { return nil }
    self = field
  }
}

/// Where the columns of a table of messages stand.
struct InventoryColumns: Sendable {
  var delimiter: UInt8
  var count: Int
  /// By column.
  var fields: [InventoryField?]
  /// Behind the header.
  var next: Int

  /// `nil` where the first line names no column of message ids.
  init?(header head: ExportHead) {
    let span = head.bytes.span.bytes
    var start = head.start
    while start < head.bytes.count, CSVPreamble.isBeforeHeader(span, start) {
      guard let end = head.bytes[start...].firstIndex(of: 0x0A) else { return nil }
      start = end + 1
    }
    var fields: [CSVRows.Field] = []
    for delimiter in CSVRows.delimiters {
      let rows = CSVRows(delimiter: delimiter)
      guard
        case .row(_, let next) = rows.row(
          span, from: start, isLast: head.isWhole, fields: &fields)
      else { continue }
      let named = fields.map { field in
        InventoryField(
          name: String(
            decoding: FieldText.trimmed(head.bytes[field.start..<field.end]), as: UTF8.self))
      }
      if !named.contains(where: { $0 == .message }) { continue }
      self.delimiter = delimiter
      self.fields = named
      self.next = next
      count = fields.count
      return
    }
    return nil
  }
}
