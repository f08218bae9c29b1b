import CaseModel

/// Which contexts are shown, and in which order.
struct ContextFilter {
  private let mailbox: MailboxSelector?
  private let user: EvidenceText?
  private let session: EvidenceText?
  private let client: EvidenceText?
  private let application: EvidenceText?
  private let address: AddressRange?
  private let kind: AttributionClass?
  private let order: Order
  private let limit: Int?

  enum Order: String, CaseIterable { case records, messages, first, last, id }

  typealias Row = (finding: ContextFindings, detail: ContextDetail)

  init(_ arguments: ParsedArguments) throws {
    mailbox = arguments["mailbox"].map { $0.contains("@") ? .upn($0) : .guid($0.lowercased()) }
    user = arguments["user"].map { EvidenceText($0).folded }
    session = arguments["session"].map { EvidenceText($0).folded }
    client = arguments["client"].map { EvidenceText($0).folded }
    application = arguments["application"].map { EvidenceText($0).folded }
    address = try arguments["address"].map { text in
      guard let range = AddressRange(text) else {
        throw UsageProblem.badValue(
          option: "--address", found: text, expected: "an address or a range such as 203.0.113.0/24"
        )
      }
      return range
    }
    kind = try arguments.choice("class", AttributionClass.allCases)
    order = try arguments.choice("sort", Order.allCases) ?? .records
    limit = try arguments.count("limit").map { Int(clamping: $0) }
  }

  /// - Returns: what is shown, and how many contexts match.
  func applied(to rows: [Row]) -> (shown: [Row], matching: Int) {
    var matching = rows.filter(matches)
    switch order {
    case .id: break
    case .records: sort(&matching) { $0.finding.records > $1.finding.records }
    case .messages: sort(&matching) { $0.detail.messages > $1.detail.messages }
    case .first: sort(&matching) { $0.finding.first < $1.finding.first }
    case .last: sort(&matching) { $0.finding.last > $1.finding.last }
    }
    return (limit.map { Array(matching.prefix($0)) } ?? matching, matching.count)
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
    if let kind, row.finding.attribution.kind != kind { return false }
    if let mailbox, !mailbox.selects(row.finding.mailbox) { return false }
    if let user, context.user.folded != user { return false }
    if let session, context.session.folded != session { return false }
    if let client, !contains(context.client.folded, client) { return false }
    if let application, !context.applications.contains(where: { $0.folded == application }) {
      return false
    }
    if let address {
      let isThere = context.addresses.contains { $0.address.map(address.contains) ?? false }
      if !isThere { return false }
    }
    return true
  }

  private func contains(_ text: EvidenceText, _ part: EvidenceText) -> Bool {
    part.isEmpty || text.bytes.firstRange(of: part.bytes) != nil
  }
}
