import CaseModel
import TextFormats

/// The name in the register of what `import --kind audit-config` reads.
package let auditConfigurationFormat = "audit-configuration"

/// Reads how auditing was set from what Get-Mailbox, Get-OrganizationConfig,
/// Get-AdminAuditLogConfig, Get-MailboxAuditBypassAssociation and licence cmdlets wrote.
package struct ConfigurationReader {
  private var text = ConfigurationText()
  private var result = AuditConfiguration()
  private var entries = 0
  private var isEmpty = true
  private static let hint =
    "Get-Mailbox -Identity UPN | Select-Object UserPrincipalName, ExchangeGuid,"
    + " RecipientTypeDetails, AuditEnabled, AuditLogAgeLimit, AuditOwner, AuditDelegate, AuditAdmin"
    + " | ConvertTo-Json writes whole lists"

  package init() {}

  /// Reads the whole entries of a block.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, each block from where the last ended.
  ///   - longest: bytes of an entry that are waited for.
  /// - Returns: bytes taken; what is left belongs before the next block.
  package mutating func add(
    _ bytes: [UInt8], isLast: Bool, longest: Int
  ) throws(NotAnExport) -> Int {
    if !bytes.isEmpty { isEmpty = false }
    var text = text
    defer { self.text = text }
    let taken: Int
    do throws(ConfigurationFault) {
      taken = try text.read(bytes, isLast: isLast) { entry in
        entries += 1
        result.add(entry, number: entries)
      }
    } catch {
      throw NotAnExport(
        found: "JSON that cannot be read: found \(error.found), expected \(error.expected)",
        hint: ConfigurationReader.hint)
    }
    if bytes.count - taken > longest {
      throw NotAnExport(
        found: "an entry that is longer than \(longest >> 20) MiB", hint: ConfigurationReader.hint)
    }
    return taken
  }

  /// After the last block.
  package func finish() throws(NotAnExport) -> AuditConfiguration {
    if !result.isEmpty { return result }
    let found =
      isEmpty
      ? "an empty file"
      : "\(result.others.count) object(s) without any property of auditing or licences"
    throw NotAnExport(found: found, hint: ConfigurationReader.hint)
  }
}

/// The text names a property of auditing: a configuration that came without `--kind`.
func looksLikeAuditConfiguration(_ bytes: ArraySlice<UInt8>) -> Bool {
  let text = String(decoding: bytes.prefix(8_192), as: UTF8.self).lowercased()
  return ["auditenabled", "auditbypassenabled", "auditdisabled", "unifiedauditlogingestionenabled"]
    .contains { text.contains($0) }
}

extension AuditConfiguration {
  fileprivate mutating func add(_ entry: ConfigurationEntry, number: Int) {
    let names = [
      "userprincipalname", "primarysmtpaddress", "windowsemailaddress", "identity", "name",
      "displayname", "exchangeguid", "mailboxguid", "guid", "externaldirectoryobjectid",
      "organizationid", "externaldirectoryorganizationid", "id",
    ].compactMap { entry.text($0) }
    let addresses = (entry.list("emailaddresses")?.elements ?? []).map { address in
      address.lowercased().hasPrefix("smtp:") ? String(address.dropFirst(5)) : address
    }
    let subject = ConfigurationSubject(entry: number, names: names + addresses)
    var isOfUse = false
    let mailbox = MailboxAuditing(entry, subject)
    // Beside a mailbox's settings a collector writes it, which looks an exemption up by a name that may
    // not be that of the account: True is one, False rules none out.
    let isExempt = entry.bool("auditbypassenabled")
    if entry["auditbypassenabled"] != nil, mailbox == nil || isExempt == true {
      var bypass = AuditBypass(subject: subject)
      bypass.isBypassed = isExempt
      bypasses.append(bypass)
      isOfUse = true
    }
    if entry["auditdisabled"] != nil || entry["unifiedauditlogingestionenabled"] != nil {
      var organization = OrganizationAuditing(subject: subject)
      organization.isDisabled = entry.bool("auditdisabled")
      organization.isIngested = entry.bool("unifiedauditlogingestionenabled")
      organizations.append(organization)
      isOfUse = true
    }
    if let mailbox {
      mailboxes.append(mailbox)
      isOfUse = true
    }
    if let licence = AuditLicence(entry, subject) {
      licences.append(licence)
      isOfUse = true
    }
    if !isOfUse { others.append(number) }
  }
}

