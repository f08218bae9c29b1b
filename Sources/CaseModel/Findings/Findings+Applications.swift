/// An application of attacker contexts, or one that somebody consented to (R27). What it was permitted to
/// read is not what was recorded.
package struct ApplicationFindings: Equatable, Sendable {
  /// A record that consents to it, or grants it a role.
  package struct Consent: Equatable, Sendable {
    package var operation: EvidenceText
    package var by: EvidenceText
    package var first: UTCTime
    package var last: UTCTime
    package var records: Int
    package var attribution: AttributionClass
    package var sources: [CitedIndex]
  }

  /// Its client id, in lower case; empty where the records give a name alone.
  package var id: EvidenceText
  package var name: EvidenceText = ""
  package var permissions: [EvidenceText] = []
  package var consents: [Consent] = []
  /// Names of the contexts that used it: the attacker's, and where somebody consented to it all.
  package var contexts: [String] = []
}

/// A listed context that used applications.
package struct ApplicationUse: Sendable {
  package var context: String
  package var isAttackers: Bool
  package var applications: [EvidenceText]

  package init(context: String, isAttackers: Bool, applications: [EvidenceText]) {
    self.context = context
    self.isAttackers = isAttackers
    self.applications = applications
  }
}

extension Findings {
  /// Sorted by id and name.
  package var applications: [ApplicationFindings] {
    var all: [ApplicationFindings] = []
    var byId: [EvidenceText: Int] = [:]
    func index(_ id: EvidenceText, _ name: EvidenceText) -> Int {
      let key = id.isEmpty ? name : id.folded
      if let known = byId[key] { return known }
      byId[key] = all.count
      all.append(ApplicationFindings(id: id.folded))
      return all.count - 1
    }
    for consent in otherAcquisition where consent.kind == .consent {
      let granted = GrantDetails(consent)
      if granted.id.isEmpty, granted.name.isEmpty { continue }
      let number = index(granted.id, granted.name)
      if all[number].name.isEmpty { all[number].name = granted.name }
      all[number].permissions = Set(all[number].permissions + granted.permissions).sorted()
      all[number].consents.append(
        .init(
          operation: consent.operation, by: consent.user, first: consent.first,
          last: consent.last, records: consent.records, attribution: consent.attribution,
          sources: consent.sources))
    }
    let consented = Set(byId.keys)
    for use in applicationUses {
      for application in use.applications
      where !application.isEmpty && (use.isAttackers || consented.contains(application.folded)) {
        all[index(application, "")].contexts.append(use.context)
      }
    }
    for number in all.indices { all[number].consents.sort { $0.first < $1.first } }
    return all.sorted { ($0.id, $0.name) < ($1.id, $1.name) }
  }
}

/// What the record of a consent says of the application and its permissions, from the members of Azure
/// Active Directory's records: `ModifiedProperties` and `Target`.
private struct GrantDetails {
  private(set) var id: EvidenceText = ""
  private(set) var name: EvidenceText = ""
  private(set) var permissions: [EvidenceText] = []

  init(_ consent: OtherAcquisition) {
    func values(_ name: String) -> [String] {
      consent.details.map(\.string).filter { $0.hasPrefix("\(name)=") }.map {
        String($0.dropFirst(name.utf8.count + 1))
      }
    }
    let ids = ["applicationid", "serviceprincipal.appid", "targetid.serviceprincipalnames"]
    id = EvidenceText(ids.lazy.flatMap(values).first { !$0.isEmpty } ?? "")
    let names = ["application", "serviceprincipal.displayname"]
    name = EvidenceText(names.lazy.flatMap(values).first { !$0.isEmpty } ?? "")
    var scopes = values("approle.value")
    for scope in values("delegatedpermissiongrant.scope") { scopes += GrantDetails.words(scope) }
    for action in values("consentaction.permissions") {
      // `[] => [[Id: …, ConsentType: Principal, Scope: Mail.Read offline_access, CreatedDateTime: …]]`:
      // what was there before stands before the arrow.
      let after = action.split(separator: "=>", maxSplits: 1).last ?? ""
      for part in after.split(separator: "Scope:").dropFirst() {
        scopes += GrantDetails.words(String(part.prefix { $0 != "," && $0 != "]" }))
      }
    }
    permissions = Set(scopes.filter { !$0.isEmpty }.map { EvidenceText($0) }).sorted()
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}
