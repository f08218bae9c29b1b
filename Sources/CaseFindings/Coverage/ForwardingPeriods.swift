import CaseModel

/// When mail of a mailbox was forwarded as it arrived: by mailbox forwarding, a rule of the mailbox
/// or of the transport. Such a message left without any record of mail access.
struct ForwardingPeriods: Sendable {
  struct Period: Sendable {
    var span: TimeSpan
    /// What forwarded, by whom, and until when.
    var sentence: String
    var record: RecordIndex
  }

  private enum Effect { case opens, mayOpen, closes }

  private struct Change {
    var record: RecordIndex
    var time: UTCTime
    var effect: Effect
    /// Changes of one of these close each other's periods.
    var group: String
    var target: SettingTarget
    var isEverywhere: Bool
    var sentence: String
  }

  private static let settings = ["forwardingsmtpaddress", "forwardingaddress"]
  private static let ruleActions = ["forwardto", "redirectto", "forwardasattachmentto"]
  private static let transportActions = [
    "blindcopyto", "copyto", "redirectmessageto", "journalemailaddress",
  ]

  /// In the order of time.
  private var changes: [Change] = []
  /// What is known of an operation.
  private struct Known: Sendable {
    var kind: AcquisitionKind?
    /// One of these settings has to be there, as `name=`; none: all records count.
    var actions: [[UInt8]] = []
  }

  /// By operation as it is written.
  private var kinds: [UInt32: Known] = [:]

  /// A record that changes what is forwarded.
  private struct Setting {
    var record: RecordIndex
    var time: UTCTime
    var kind: AcquisitionKind
    /// The operation in lower case.
    var operation: String
    /// Its values, as `name=value` in lower case.
    var values: [String]
    var identity: EvidenceText
    var object: EvidenceText
    var organization: EvidenceText
    var user: EvidenceText
    /// The mailbox of the record.
    var mailbox: EvidenceText?
    /// Which operation, by whom and when.
    var by: String
  }

  /// Records come in the order of time.
  ///
  /// - Parameter settings: that the record changes.
  mutating func add(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ settings: [SettingRow],
    _ context: ContextIndex, _ evidence: ResolvedEvidence
  ) {
    if record.isMailAccess { return }
    let known = known(record.row.operation, evidence)
    guard let kind = known.kind else { return }
    // Most rules move mail, and that is all.
    if !known.actions.isEmpty {
      let acts = settings.contains { setting in
        let text = evidence.messages.bytes(setting.setting)
        return known.actions.contains { text.starts(with: $0) }
      }
      if !acts { return }
    }
    let operation = evidence.texts[record.row.operation]
    let values = settings.map { evidence.messages[$0.setting].string }
    if values.contains("resultstatus=failed") { return }
    let user = evidence.texts[evidence.contexts.rows[context].user]
    let first = settings.first
    let none = EvidenceText(bytes: [])
    let setting = Setting(
      record: index, time: record.row.time, kind: kind,
      operation: operation.folded.string, values: values,
      identity: first.map { evidence.texts[$0.identity] } ?? none,
      object: first.map { evidence.texts[$0.object] } ?? none,
      organization: first.map { evidence.texts[$0.organization] } ?? none,
      user: user, mailbox: evidence.contexts.mailbox(context).map { evidence.mailboxes[$0].name },
      by: "\(operation.visible) by \(user.visibleName), \(evidence.row(index).time.iso)")
    switch kind {
    case .forwarding: addForwarding(setting)
    case .inboxRule, .transportRule: addRule(setting)
    default: break
    }
  }

  private mutating func addForwarding(_ setting: Setting) {
    let target = SettingTarget(
      name: setting.identity.isEmpty ? setting.object : setting.identity, alias: setting.object,
      organization: setting.organization)
    for name in ForwardingPeriods.settings {
      guard let value = ForwardingPeriods.value(of: name, in: setting.values) else { continue }
      add(
        setting, value.isEmpty ? .closes : .opens, name + target.name.folded.string, target,
        value.isEmpty ? "forwarding was switched off" : "forwarding to \(value)")
    }
  }