extension MailboxAuditing {
  fileprivate init?(_ entry: ConfigurationEntry, _ subject: ConfigurationSubject) {
    // As Get-Mailbox names them, and Get-MailboxAuditStatus of Microsoft-Extractor-Suite.
    let lists = [
      ("auditowner", LogonType.owner), ("auditadmin", LogonType.admin),
      ("auditdelegate", LogonType.delegate), ("ownerauditactions", LogonType.owner),
      ("adminauditactions", LogonType.admin), ("delegateauditactions", LogonType.delegate),
    ]
    let names = lists.map(\.0) + ["auditenabled", "auditlogagelimit", "recipienttypedetails"]
    if !names.contains(where: { entry[$0] != nil }) { return nil }
    self.init(subject: subject)
    type = entry.text("recipienttypedetails")
    isEnabled = entry.bool("auditenabled")
    ageLimit = entry.text("auditlogagelimit").flatMap { MailboxAuditing.days($0) }
    for (name, logonType) in lists {
      guard let list = entry.list(name) else { continue }
      let isNamed = list.elements.contains { $0.lowercased() == "mailitemsaccessed" }
      if isNamed || !list.isCut { recordsMailAccess[logonType] = isNamed }
    }
  }

  /// `90.00:00:00`, or a number of days.
  private static func days(_ text: String) -> Int? {
    if text.contains(":"), !text.contains(".") { return 0 }
    return Int(text.prefix { $0 != "." })
  }
}

extension AuditLicence {
  private static let properties = [
    "skupartnumber", "accountskuid", "licenses", "licences", "assignedlicenses", "assignedplans",
    "serviceplans", "licensedetails", "servicestatus",
  ]
  /// The plan that carries the audit action; and the licences for which Microsoft's page
  /// "Use MailItemsAccessed to investigate compromised accounts" says that it is on by default:
  /// Office 365 and Microsoft 365 E3 and E5, by their product strings.
  private static let plan = "M365_ADVANCED_AUDITING"
  private static let products = ["SPE_E5", "ENTERPRISEPREMIUM"]
  private static let standardProducts = ["SPE_E3", "ENTERPRISEPACK"]

  fileprivate init?(_ entry: ConfigurationEntry, _ subject: ConfigurationSubject) {
    let lists = AuditLicence.properties.compactMap { entry.list($0) }
    if lists.isEmpty { return nil }
    var words: [String] = []
    for element in lists.flatMap(\.elements) {
      words += element.uppercased().split { " ,;:{}".contains($0) }.map(String.init)
    }
    // A tenant may stand before a product.
    let names = words.map { $0.split(separator: "=").first.map(String.init) ?? $0 }
    let states = words.map { $0.split(separator: "=").dropFirst().first.map(String.init) }
    let plan = zip(names, states).first { $0.0 == AuditLicence.plan }
    let product = names.first { AuditLicence.products.contains($0) }
    let standard = names.first { AuditLicence.standardProducts.contains($0) }
    let isOff = plan.map { !["SUCCESS", "ENABLED", nil].contains($0.1) } ?? false
    let whole = isOff ? nil : plan?.0 ?? product
    let carries = isOff ? nil : whole ?? standard
    // A GUID names a product that is not known by it.
    let isOpaque = words.contains { $0.count == 36 && $0.split(separator: "-").count == 5 }
    self.init(
      subject: subject, carries: carries,
      isWhole: !lists.contains(where: \.isCut) && !isOpaque && !words.isEmpty)
    isStandard = whole == nil && carries != nil
  }
}
