import CaseModel
import TextFormats

/// Numbers and names as the English report writes them.
enum ReportWords {
  /// `1 message`, `12,345 messages`, with what a sentence needs to know.
  static func count(_ number: Int, _ one: String, _ many: String) -> MustacheValue {
    .object([
      "any": .bool(number > 0), "number": .string(grouped(number)),
      "text": .string("\(grouped(number)) \(number == 1 ? one : many)"),
      "verb": .string(number == 1 ? "is" : "are"),
    ])
  }

  static func grouped(_ number: some BinaryInteger) -> String {
    let digits = Array(String(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0, digits[index - 1] != "-" { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// `24 h`, `3 h 20 min`, `45 s`.
  static func duration(_ seconds: Int64) -> String {
    let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
    return parts.filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: " ")
  }

  /// `2025-03-01 07:08:09`; the column or caption says UTC.
  static func time(_ time: UTCTime) -> String { "\(time.date) \(time.clock)" }

  static func acquisition(_ kind: AcquisitionKind) -> String {
    switch kind {
    case .forwarding: "forwarding of a mailbox"
    case .inboxRule: "inbox rules"
    case .transportRule: "transport and journal rules"
    case .permission: "permissions on mailboxes and folders"
    case .export: "exports of searches and mailboxes"
    case .restore: "restored mailboxes and messages"
    case .consent: "consent to applications"
    case .sending: "messages sent"
    case .deletion: "messages deleted"
    case .search: "searches"
    case .copying: "messages copied or moved"
    case .signIn: "sign-ins"
    }
  }

  static func cause(_ cause: UnauditedCause) -> String {
    switch cause {
    case .throttled: "throttled"
    case .throttlingSuspected: "throttling suspected"
    case .exportGap: "gap of the exports"
    case .bypass: "audit bypass of an account"
    case .auditDisabled: "auditing switched off"
    case .licence: "licence without auditing"
    case .retention: "log kept for a shorter time"
    case .unsupported: "a kind of mailbox that is not audited"
    case .lag: "too near to the export"
    }
  }

  static func unnamed(_ kind: UnnamedAccess.Kind) -> String {
    switch kind {
    case .attachment: "attachments, named by item only"
    case .lossyExport: "the export lost the list of items"
    case .moreOperationsThanItems: "more operations than items"
    case .noIdentifier: "an item without an identifier"
    case .rejected: "a row that could not be read"
    case .salvaged: "a row that could not be read; ids were salvaged from it"
    }
  }

  static func attribution(_ kind: AttributionClass) -> (name: String, meaning: String) {
    switch kind {
    case .attacker: ("attacker", "an indicator of the scope matches")
    case .linked: ("linked", "shares a session or token with a record that an indicator matches")
    case .assumption: ("by assumption", "counted because the scope counts every access (R15)")
    case .knownGood: ("known good", "a known-good rule of the scope matches")
    case .service: ("service", "transport, system service, or a system user")
    case .unattributed: ("unattributed", "no rule decides; access of the owner and others")
    }
  }

  static func style(_ kind: AttributionClass) -> String {
    switch kind {
    case .attacker: "recorded"
    case .linked, .assumption: "assumed"
    case .knownGood: "good"
    case .service, .unattributed: "quiet"
    }
  }

  static func coverage(_ state: Coverage.State) -> String {
    switch state {
    case .shown: "shown"
    case .indicated: "indicated by records"
    case .notShown: "not shown"
    }
  }

  static func basis(_ basis: String) -> String {
    basis == "linked" ? "linked session" : basis == "assumption" ? "by assumption" : "direct"
  }

  /// Three places and how many more there are.
  static func sources(_ sources: [Int], _ findings: Findings) -> String {
    let shown = sources.prefix(3).map { index in
      let source = findings.records[index].source
      return "\(evidenceName(Int(source.evidence))) row \(source.row)"
    }
    let more = sources.count > 3 ? ["and \(grouped(sources.count - 3)) more"] : []
    return (shown + more).joined(separator: ", ")
  }
}
