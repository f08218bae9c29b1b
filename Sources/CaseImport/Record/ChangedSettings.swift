import CaseModel

/// Settings that a record changes: those of auditing, which decide what was recorded at all (R13),
/// and those that say where mail goes and who gets it.
struct ChangedSettings {
  private static let operations: Set<String> = Set(
    [
      "set-mailboxauditbypassassociation", "set-mailbox", "set-organizationconfig",
      "set-adminauditlogconfig",
    ] + AcquisitionKind.allCases.filter(\.isSetting).flatMap(\.operations))
  private static let licenceOperations: Set<String> = [
    "update user.", "update user", "change user license.", "change user license",
  ]
  private static let names: Set<String> = [
    "auditbypassenabled", "auditenabled", "auditowner", "auditdelegate", "auditadmin",
    "defaultauditset", "auditlogagelimit", "auditdisabled",
    "unifiedauditlogingestionenabled",
    // Where mail goes.
    "forwardingsmtpaddress", "forwardingaddress", "delivertomailboxandforward", "forwardto",
    "redirectto", "forwardasattachmentto", "redirectmessageto", "blindcopyto", "copyto",
    "journalemailaddress", "deletemessage", "movetofolder", "exportformat", "filepath",
    "targetmailbox",
    // Who gets it, and of what.
    "grantsendonbehalfto", "user", "trustee", "accessrights", "name", "from", "sentto",
    "subjectcontainswords", "subjectorbodycontainswords", "bodycontainswords", "contentmatchquery",
    "searchname", "action",
  ]

  /// The setting that stands for those that could not be understood (R22).
  static let unread = "unread"

  /// What an operation may change.
  enum Kind: UInt8 { case nothing, setting, licence }

  let text: FieldText

  static func kind(_ operation: EvidenceText) -> Kind {
    let name = operation.folded.string
    return licenceOperations.contains(name)
      ? .licence : operations.contains(name) ? .setting : .nothing
  }

  /// Appends what the record of another operation changes, as items.
  func read(
    _ walk: inout RecordWalk, _ bytes: RawSpan, _ kind: Kind, _ memo: inout TextMemo,
    into batch: inout RecordBatch
  ) {
    if kind == .nothing { return }
    let isLicence = kind == .licence
    let hasFailed = hasFailed(walk.fields[.resultStatus], bytes)
    // A command that failed changed nothing; that it was tried is said.
    if hasFailed, isLicence { return }
    var row = SettingRow(
      setting: MessageIndex(0),
      object: text.intern(walk.fields[.objectId], bytes, into: &batch.texts), identity: 0,
      organization: memo.lowercase(
        text.intern(walk.fields[.organizationId], bytes, into: &batch.texts), &batch.texts))
    if isLicence {
      var unread: RecordMarks = []
      readLicence(walk.fields, bytes, row, &unread, into: &batch)
      walk.fields.unread.formUnion(unread)
      if unread.contains(.settingsUnread) { batch.append(row, "\(ChangedSettings.unread)=") }
      return
    }
    var settings = hasFailed ? ["resultstatus=failed"] : []
    for (name, value) in hasFailed ? [] : parameters(&walk, bytes) {
      let key = name.lowercased()
      if key == "identity" { row.identity = batch.texts.intern(EvidenceText(value)) }
      if ChangedSettings.names.contains(key) { settings.append("\(key)=\(value)") }
    }
    if walk.fields.unread.contains(.settingsUnread) {
      settings.append("\(ChangedSettings.unread)=")
    }
    // A rule that is removed has no other setting than which one it is.
    if settings.isEmpty, row.subject != 0 {
      settings.append("identity=\(batch.texts[row.subject].string)")
    }
    for setting in settings { batch.append(row, setting) }
  }

  private func hasFailed(_ status: Slice, _ bytes: RawSpan) -> Bool {
    if status.isAbsent { return false }
    return ["false", "failed", "failure"].contains(string(status, bytes).lowercased())
  }

