import CaseModel
import TextFormats

/// One message of an inventory, as its row says it.
struct InventoryEntry {
  var message: [UInt8] = []
  var immutableId: [UInt8] = []
  var itemId: [UInt8] = []
  var deliveredText: [UInt8] = []
  var sender: [UInt8] = []
  var subject: [UInt8] = []
  var folderPath: [UInt8] = []
  var folderId: [UInt8] = []
  var mailboxes: [[UInt8]] = []
  /// A trace names who got it; who sent it has it too.
  var isTrace = false

  /// The first column of a kind that says something counts.
  mutating func note(_ field: InventoryField, _ value: [UInt8]) {
    let text = Array(FieldText.trimmed(value[...]))
    if text.isEmpty { return }
    func set(_ old: inout [UInt8]) { if old.isEmpty { old = text } }
    switch field {
    case .message: set(&message)
    case .immutableId: set(&immutableId)
    case .itemId: set(&itemId)
    case .delivered: set(&deliveredText)
    case .sender: set(&sender)
    case .subject: set(&subject)
    case .folderPath: set(&folderPath)
    case .folderId: set(&folderId)
    case .mailbox: mailboxes.append(text)
    case .recipient:
      isTrace = true
      mailboxes.append(text)
    case .recipients:
      isTrace = true
      mailboxes += InventoryEntry.recipients(text)
    }
  }

  /// `a@x.example##Receive, Deliver;b@x.example##…`, as historical searches write it.
  private static func recipients(_ text: [UInt8]) -> [[UInt8]] {
    text.split(separator: UInt8(ascii: ";")).map { part in
      let end =
        part.indices.first { index in
          index + 1 < part.endIndex && part[index] == UInt8(ascii: "#")
            && part[index + 1] == UInt8(ascii: "#")
        } ?? part.endIndex
      return Array(FieldText.trimmed(part[..<end]))
    }
  }

  /// ISO 8601, or what Windows PowerShell makes of a time in JSON: `/Date(1741680000000)/`.
  private var delivered: UTCTime? {
    if let time = TimeReader.read(deliveredText[...]) { return time }
    let text = String(decoding: deliveredText, as: UTF8.self)
    guard text.hasPrefix("/Date("), text.hasSuffix(")/"),
      let milliseconds = Int64(text.dropFirst(6).dropLast(2)), milliseconds >= 0
    else { return nil }
    return UTCTime(seconds: milliseconds / 1_000)
  }

  /// Adds a row for each mailbox, or says why there is none.
  ///
  /// - Parameter origin: what is told of the file as a whole, where the row does not say.
  func add(_ number: Int64, _ origin: InventoryOrigin, to inventory: inout MessageInventory) {
    var row = InventoryRow(row: number)
    let ids: [([UInt8], MessageIdentifier)] = [
      (message, .internetMessageId), (immutableId, .immutableId), (itemId, .id),
    ]
    for (text, kind) in ids where row.message == 0 {
      row.message = inventory.intern(Array(MessageId.cleaned(text[...])))
      if row.message != 0 { row.identifiedBy = kind }
    }
    if row.message == 0 { return inventory.note(number, "it has no message id") }
    var holders = mailboxes.filter { !$0.isEmpty }
    if isTrace, !sender.isEmpty { holders.append(sender) }
    if holders.isEmpty, !origin.folded.isEmpty {
      row.mailbox = inventory.intern(origin.folded)
    }
    if holders.isEmpty, row.mailbox == 0 {
      return inventory.note(number, "it is not stated whose mailbox holds it")
    }
    row.delivered = delivered
    if row.delivered == nil, !deliveredText.isEmpty {
      let text = EvidenceText(bytes: deliveredText).visible
      inventory.note(
        number, "its delivery time '\(text)' is culture-dependent, so it counts as not stated")
    }
    row.folderId = inventory.intern(folderId)
    row.folderPath = inventory.intern(folderPath)
    if row.folderId == 0, row.folderPath == 0, let folder = origin.folder {
      row.folderPath = inventory.intern(folder)
    }
    row.sender = inventory.intern(sender)
    row.subject = inventory.intern(subject)
    if holders.isEmpty { return inventory.add(row) }
    var seen: Set<[UInt8]> = []
    for holder in holders {
      let name = EvidenceText(bytes: holder).folded.bytes
      if !seen.insert(name).inserted { continue }
      row.mailbox = inventory.intern(name)
      inventory.add(row)
    }
  }
}

/// What is told of an inventory as a whole.
package struct InventoryOrigin: Sendable {
  package var mailbox: String? {
    didSet { folded = EvidenceText(mailbox ?? "").folded.bytes }
  }
  package var folder: String?
  /// The mailbox without case.
  private(set) var folded: [UInt8]

  package init(mailbox: String?, folder: String?) {
    self.mailbox = mailbox
    self.folder = folder
    folded = EvidenceText(mailbox ?? "").folded.bytes
  }
}
