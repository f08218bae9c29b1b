import CaseModel

/// When mail of a mailbox was forwarded as it arrived: by mailbox forwarding, a rule of the mailbox
/// or of the transport. Such a message left without any record of mail access.
struct ForwardingPeriods: Sendable {
  struct Period: Sendable {
    var span: TimeSpan
    /// What forwarded, by whom, and until when.
    var sentence: String
    var record: UInt32
  }

  private enum Effect { case opens, mayOpen, closes }

  private struct Change {
    var record: UInt32
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
  /// By operation as it is written.
  private var kinds: [UInt32: AcquisitionKind?] = [:]

  /// Records come in the order of time.
  mutating func add(
    _ index: Int, _ record: ResolvedEvidence.Record, context: Int, _ evidence: ResolvedEvidence
  ) {
    if record.isMailAccess { return }
    guard let kind = kind(record.row.operation, evidence) else { return }
    let operation = evidence.texts[record.row.operation]
    let settings = record.row.items.map { evidence.item($0) }.filter(\.isSetting)
    let values = settings.map { evidence.messages[$0.message].string }
    if values.contains("resultstatus=failed") { return }
    let row = evidence.contexts.rows[context]
    let user = evidence.texts[row.user]
    let folder = settings.first.map { evidence.folder($0) }
    let identity = folder.map { evidence.texts[$0.name] } ?? EvidenceText(bytes: [])
    let object = folder.map { evidence.texts[$0.id] } ?? EvidenceText(bytes: [])
    let organization =
      settings.first.map { evidence.texts[evidence.organization($0)] } ?? EvidenceText(bytes: [])
    let by = "\(operation.visible) by \(user.visibleName), \(evidence.row(index).time.iso)"

    func add(_ effect: Effect, _ group: String, _ target: SettingTarget, _ what: String) {
      changes.append(
        Change(
          record: UInt32(index), time: record.row.time, effect: effect, group: group,
          target: target, isEverywhere: kind == .transportRule, sentence: "\(what) (\(by))"))
    }
    switch kind {
    case .forwarding:
      let target = SettingTarget(
        name: identity.isEmpty ? object : identity, alias: object, organization: organization)
      for name in ForwardingPeriods.settings {
        guard let value = ForwardingPeriods.value(of: name, in: values) else { continue }
        add(
          value.isEmpty ? .closes : .opens, name + target.name.folded.string, target,
          value.isEmpty ? "forwarding was switched off" : "forwarding to \(value)")
      }
    case .inboxRule, .transportRule:
      let isInbox = kind == .inboxRule
      let name = object.isEmpty ? identity : object
      // The mailbox stands before the rule; else whoever made it has it.
      let path = name.folded.string.split(separator: "\\").map(String.init)
      let owner = path.count > 1 ? EvidenceText(path[path.count - 2]) : user
      let own = evidence.contexts.mailbox(context).map { evidence.mailboxes[$0].name }
      let target = SettingTarget(
        name: isInbox ? owner : EvidenceText(bytes: []), alias: own ?? user,
        organization: organization)
      let rule = path.last ?? ""
      let actions =
        isInbox ? ForwardingPeriods.ruleActions : ForwardingPeriods.transportActions
      let word = operation.folded.string
      let shown = "rule '\(EvidenceText(rule).visible)'"
      if word.hasPrefix("remove") || word.hasPrefix("disable") {
        add(.closes, "rule \(rule)", target, "\(shown) was removed or switched off")
      } else if word == "updateinboxrules" {
        add(
          .mayOpen, "client", target,
          "a client changed the rules, and may have made one that forwards")
      } else if word.hasPrefix("enable") {
        add(.mayOpen, "rule \(rule)", target, "\(shown) was switched on, and may forward")
      } else {
        for action in actions {
          guard let value = ForwardingPeriods.value(of: action, in: values) else { continue }
          add(
            value.isEmpty ? .closes : .opens, "rule \(rule)", target,
            value.isEmpty ? "\(shown) forwards no more" : "\(shown) forwards to \(value)")
        }
      }
    default: break
    }
  }

  private mutating func kind(
    _ operation: UInt32, _ evidence: ResolvedEvidence
  ) -> AcquisitionKind? {
    if let known = kinds[operation] { return known }
    let name = evidence.texts[operation].folded.string
    let kinds: [AcquisitionKind] = [.inboxRule, .transportRule]
    let kind =
      name == "set-mailbox" ? .forwarding : kinds.first { $0.operations.contains(name) }
    self.kinds[operation] = .some(kind)
    return kind
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
