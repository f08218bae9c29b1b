import CaseModel

/// Other ways that mail left, from the same records and contexts; never mixed into the tiers.
struct AcquisitionTable {
  private struct Key: Hashable {
    var operation: UInt32
    var mailbox: MailboxIndex?
    var target: UInt32
    var user: UInt32
    var attribution: AttributionClass
    var details: [MessageIndex]
  }

  private struct Row {
    var acquisition: OtherAcquisition
    var records: [RecordIndex] = []
  }

  /// By operation as it is written: its kind, looked up once.
  private var kinds: [UInt32: AcquisitionKind?] = [:]
  private var numbers: [Key: Int] = [:]
  private var rows: [Row] = []
  private var held: Set<AcquisitionKind> = []
  private var settingKinds: SettingKinds

  private enum SettingKind {
    static let forwards: UInt8 = 1
    static let grants: UInt8 = 2
    static let audits: UInt8 = 4
  }

  /// - Parameter messages: how many texts of messages and settings there are.
  init(messages: Int) { settingKinds = SettingKinds(messages: messages) }

  /// Records that are no mail access, in the order of time.
  ///
  /// - Parameter counts: it is the attacker's, as far as the scope decides it.
  mutating func add(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ context: ContextIndex,
    _ attribution: AttributionClass, counts: Bool, _ evidence: ResolvedEvidence
  ) {
    guard var kind = kind(record.row.operation, evidence) else { return }
    var key = Key(
      operation: record.row.operation, mailbox: evidence.contexts.mailbox(context), target: 0,
      user: evidence.contexts.rows[context].user, attribution: attribution, details: [])
    var forwards = false
    var grants = false
    for setting in evidence.settings(record.row) {
      key.target = setting.subject
      let kind = settingKinds.kind(setting.setting) {
        AcquisitionTable.settingKind(evidence.messages.bytes(setting.setting))
      }
      if kind & SettingKind.forwards != 0 { forwards = true }
      if kind & SettingKind.grants != 0 { grants = true }
      if kind & SettingKind.audits == 0 { key.details.append(setting.setting) }
    }
    if kind == .forwarding {
      // Set-Mailbox may change something else altogether.
      if !forwards, !grants { return }
      if !forwards { kind = .permission }
    }
    held.insert(kind)
    guard kind.isSetting || counts else { return }
    let time = record.row.time
    let number = numbers[key] ?? rows.count
    if number == rows.count {
      numbers[key] = number
      rows.append(
        Row(
          acquisition: OtherAcquisition(
            kind: kind, operation: evidence.texts[key.operation],
            mailbox: key.mailbox.map { evidence.mailboxes[$0] },
            target: evidence.texts[key.target], user: evidence.texts[key.user],
            attribution: attribution, details: key.details.map { evidence.messages[$0] },
            first: time)))
    }
    rows[number].acquisition.last = time
    rows[number].records.append(index)
  }

  /// The evidence has a record of an operation, which is not here.
  mutating func hold(_ operation: EvidenceText) {
    if let kind = AcquisitionKind(operation: operation) { held.insert(kind) }
  }

  /// By kind, first record, operation and target.
  func findings(citing citations: inout Citations) -> [OtherAcquisition] {
    // They stand in the order of their first record.
    AcquisitionKind.allCases.flatMap { kind in
      rows.indices.filter { rows[$0].acquisition.kind == kind }
    }.map { number in
      var acquisition = rows[number].acquisition
      acquisition.records = rows[number].records.count
      acquisition.sources = citations.cite(rows[number].records)
      return acquisition
    }
  }

  /// Ways of which the evidence holds no record at all: whether they were used is not known.
  var notHeld: [AcquisitionKind] { AcquisitionKind.allCases.filter { !held.contains($0) } }

  private mutating func kind(
    _ operation: UInt32, _ evidence: ResolvedEvidence
  ) -> AcquisitionKind? {
    if let known = kinds[operation] { return known }
    let kind = AcquisitionKind(operation: evidence.texts[operation])
    kinds[operation] = .some(kind)
    return kind
  }

  private static func settingKind(_ setting: ArraySlice<UInt8>) -> UInt8 {
    (isForwarding(setting) ? SettingKind.forwards : 0)
      | (setting.starts(with: "grantsendonbehalfto=".utf8) ? SettingKind.grants : 0)
      | (isAuditing(setting) ? SettingKind.audits : 0)
  }

  private static func isForwarding(_ setting: ArraySlice<UInt8>) -> Bool {
    ["forwardingsmtpaddress=", "forwardingaddress=", "delivertomailboxandforward="].contains {
      setting.starts(with: $0.utf8)
    }
  }

  private static func isAuditing(_ setting: ArraySlice<UInt8>) -> Bool {
    ["audit", "defaultauditset", "unifiedauditlog", "m365_advanced"].contains {
      setting.starts(with: $0.utf8)
    }
  }
}
