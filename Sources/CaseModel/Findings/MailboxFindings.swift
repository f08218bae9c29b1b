/// What was found for one mailbox of the scope.
package struct MailboxFindings: Sendable {
  package var mailbox: MailboxIdentity
  /// The windows that apply to it.
  package var windows: [TimeSpan]
  package private(set) var recordedMessages: FindingsList<RecordedMessage> = []
  /// How many of them have which basis.
  package private(set) var messagesByBasis: [String: Int] = [:]
  package var assumedFolders: [AssumedFolder] = []
  /// Why the whole mailbox is assumed: `sync`, `throttled`; empty where it is not.
  package var assumedBases: [String] = []
  package var unauditedPeriods: [UnauditedPeriod] = []
  package var unnamedAccess: [UnnamedAccess] = []
  package var attachments: [AccessedAttachment] = []
  package var coverage = Coverage()
  /// A query that is stated asked for the mailbox, or its records lie on both sides of every window: else
  /// an export that holds none of them may not have been asked for any.
  package var isAskedFor = true
  package var timeline: [TimelineHour] = []
  /// `nil` where no inventory lists messages of it: their number is unknown.
  package var inventory: InventoryFindings?
  /// The first and the last mail access in the windows that counts as the attacker's, of any kind.
  package var firstAccess: UTCTime?
  package var lastAccess: UTCTime?
  /// Direct and by assumption.
  package var attackerRecords = 0
  package var linkedRecords = 0
  /// Linked, before the anchor; none of the linked records.
  package var linkedEarlierRecords = 0
  /// Of all of these.
  package var bindRecords = 0
  package var syncRecords = 0
  /// Not recorded, and named by known-good access that shares a session or token with the attacker's.
  package var contestedMessages = 0

  package init(mailbox: MailboxIdentity, windows: [TimeSpan]) {
    self.mailbox = mailbox
    self.windows = windows
  }

  /// - Parameter bases: how many have which basis; not counted here, because a message is made each time
  ///   that it is asked for.
  package mutating func list(
    _ messages: FindingsList<RecordedMessage>, byBasis bases: [String: Int]
  ) {
    recordedMessages = messages
    messagesByBasis = bases
  }

  /// The union over all causes, inside the windows.
  package var unauditedSeconds: Int64 {
    unauditedPeriods.flatMap(\.inWindow).totalSeconds
  }
}

/// A message that a Bind record of an attacker context names (tier `recorded`).
package struct RecordedMessage: Sendable {
  package struct Folder: Hashable, Sendable {
    package var name: EvidenceText
    package var id: EvidenceText

    package init(name: EvidenceText, id: EvidenceText) {
      self.name = name
      self.id = id
    }
  }

  package var message: EvidenceText
  package var identifiedBy: MessageIdentifier
  package var folders: [Folder] = []
  package var first: UTCTime
  package var last: UTCTime
  package var records = 0
  /// `direct`, `linked`, `linkedEarlier`, `assumption`: the first that any record has.
  package var basis: String
  package var contexts: [String] = []
  package var subject: EvidenceText?
  package var sizeInBytes: Int64?
  package var flags: [String] = []
  package var sources: [CitedIndex] = []

  package init(
    message: EvidenceText, identifiedBy: MessageIdentifier, first: UTCTime, basis: String
  ) {
    self.message = message
    self.identifiedBy = identifiedBy
    self.first = first
    last = first
    self.basis = basis
  }
}

/// A folder that was synchronised in an attacker context (tier `assumed`; R9).
package struct AssumedFolder: Sendable {
  package var folder: RecordedMessage.Folder
  package var first: UTCTime
  package var last: UTCTime
  package var records = 0
  package var basis: String
  package var contexts: [String] = []
  package var sources: [CitedIndex] = []
  /// Messages that an inventory places in it; `nil` without an inventory: unknown, never 0.
  package var messages: Int?

  package init(folder: RecordedMessage.Folder, first: UTCTime, basis: String) {
    self.folder = folder
    self.first = first
    last = first
    self.basis = basis
  }
}

/// Why an interval may hide access (R13).
package enum UnauditedCause: String, Sendable, CaseIterable {
  case throttled, throttlingSuspected, exportGap
  /// A record says whether the mailbox was throttled, in a way that could not be understood (R22).
  case throttlingUnread
  /// What an operation changed that can change auditing could not be understood (R22).
  case auditChangeUnread
  /// An account whose access is not audited, in any mailbox.
  case bypass
  /// Auditing of the mailbox, of a logon type in it, or of the organisation was switched off.
  case auditDisabled
  /// The licence no longer carries the plan that audits mail access.
  case licence
  /// Entries of the mailbox's own log are deleted earlier than they were.
  case retention
  /// Access to a mailbox of this kind is never audited.
  case unsupported
  /// The export was made before the service had written everything: up to 24 hours.
  case lag
}

/// An interval in which access would have left no record, with its cause and reach (R10–R13).
package struct UnauditedPeriod: Sendable {
  /// Mail access of the mailbox that was recorded in a throttled period all the same, without the record
  /// that opens it (R10).
  package struct RecordsInside: Equatable, Sendable {
    package var bind = 0
    /// Of these, with IsThrottled False.
    package var bindNotThrottled = 0
    package var sync = 0

    package init() {}
  }

  package enum Bound: String, Sendable { case record, windowStart, windowEnd, rule }

  package var cause: UnauditedCause
  package var raw: TimeSpan
  package var inWindow: [TimeSpan]
  /// Empty: all.
  package var accessTypes: [String] = []
  package var accounts: [EvidenceText] = []
  package var logonTypes: [Int16] = []
  package var opens: Bound
  package var closes: Bound
  package var sources: [CitedIndex] = []
  package var note: Statement
  /// Messages of an inventory that were there; `nil` without an inventory.
  package var messages: Int?
  /// Of a throttled period.
  package var recordsInside: RecordsInside?

  package init(
    cause: UnauditedCause, raw: TimeSpan, inWindow: [TimeSpan], opens: Bound, closes: Bound,
    note: Statement
  ) {
    self.cause = cause
    self.raw = raw
    self.inWindow = inWindow
    self.opens = opens
    self.closes = closes
    self.note = note
  }
}

/// Access that cannot be named: it makes messages undetermined (R17).
package struct UnnamedAccess: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case attachment, lossyExport, moreOperationsThanItems, noIdentifier, rejected, salvaged
  }

  package var kind: Kind
  package var items: Int
  /// `nil`: the folder is unknown, so the whole mailbox is meant.
  package var folder: RecordedMessage.Folder?
  package var sources: [CitedIndex]
  package var rejects: [RejectIndex]

  package init(
    kind: Kind, items: Int, folder: RecordedMessage.Folder?, sources: [CitedIndex],
    rejects: [RejectIndex]
  ) {
    self.kind = kind
    self.items = items
    self.folder = folder
    self.sources = sources
    self.rejects = rejects
  }
}

package struct AccessedAttachment: Sendable {
  package var item: EvidenceText
  package var first: UTCTime
  package var last: UTCTime
  package var sources: [CitedIndex]

  package init(item: EvidenceText, first: UTCTime, last: UTCTime, sources: [CitedIndex]) {
    self.item = item
    self.first = first
    self.last = last
    self.sources = sources
  }
}

/// Whether auditing of the mailbox is shown (R13).
package struct Coverage: Sendable {
  package enum State: String, Sendable { case shown, indicated, notShown }

  package var state = State.notShown
  package var reasons: [Statement] = []

  package init() {}
}
