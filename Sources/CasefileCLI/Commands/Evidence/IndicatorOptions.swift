import CaseModel

/// The fields of a rule, as the options of `scope` name them (R14).
struct IndicatorOptions {
  var addresses: [IndicatorAddress] = []
  var sessions: [String] = []
  var tokens: [String] = []
  var clients: [String] = []
  var applications: [String] = []
  var devices: [String] = []
  var users: [String] = []

  static let attacker = options(
    "attacker",
    texts: [
      "an attacker's address", "an attacker's session", "an attacker's token",
      "part of a client string", "an application id", "an attacker's device",
      "an attacker's account",
    ])
  static let knownGood = options(
    "known-good",
    texts: [
      "a known-good address", "a known-good session", "a known-good token",
      "part of a client string", "a known-good application", "a known-good device",
      "a known-good account",
    ])

  private static func options(_ kind: String, texts: [String]) -> [Option<Self>] {
    let fields: [(name: String, value: String, Option<Self>.Field<[String]>)] = [
      ("session", "ID", \.sessions), ("token", "ID", \.tokens), ("client", "TEXT", \.clients),
      ("application", "ID", \.applications), ("device", "ID", \.devices), ("user", "UPN", \.users),
    ]
    return [
      .values(
        "\(kind)-address", "IP|CIDR", \.addresses, texts[0],
        expected: "an IP address or a CIDR range such as 198.51.100.0/24",
        read: IndicatorAddress.init)
    ]
      + zip(fields, texts.dropFirst()).map { field, text in
        .values(
          "\(kind)-\(field.name)", field.value, field.2, text,
          expected: "text that is not empty"
        ) { $0.isBlank ? nil : $0 }
      }
  }

  var isAny: Bool {
    !addresses.isEmpty || !sessions.isEmpty || !tokens.isEmpty || !clients.isEmpty
      || !applications.isEmpty || !devices.isEmpty || !users.isEmpty
  }

  /// One rule for each kind of option: its values are OR-ed, rules are too.
  ///
  /// - Parameter taken: whose ids are not given again.
  func rules(prefix: String, taken: Scope, by author: ScopeAuthor) -> [Indicator] {
    let ids = Set(taken.everyRule.map(\.id))
    var free = (1...).lazy.map { "\(prefix)\($0)" }.filter { !ids.contains($0) }.makeIterator()
    var rules: [Indicator] = []
    func add(_ fill: (inout Indicator) -> Void) {
      guard let id = free.next() else { return }
      var rule = Indicator(id: id)
      rule.why = author.why
      rule.decidedBy = author.by
      rule.decidedAt = author.now
      fill(&rule)
      rules.append(rule)
    }
    if !addresses.isEmpty { add { $0.addresses = addresses } }
    if !sessions.isEmpty { add { $0.sessions = sessions } }
    if !tokens.isEmpty { add { $0.tokens = tokens } }
    if !clients.isEmpty { add { $0.clients = clients } }
    if !applications.isEmpty { add { $0.applications = applications } }
    if !devices.isEmpty { add { $0.devices = devices } }
    if !users.isEmpty { add { $0.users = users } }
    return rules
  }
}
