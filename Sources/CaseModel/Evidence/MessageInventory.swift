/// Which messages a mailbox held when somebody listed them: what turns an assumed folder or an
/// undetermined period into a list of messages.
package struct MessageInventory: Sendable {
  package var evidence = 0
  /// Lower-case hexadecimal.
  package var sha256 = ""
  /// `InventoryFormat`'s raw value.
  package var format = ""
  package var collectedAt: UTCTime?
  /// The tool or command that made the list, as somebody told it.
  package var source: String?
  package var reach = InventoryReach()
  package private(set) var texts = ByteInterner()
  package private(set) var rows: [InventoryRow] = []
  /// Rows that say nothing usable, with what is wrong.
  package private(set) var exceptions: [InventoryException] = []

  package init() {}

  /// Of a text; 0 for the empty one.
  package mutating func intern(_ text: [UInt8]) -> UInt32 {
    text.isEmpty ? 0 : texts.intern(text)
  }

  package mutating func intern(_ text: String) -> UInt32 { intern(Array(text.utf8)) }

  package mutating func add(_ row: InventoryRow) { rows.append(row) }

  package mutating func note(_ row: Int64, _ what: String) {
    exceptions.append(InventoryException(row: row, what: what))
  }

  package func text(_ number: UInt32) -> EvidenceText { texts[number] }
}

/// A message in an inventory; texts are numbers, 0 where nothing is said.
package struct InventoryRow: Equatable, Sendable {
  /// From 1: data rows of a CSV, elements of JSON.
  package var row: Int64
  /// An address or GUID of the mailbox that holds it.
  package var mailbox: UInt32 = 0
  package var message: UInt32 = 0
  package var identifiedBy = MessageIdentifier.none
  package var folderPath: UInt32 = 0
  package var folderId: UInt32 = 0
  /// When the service delivered it; `nil` where that is not said.
  package var delivered: UTCTime?
  package var sender: UInt32 = 0
  package var subject: UInt32 = 0

  package init(row: Int64) { self.row = row }
}

/// A row of an inventory that says nothing usable.
package struct InventoryException: Equatable, Sendable {
  package var row: Int64
  package var what: String

  package init(row: Int64, what: String) {
    self.row = row
    self.what = what
  }
}

/// What an inventory covers, as somebody told it; `nil`: not stated.
package struct InventoryReach: Equatable, Sendable {
  /// The folder that all of it is from, where the rows do not say.
  package var folder: String?
  /// Recoverable Items were listed too: what was deleted, but not yet purged.
  package var recoverableItems: Bool?
  /// The archive mailbox was listed too.
  package var archive: Bool?

  package init() {}
}