  private mutating func addRule(_ setting: Setting) {
    let isInbox = setting.kind == .inboxRule
    let name = setting.object.isEmpty ? setting.identity : setting.object
    // The mailbox stands before the rule; else whoever made it has it.
    let path = name.folded.string.split(separator: "\\").map(String.init)
    let owner = path.count > 1 ? EvidenceText(path[path.count - 2]) : setting.user
    let target = SettingTarget(
      name: isInbox ? owner : EvidenceText(bytes: []), alias: setting.mailbox ?? setting.user,
      organization: setting.organization)
    let rule = path.last ?? ""
    let shown = "rule '\(EvidenceText(rule).visible)'"
    if setting.operation.hasPrefix("remove") || setting.operation.hasPrefix("disable") {
      add(setting, .closes, "rule \(rule)", target, "\(shown) was removed or switched off")
    } else if setting.operation == "updateinboxrules" {
      add(
        setting, .mayOpen, "client", target,
        "a client changed the rules, and may have made one that forwards")
    } else if setting.operation.hasPrefix("enable") {
      add(
        setting, .mayOpen, "rule \(rule)", target, "\(shown) was switched on, and may forward")
    } else {
      let actions =
        isInbox ? ForwardingPeriods.ruleActions : ForwardingPeriods.transportActions
      for action in actions {
        guard let value = ForwardingPeriods.value(of: action, in: setting.values) else { continue }
        add(
          setting, value.isEmpty ? .closes : .opens, "rule \(rule)", target,
          value.isEmpty ? "\(shown) no longer forwards" : "\(shown) forwards to \(value)")
      }
    }
  }

  private mutating func add(
    _ setting: Setting, _ effect: Effect, _ group: String, _ target: SettingTarget, _ what: String
  ) {
    changes.append(
      Change(
        record: setting.record, time: setting.time, effect: effect, group: group, target: target,
        isEverywhere: setting.kind == .transportRule, sentence: "\(what) (\(setting.by))"))
  }

  private mutating func known(_ operation: UInt32, _ evidence: ResolvedEvidence) -> Known {
    if let known = kinds[operation] { return known }
    let name = evidence.texts[operation].folded.string
    let rules: [AcquisitionKind] = [.inboxRule, .transportRule]
    var known = Known()
    known.kind = name == "set-mailbox" ? .forwarding : rules.first { $0.operations.contains(name) }
    let isWhole =
      name == "updateinboxrules" || ["remove", "disable", "enable"].contains { name.hasPrefix($0) }
    if let kind = known.kind, !isWhole {
      let actions =
        switch kind {
        case .forwarding: ForwardingPeriods.settings
        case .inboxRule: ForwardingPeriods.ruleActions
        default: ForwardingPeriods.transportActions
        }
      known.actions = actions.map { Array("\($0)=".utf8) }
    }
    kinds[operation] = known
    return known
  }

  /// For people; empty where the setting is taken away, `nil` where it is not named.
  private static func value(of name: String, in settings: [String]) -> String? {
    guard let setting = settings.first(where: { $0.hasPrefix(name + "=") }) else { return nil }
    let value = setting.dropFirst(name.count + 1)
    return value == "$null" || value == "null" ? "" : EvidenceText(String(value)).visible
  }

  /// The periods of a mailbox; one that no record closes goes on for ever.
  func periods(_ mailbox: MailboxIdentity, of all: [MailboxIdentity]) -> [Period] {
    var open: [String: Change] = [:]
    var periods: [Period] = []
    func close(_ change: Change, at end: Change?) {
      let until = end.map { "until: \($0.sentence)" } ?? "no record ends it"
      periods.append(
        Period(
          span: TimeSpan(from: change.time, to: end?.time ?? TimeSpan.always.to),
          sentence: "\(change.sentence); \(until)", record: change.record))
    }
    for change in changes
    where change.target.reach(mailbox, of: all, isEverywhere: change.isEverywhere) != .elsewhere {
      if change.effect == .closes {
        if let earlier = open.removeValue(forKey: change.group) { close(earlier, at: change) }
      } else if open[change.group] == nil {
        open[change.group] = change
      }
    }
    for change in open.values { close(change, at: nil) }
    return periods.sorted { ($0.span.from, $0.record) < ($1.span.from, $1.record) }
  }
}