  /// `Parameters` in whatever notation; what cannot be understood is marked (R22).
  private func parameters(
    _ walk: inout RecordWalk, _ bytes: RawSpan
  ) -> [(name: String, value: String)] {
    if let plain = plainParameters(&walk, bytes) { return plain }
    let read = NamesAndValues(walk.fields[.parameters], bytes, quote: text.quote)
    if read.isUnread { walk.fields.unread.insert(.settingsUnread) }
    return read.pairs.map { pair in
      // `@{Remove=MailItemsAccessed}` is a value of its own, and no notation of another.
      if case .text(let text) = pair.value, !RecordNode.isLost(FieldText.trimmed(text[...])) {
        return (pair.name, String(decoding: FieldText.trimmed(text[...]), as: UTF8.self))
      }
      switch pair.value.understood() {
      case .absent: return (pair.name, "")
      case .value(.text(let value)), .value(.word(let value)):
        return (pair.name, String(decoding: value, as: UTF8.self))
      case .value(.list(let values)):
        // As the service writes several: `a;b`.
        let texts = values.compactMap { value -> String? in
          guard case .value(.text(let text)) = value.scalar else { return nil }
          return String(decoding: text, as: UTF8.self)
        }
        if texts.count == values.count { return (pair.name, texts.joined(separator: ";")) }
      default: break
      }
      if ChangedSettings.names.contains(pair.name.lowercased()) {
        walk.fields.unread.insert(.settingsUnread)
      }
      return (pair.name, "")
    }
  }

  /// A list of {Name, Value} with plain texts, as the service writes it; `nil` for everything else.
  private func plainParameters(
    _ walk: inout RecordWalk, _ bytes: RawSpan
  ) -> [(name: String, value: String)]? {
    let slice = walk.fields[.parameters]
    guard slice.kind == .array else { return nil }
    let hadOtherNotation = walk.fields.hasOtherNotation
    defer { walk.fields.hasOtherNotation = hadOtherNotation }
    walk.fields.hasOtherNotation = false
    var found: [(name: String, value: String)] = []
    var isPlain = true
    var position = slice.start
    do throws(JSONFault) {
      try walk.pairs(bytes, &position, slice.end, quote: text.quote, depth: 0, .text) {
        _, name, value, bytes in
        guard isPlain, name.isPlainString, value.isString else { return isPlain = false }
        let plain = FieldText.trimmed(text.bytes(value, bytes)[...])
        if RecordNode.isLost(plain) { return isPlain = false }
        found.append(
          (
            String(decoding: FieldText.trimmed(text.bytes(name, bytes)[...]), as: UTF8.self),
            String(decoding: plain, as: UTF8.self)
          ))
      }
    } catch {
      return nil
    }
    return isPlain && !walk.fields.hasOtherNotation ? found : nil
  }

  private func string(_ slice: Slice, _ bytes: RawSpan) -> String {
    String(decoding: text.bytes(slice, bytes), as: UTF8.self)
  }

  // MARK: - Licences

  /// The plan that carries the audit action, in the lists of disabled plans before and after.
  private func readLicence(
    _ fields: RecordFields, _ bytes: RawSpan, _ row: SettingRow, _ unread: inout RecordMarks,
    into batch: inout RecordBatch
  ) {
    for key in [AuditKey.modifiedProperties, .extendedProperties] {
      let slice = fields[key]
      if case .unread = RecordNode(slice, bytes, quote: text.quote).understood() {
        unread.insert(.settingsUnread)
      }
      if slice.kind != .array, slice.kind != .string { continue }
      // JSON in JSON in JSON: without its backslashes it is one text.
      let plain = string(slice, bytes).filter { $0 != "\\" }
      guard let name = plain.firstRange(of: "\"AssignedLicense\"") else { continue }
      let rest = plain[name.upperBound...]
      let part = rest[..<(rest.firstRange(of: "\"Name\"")?.lowerBound ?? rest.endIndex)]
      guard let old = part.firstRange(of: "\"OldValue\""),
        let new = part.firstRange(of: "\"NewValue\"")
      else { continue }
      let before =
        old.lowerBound < new.lowerBound
        ? part[old.upperBound..<new.lowerBound] : part[old.upperBound...]
      let after =
        old.lowerBound < new.lowerBound
        ? part[new.upperBound...] : part[new.upperBound..<old.lowerBound]
      let (was, isNow) = (disablesAuditing(before), disablesAuditing(after))
      if was == isNow { continue }
      batch.append(row, "m365_advanced_auditing=\(isNow ? "disabled" : "enabled")")
      return
    }
  }

  private func disablesAuditing(_ licences: Substring) -> Bool {
    licences.split(separator: "DisabledPlans=[").dropFirst().contains { list in
      list.prefix { $0 != "]" }.contains("M365_ADVANCED_AUDITING")
    }
  }
}

extension RecordBatch {
  /// - Parameter text: `name=value`.
  mutating func append(_ row: SettingRow, _ text: String) { append(row, Array(text.utf8)) }

  /// - Parameter text: `name=value`.
  mutating func append(_ row: SettingRow, _ text: [UInt8]) {
    var row = row
    row.setting = MessageIndex(messages.append(text.span.bytes))
    items.append(ItemRow(row))
  }
}
