import CaseModel

/// Which contexts are shown, and in which order.
///
/// The values of one filter are OR-ed, filters are AND-ed; no value says nothing.
struct ContextFilter {
  private var mailboxes: [MailboxSelector] = []
  private var users: [EvidenceText] = []
  private var addresses: [AddressRange] = []
  private var sessions: [EvidenceText] = []
  private var clients: [EvidenceText] = []
  private var applications: [EvidenceText] = []
  private var kinds: [Class] = []
  private var order: Order?
  private var limit: Int64?

  /// What a context is called.
  enum Class: String, CaseIterable {
    case attacker, linked, assumption, knownGood, service, unattributed
  }

  enum Order: String, CaseIterable { case records, messages, first, last, id }

  typealias Row = (finding: ContextFindings, detail: ContextDetail)

  static let options: [Option<Self>] = [
    .values(
      "mailbox", "UPN|GUID", \.mailboxes, "only this mailbox", expected: "a name or a GUID",
      read: MailboxSelector.init),
    folded("user", "UPN", \.users, "only this user"),
    .values(
      "address", "IP|CIDR", \.addresses, "only from these addresses",
      expected: "an address or a range such as 203.0.113.0/24", read: AddressRange.init),
    folded("session", "ID", \.sessions, "only this session"),
    folded("client", "TEXT", \.clients, "only with this in the client string"),
    folded("application", "ID", \.applications, "only this application"),
    .choices("class", \.kinds, "only this class"),
    .choice("sort", \.order, "most records or messages first; or by time, or by id"),
    .count("limit", "N", \.limit, "no more than this many"),
  ]

  private static func folded(
    _ name: String, _ value: String, _ field: Option<Self>.Field<[EvidenceText]>, _ text: String
  ) -> Option<Self> {
    .values(name, value, field, text, expected: "text") { EvidenceText($0).folded }
  }

  /// - Returns: what is shown, and how many contexts match.
  func applied(to rows: [Row]) -> (shown: [Row], matching: Int) {
    var matching = rows.filter(matches)
    switch order ?? .records {
    case .id: break
    case .records: sort(&matching) { $0.finding.records > $1.finding.records }
    case .messages: sort(&matching) { $0.detail.messages > $1.detail.messages }
    case .first: sort(&matching) { $0.finding.first < $1.finding.first }
    case .last: sort(&matching) { $0.finding.last > $1.finding.last }
    }
    return (limit.map { Array(matching.prefix(Int(clamping: $0))) } ?? matching, matching.count)
  }

  /// Those that are equal stay in the order of their ids.
  private func sort(_ rows: inout [Row], by precedes: (Row, Row) -> Bool) {
    let order = rows.indices.sorted {
      precedes(rows[$0], rows[$1]) || (!precedes(rows[$1], rows[$0]) && $0 < $1)
    }
    rows = order.map { rows[$0] }
  }

  private func matches(_ row: Row) -> Bool {
    let context = row.finding.context
    func isAny<Value>(_ wanted: [Value], _ isIt: (Value) -> Bool) -> Bool {
      wanted.isEmpty || wanted.contains(where: isIt)
    }
    return isAny(kinds) { row.finding.attribution.kind.name == $0.rawValue }
      && isAny(mailboxes) { $0.selects(row.finding.mailbox) }
      && isAny(users) { context.user.folded == $0 }
      && isAny(sessions) { context.session.folded == $0 }
      && isAny(clients) { contains(context.client.folded, $0) }
      && isAny(applications) { wanted in
        context.applications.contains { $0.folded == wanted }
      }
      && isAny(addresses) { range in
        context.addresses.contains { $0.address.map(range.contains) ?? false }
      }
  }

  private func contains(_ text: EvidenceText, _ part: EvidenceText) -> Bool {
    part.isEmpty || text.bytes.firstRange(of: part.bytes) != nil
  }
}
