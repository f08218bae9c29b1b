/// One audit record as a row of numbers. Texts are numbers of the interner beside it.
package struct RecordRow: Sendable {
  // The order of the fields leaves no gaps: there is one row for every record.
  package var key: RecordKey
  package var access = MailAccessType.notStated
  package var throttled = ThrottledState.notStated
  package var marks = RecordMarks()
  /// `Id` as written where it is no GUID; else 0.
  package var idText: UInt32 = 0
  package var time = UTCTime(seconds: 0)
  /// Index into the contexts of the batch or tally.
  package var context: UInt32 = 0
  package var operation: UInt32 = 0
  /// −1: not stated.
  package var recordType: Int32 = -1
  /// −1: not stated.
  package var operationCount: Int32 = -1
  private var first32: UInt32 = 0
  package var itemCount: Int32 = 0
  /// Of the sizes, subjects and own ids of its items: only compared for difference (R2).
  package var itemsHash: UInt32 = 0
  package var source: SourcePosition

  package init(key: RecordKey, source: SourcePosition) {
    self.key = key
    self.source = source
  }

  /// Index of the first item; items of a record stand together.
  package var firstItem: Int {
    get { Int(first32) }
    set { first32 = UInt32(newValue) }
  }

  package var items: Range<Int> { firstItem..<(firstItem + Int(itemCount)) }
}

/// Facts about a record that are true or not.
package struct RecordMarks: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  // Asked for every record, often: not through the protocol.
  package func contains(_ marks: RecordMarks) -> Bool {
    rawValue & marks.rawValue == marks.rawValue
  }

  /// It has one of them at least.
  package func intersects(_ marks: RecordMarks) -> Bool { rawValue & marks.rawValue != 0 }

  package mutating func add(_ marks: RecordMarks) {
    self = RecordMarks(rawValue: rawValue | marks.rawValue)
  }

  /// `Operation` is `MailItemsAccessed` (R1).
  package static let mailAccess = RecordMarks(rawValue: 1)
  /// `Operation` is `AttachmentAccess`.
  package static let attachmentAccess = RecordMarks(rawValue: 2)
  /// A field that names items holds `System.Object[]` or cut objects: ids are lost (R17).
  package static let lossy = RecordMarks(rawValue: 4)
  /// A key stands twice with different values; the last that says something is used.
  package static let keyRepeated = RecordMarks(rawValue: 8)
  /// Text that is not well-formed UTF-8, or a lone surrogate.
  package static let invalidText = RecordMarks(rawValue: 16)
  /// The time was taken from a wrapper column (R4).
  package static let wrapperTime = RecordMarks(rawValue: 32)
  /// The time is `/Date(…)/`, which Windows PowerShell shifts by the zone of its computer (R4).
  package static let shiftedTime = RecordMarks(rawValue: 2_048)

  // What is there and could not be understood is not absent (R22).

  /// Whether the mailbox was throttled.
  package static let throttledUnread = RecordMarks(rawValue: 64)
  /// `MailAccessType`.
  package static let accessTypeUnread = RecordMarks(rawValue: 128)
  /// The session or the token.
  package static let linkUnread = RecordMarks(rawValue: 256)
  /// An address or the user.
  package static let contextUnread = RecordMarks(rawValue: 512)
  /// What an operation changed that can change auditing or where mail goes.
  package static let settingsUnread = RecordMarks(rawValue: 1_024)
  /// `ClientInfoString` or `ActorInfoString`.
  package static let clientUnread = RecordMarks(rawValue: 4_096)
  /// The id of the device.
  package static let deviceUnread = RecordMarks(rawValue: 8_192)
  /// An application's id.
  package static let applicationUnread = RecordMarks(rawValue: 16_384)
  /// `LogonType` or `UserType`.
  package static let userKindUnread = RecordMarks(rawValue: 32_768)

  /// A field that says whose access it was.
  package static let whoUnread = RecordMarks(
    rawValue: 512 + 4_096 + 8_192 + 16_384 + 32_768)
  /// Whose access it was, or with what it is linked.
  package static let attributionUnread = RecordMarks(rawValue: whoUnread.rawValue + 256)
  /// Any of them.
  package static let unread = RecordMarks(
    rawValue: attributionUnread.rawValue + 64 + 128 + 1_024)
  /// Any of them, or items that were lost.
  package static let unreadOrLossy = RecordMarks(rawValue: unread.rawValue + 4)
}

/// A message or folder that a record names, or a setting of auditing that it changes.
package struct ItemRow: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    /// A `SettingRow`.
    case setting = 0
    case message = 1
    /// A folder by itself: what a Sync record names (R6).
    case folder = 2
    /// An item without any identifier (R17).
    case unidentified = 3
  }

  package var kind = Kind.message
  package var identifiedBy = MessageIdentifier.none
  /// The message id, in the batch's list of messages; 0 for a folder.
  package var message: UInt32 = 0
  package var folderId: UInt32 = 0
  /// `Path`, or `Name` where Path is missing or a placeholder (R6).
  package var folderName: UInt32 = 0
  package var subject: UInt32 = 0
  /// A hash of the item's own `Id`, 0 where there is none: only compared for difference (R5).
  package var itemIdHash: UInt32 = 0
  /// −1: not stated.
  package var sizeInBytes: Int64 = -1

  package init() {}
}
