import CaseModel

/// What the entries of configurations say of each cause of unaudited time (R13).
extension ConfiguredCoverage {
  private static let people = [LogonType.owner, LogonType.admin, LogonType.delegate]
  private static let audited: Set<String> = ["usermailbox", "sharedmailbox"]
  /// Resource and public-folder mailboxes, and those on premises.
  private static let unaudited: Set<String> = [
    "roommailbox", "equipmentmailbox", "publicfoldermailbox", "discoverymailbox",
    "remoteusermailbox", "remotesharedmailbox", "remoteroommailbox", "remoteequipmentmailbox",
  ]

  mutating func readMailbox(_ configurations: [AuditConfiguration], isDefaultOn: Bool) {
    var isFound = false
    for configuration in configurations {
      for settings in configuration.mailboxes where settings.subject.isMeant(mailbox) {
        isFound = true
        read(settings, place(configuration, settings.subject), isDefaultOn: isDefaultOn)
      }
    }
    if !isFound {
      open.append(Statement("configuration: no imported Get-Mailbox output names this mailbox"))
    }
  }

  private mutating func read(_ settings: MailboxAuditing, _ place: Statement, isDefaultOn: Bool) {
    if let type = settings.type, ConfiguredCoverage.unaudited.contains(type.lowercased()) {
      add(.unsupported, Statement("\(place): access to a \(type) is not audited"))
    } else if !ConfiguredCoverage.audited.contains(settings.type?.lowercased() ?? "") {
      let type =
        settings.type.map { Statement("'\(EvidenceText($0).visible)'") } ?? Statement("not stated")
      open.append(
        Statement(
          "configuration: \(place): RecipientTypeDetails is \(type), so it is not known to be"
            + " audited"))
    }
    switch settings.isEnabled {
    case true?: break
    case false? where isDefaultOn:
      // Microsoft's page "Manage mailbox auditing".
      open.append(
        Statement(
          "configuration: \(place): AuditEnabled is False, which the service ignores where auditing"
            + " is on by default (AuditDisabled False)"))
    case false?: add(.auditDisabled, Statement("\(place): AuditEnabled is False"))
    case nil: open.append(Statement("configuration: \(place) does not say AuditEnabled"))
    }
    readActions(settings, place)
  }

  /// Whether mail access is among the audited actions of everybody who may have it.
  private mutating func readActions(_ settings: MailboxAuditing, _ place: Statement) {
    var named: [Statement] = []
    for logonType in ConfiguredCoverage.people {
      let word = LogonType.word(logonType)
      switch settings.recordsMailAccess[logonType] {
      case true?: named.append(Statement("\(word)"))
      case false?:
        add(
          .auditDisabled,
          Statement(
            "\(place): MailItemsAccessed is not among the audited actions of logon type \(word)"),
          logonTypes: [logonType])
      case nil:
        open.append(
          Statement(
            "configuration: \(place) does not say whether \(word) access is audited, or its list is"
              + " cut"))
      }
    }
    if named.count == ConfiguredCoverage.people.count, settings.isEnabled == true {
      ruledOut.append(
        Statement(
          "configuration: \(place): AuditEnabled True, MailItemsAccessed audited for \(named)"))
    }
  }

  /// - Returns: auditing is on by default.
  mutating func readOrganization(
    _ configurations: [AuditConfiguration], organizations: Int
  ) -> Bool {
    var isDefaultOn = false
    var isIngested = false
    for configuration in configurations {
      for settings in configuration.organizations {
        let names = settings.subject.names.map { EvidenceText($0).folded }
        if organizations > 1, !names.contains(mailbox.organization.folded) { continue }
        let place = place(configuration, settings.subject)
        if let isDisabled = settings.isDisabled {
          if isDisabled {
            add(.auditDisabled, Statement("\(place): AuditDisabled is True for the organisation"))
          }
          isDefaultOn = isDefaultOn || !isDisabled
          if !isDisabled {
            ruledOut.append(Statement("organisation: \(place): AuditDisabled False"))
          }
        }
        if let ingested = settings.isIngested {
          if !ingested {
            add(.auditDisabled, Statement("\(place): UnifiedAuditLogIngestionEnabled is False"))
          }
          isIngested = isIngested || ingested
          if ingested {
            ruledOut.append(
              Statement("organisation: \(place): UnifiedAuditLogIngestionEnabled True"))
          }
        }
      }
    }
    if !isDefaultOn {
      open.append(Statement("organisation: AuditDisabled of this organisation is not known"))
    }
    if !isIngested {
      open.append(
        Statement("organisation: UnifiedAuditLogIngestionEnabled of this organisation is not known")
      )
    }
    return isDefaultOn
  }

