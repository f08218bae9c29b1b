import CaseModel

/// What an act was about (R25): the file, the words of a search, what an assistant read, the permissions that
/// were granted and to which application. Kept as settings, `name=value`; they decide no tier.
///
/// The members are those of Microsoft's "Office 365 Management Activity API schema": SharePoint, Exchange
/// search, Copilot and Azure Active Directory.
struct ActDetails {
  enum Kind: UInt8 { case nothing, object, query, assistant, grant }

  private static let objects = [
    "file", "folder", "page", "sharing", "anonymouslink", "companylink", "securelink", "sharedlink",
    "addedtosecurelink", "sitecollectionadmin", "accessinvitation", "accessrequest",
  ]
  private static let grants: Set<String> = Set(
    AcquisitionKind.consent.operations + [
      "add member to role.", "add service principal.", "add service principal credentials.",
      "update application – certificates and secrets management ", "add owner to application.",
    ])
  /// Of `ModifiedProperties`.
  private static let properties: Set<String> = [
    "consentcontext.isadminconsent", "consentaction.permissions",
    "delegatedpermissiongrant.scope", "delegatedpermissiongrant.consenttype", "approle.value",
    "serviceprincipal.displayname", "serviceprincipal.appid",
    "targetid.serviceprincipalnames", "role.displayname",
  ]
  /// An element of `Target` that is a name, and one that is the id of an application.
  private static let (nameType, applicationType) = ("1", "4")

  let text: FieldText

  static func kind(_ operation: EvidenceText) -> Kind {
    let name = operation.folded.string
    if name.hasPrefix("searchquery") { return .query }
    if name == "copilotinteraction" { return .assistant }
    if grants.contains(name) { return .grant }
    return objects.contains(where: name.hasPrefix) ? .object : .nothing
  }

  func read(
    _ fields: RecordFields, _ bytes: RawSpan, _ kind: Kind, _ memo: inout TextMemo,
    into batch: inout RecordBatch
  ) {
    // By far the most: a file, of which the path is all.
    let isObject = kind == .object
    let object = isObject ? FieldText.trimmed(text.bytes(fields[.objectId], bytes)[...]) : []
    let details = isObject ? [] : details(fields, bytes, kind)
    if details.isEmpty, object.isEmpty { return }
    let row = SettingRow(
      setting: MessageIndex(0),
      object: text.intern(fields[.objectId], bytes, into: &batch.texts), identity: 0,
      organization: memo.lowercase(
        text.intern(fields[.organizationId], bytes, into: &batch.texts), &batch.texts))
    if isObject { batch.append(row, Array("object=".utf8) + object) }
    for detail in details { batch.append(row, "\(detail.name)=\(detail.value)") }
  }

  /// The application that a record grants something, as one more of its context: an indicator by
  /// application matches the consent to it (R27).
  func noteGranted(
    _ fields: RecordFields, _ bytes: RawSpan, in context: inout ContextRow,
    _ texts: inout ByteInterner
  ) {
    let names = ["applicationid", "serviceprincipal.appid", "targetid.serviceprincipalnames"]
    let details = details(fields, bytes, .grant)
    let id = names.lazy.compactMap { name in details.first { $0.name == name }?.value }.first
    guard let id, !FieldText.isPlaceholder(Array(id.utf8)[...]) else { return }
    var applications = Array(texts.bytes(context.applications))
    TaggedList.append(
      Array(id.utf8)[...], tag: ApplicationField.granted.rawValue, to: &applications)
    context.applications = texts.intern(applications)
  }

  private func details(
    _ fields: RecordFields, _ bytes: RawSpan, _ kind: Kind
  ) -> [(name: String, value: String)] {
    var details: [(name: String, value: String)] = []
    func add(_ name: String, _ value: [UInt8]) {
      let plain = FieldText.trimmed(value[...])
      if !plain.isEmpty { details.append((name, String(decoding: plain, as: UTF8.self))) }
    }
    switch kind {
    case .nothing, .object: break
    case .query:
      for key in [AuditKey.queryText, .searchQueryText] {
        add("query", text.bytes(fields[key], bytes))
      }
    case .assistant:
      let event = RecordNode(fields[.copilotEventData], bytes, quote: text.quote)
      for context in ActDetails.members("contexts", of: event) {
        add("context", ActDetails.text("id", of: context) ?? [])
      }
      for resource in ActDetails.members("accessedresources", of: event) {
        let name = ["name", "id", "siteurl"].lazy.compactMap {
          ActDetails.text($0, of: resource)
        }.first
        add("resource", name ?? [])
      }
    case .grant: readGrant(fields, bytes, add)
    }
    return details
  }

  private func readGrant(
    _ fields: RecordFields, _ bytes: RawSpan, _ add: (String, [UInt8]) -> Void
  ) {
    for pair in NamesAndValues(fields[.modifiedProperties], bytes, quote: text.quote).pairs
    where ActDetails.properties.contains(pair.name.lowercased()) {
      if let value = ActDetails.plain(pair.value) { add(pair.name.lowercased(), value) }
    }
    let target = RecordNode(fields[.target], bytes, quote: text.quote)
    for element in ActDetails.elements(target) {
      let type = ActDetails.text("type", of: element).map { String(decoding: $0, as: UTF8.self) }
      guard let id = ActDetails.text("id", of: element) else { continue }
      if type == ActDetails.nameType { add("application", id) }
      if type == ActDetails.applicationType { add("applicationid", id) }
    }
  }

  /// A value that is quoted once more, or a list of one: `"Mail.Read"`, `["Mail.Read"]`.
  private static func plain(_ node: RecordNode) -> [UInt8]? {
    switch node.understood() {
    case .value(.text(let text)), .value(.word(let text)): text
    case .value(.list(let list)):
      Array(
        list.compactMap { plain($0) }.filter { !$0.isEmpty }.joined(separator: Array(" ".utf8)))
    default:
      if case .text(let text) = node { text } else { nil }
    }
  }

  private static func elements(_ node: RecordNode) -> [RecordNode] {
    switch node.understood() {
    case .value(.list(let list)): list
    case .value(.object): [node]
    default: []
    }
  }

  private static func members(_ key: String, of node: RecordNode) -> [RecordNode] {
    guard case .value(.object(let members)) = node.understood() else { return [] }
    return members.filter { $0.key == key }.flatMap { elements($0.value) }
  }

  private static func text(_ key: String, of node: RecordNode) -> [UInt8]? {
    guard case .value(.object(let members)) = node.understood(),
      let value = members.last(where: { $0.key == key })?.value
    else { return nil }
    switch value.scalar {
    case .value(.text(let text)), .value(.word(let text)): return text.isEmpty ? nil : text
    default: return nil
    }
  }
}
