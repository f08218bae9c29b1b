import CaseModel
import TextFormats

/// The messages of inventories as CSV: without senders and subjects, unless they are asked for.
enum InventoryTable {
  static func columns(personal: Bool, whole: Bool) -> [String] {
    [
      "mailbox", "mailboxGuid", "message", "identifiedBy", "tier", "delivered", "folders", "placed",
      "forwarded",
    ]
      + (personal ? ["sender", "subject"] : []) + [whole ? "reasons" : "reason"]
      + ["listedAt", "sources"]
  }

  /// - Parameters:
  ///   - personal: with senders and subjects.
  ///   - whole: every reason, not only the one that decides the tier.

  static func write(
    _ messages: some Sequence<InventoryMessage>, _ findings: Findings, personal: Bool,
    whole: Bool, to csv: inout CSVWriter
  ) {
    for message in messages {
      let mailbox = findings.mailboxes[message.mailbox].mailbox
      csv.field(mailbox.name)
      csv.field(mailbox.guid)
      csv.field(message.message)
      csv.field(word: message.identifiedBy.name)
      csv.field(word: message.tier.rawValue)
      if let time = message.delivered { csv.field(time) } else { csv.field(word: "") }
      csv.field(message.folders.map(\.visible).joined(separator: " | "))
      csv.field(word: message.isPlaced ? "yes" : "no")
      csv.field(word: message.isForwarded ? "yes" : "no")
      if personal {
        csv.field(message.sender)
        csv.field(message.subject)
      }
      csv.field(
        whole ? message.reasons.joined(separator: " | ") : message.reasons.first ?? "")
      csv.field(sources: message.listedAt)
      csv.field(sources: message.sources)
      csv.endRow()
    }
  }
}

/// The same table with some of the messages.
package func inventoryTable(
  _ messages: some Sequence<InventoryMessage>, _ findings: Findings, personal: Bool,
  into sink: @escaping ([UInt8]) -> Void
) {
  var csv = CSVWriter(header: InventoryTable.columns(personal: personal, whole: true), sink: sink)
  InventoryTable.write(messages, findings, personal: personal, whole: true, to: &csv)
  csv.finish()
}