  /// Microsoft made MailItemsAccessed part of Audit (Standard) in the course of 2023 and 2024; before
  /// that it needed the plan M365_ADVANCED_AUDITING. This build takes it for granted from here on.
  private var standardSince: UTCTime { UTCTime(seconds: 1_735_689_600) }  // 2025-01-01T00:00:00Z

  mutating func readLicence(_ configurations: [AuditConfiguration]) {
    var isFound = false
    for configuration in configurations {
      // Licence cmdlets write an object for each licence: together they are what the account has.
      let own = configuration.licences.filter { $0.subject.isMeant(mailbox) }
      guard let first = own.first else { continue }
      isFound = true
      let carrying = own.filter { $0.carries != nil }
      let isEarly = span.from < standardSince
      if let licence = carrying.first(where: { !$0.isStandard || !isEarly }) {
        ruledOut.append(
          Statement(
            "licence: \(place(configuration, licence.subject)): \(licence.carries ?? "") carries"
              + " MailItemsAccessed"))
      } else if let licence = carrying.first {
        open.append(
          Statement(
            "licence: \(place(configuration, licence.subject)): \(licence.carries ?? "") carries"
              + " MailItemsAccessed as part of Audit (Standard), which is not assumed before"
              + " \(day: standardSince)"))
      } else if own.allSatisfy(\.isWhole) {
        add(
          .licence,
          Statement(
            "\(place(configuration, first.subject)): no licence that carries MailItemsAccessed is among"
              + " those listed"))
      } else {
        open.append(
          Statement(
            "licence: \(place(configuration, first.subject)) does not name every licence, or names them"
              + " by GUID"))
      }
    }
    if !isFound {
      open.append(Statement("licence: the licences of this mailbox are not in the evidence"))
    }
  }

  /// The cmdlet returns 1,000 where nobody asks for more.
  private static let bypassLimit = 1_000

  mutating func readBypass(_ configurations: [AuditConfiguration]) {
    var count = 0
    var files: [String] = []
    for configuration in configurations where !configuration.bypasses.isEmpty {
      count += configuration.bypasses.count
      files.append(evidenceName(configuration.evidence))
      for bypass in configuration.bypasses {
        let place = place(configuration, bypass.subject)
        switch bypass.isBypassed {
        case true?:
          add(
            .bypass, Statement("\(place): AuditBypassEnabled is True"),
            accounts: [EvidenceText(bypass.subject.name ?? "an account without a name")])
        case false?: break
        case nil: open.append(Statement("bypass: \(place) does not say AuditBypassEnabled"))
        }
      }
      if configuration.bypasses.count == ConfiguredCoverage.bypassLimit {
        open.append(
          Statement(
            "bypass: \(evidenceName(configuration.evidence)) lists exactly"
              + " \(ConfiguredCoverage.bypassLimit) accounts, the limit unless all are asked for"
          ))
      }
    }
    if count == 0 {
      open.append(
        Statement("bypass: the evidence holds no list of accounts that are exempt from auditing"))
    } else if !periods.contains(where: { $0.cause == .bypass }) {
      ruledOut.append(
        Statement(
          "bypass: none of the accounts listed (\(count)) in \(files.joined(separator: ", ")) is exempt"
        )
      )
    }
  }

  /// The age limit is that of the mailbox's own log; the unified log keeps its copies longer.
  mutating func readAgeLimit(_ configurations: [AuditConfiguration], _ ownLogs: [UTCTime?]) {
    guard !ownLogs.isEmpty else { return }
    for configuration in configurations {
      for settings in configuration.mailboxes where settings.subject.isMeant(mailbox) {
        let place = place(configuration, settings.subject)
        guard let limit = settings.ageLimit else {
          open.append(Statement("retention: \(place) does not say AuditLogAgeLimit"))
          continue
        }
        guard let collected = ownLogs.compactMap({ $0 }).min(), ownLogs.allSatisfy({ $0 != nil })
        else {
          open.append(
            Statement(
              "retention: it is not stated when the exports of the mailbox's own log were"
                + " collected"))
          continue
        }
        let oldest = collected + -Int64(limit) * 86_400
        if oldest <= span.from {
          ruledOut.append(
            Statement(
              "retention: \(place): entries are kept for \(limit) days, and the window is more"
                + " recent"))
          continue
        }
        let raw = TimeSpan(from: span.from, to: min(oldest, span.to))
        add(
          .retention,
          Statement(
            "\(place): entries older than \(limit) days were already deleted when the export was"
              + " collected (\(collected))"), raw: raw)
      }
    }
  }
}
