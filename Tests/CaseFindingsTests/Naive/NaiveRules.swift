import TestSupport

/// R5–R17 once more: written from the rules alone, quadratic, for reading, with texts and sets.
/// It shares nothing with the product.
struct NaiveRules {
  let given: NaiveCase
  /// Each record once (R2).
  let records: [FixtureRecord]
  /// Those that an indicator matches.
  private var anchors: [FixtureRecord] = []

  init(_ given: NaiveCase) {
    self.given = given
    var seen: Set<String> = []
    records = given.records.filter { seen.insert(NaiveRules.identity($0)).inserted }
    anchors = records.filter(isAttacker)
  }

  /// R2: an id in the mailbox that is named with it; without an id all that the record says.
  private static func identity(_ record: FixtureRecord) -> String {
    if !fixturePlaceholders.contains(record.id) {
      return "\(record.id) \(record.mailboxUPN ?? "")"
    }
    var copy = record
    copy.id = ""
    return copy.json
  }

  // MARK: - Words of a record

  /// Seconds from 2025-03-01 on; times of a case are in that month.
  func seconds(_ time: String) -> Int {
    let parts = time.split { "-T:Z".contains($0) }.compactMap { Int($0) }
    return ((parts[2] * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5]
  }

  /// R8: canonical, and only what is an address.
  func addresses(_ record: FixtureRecord) -> [String] {
    [record.clientIPAddress, record.clientIP, record.actorIP].compactMap { text in
      guard var address = text, !address.isEmpty, address != "<null>" else { return nil }
      if address.hasPrefix("::ffff:") { address = String(address.dropFirst(7)) }
      return address.split(separator: ":").first.map(String.init)
    }
  }

  /// R1.
  func access(_ record: FixtureRecord) -> String {
    if let access = record.access, access == "Bind" || access == "Sync" { return access }
    if !record.items.isEmpty { return "Bind" }
    let hasFolder = record.syncFolder != nil || !(record.folders ?? []).isEmpty
    return hasFolder ? "Sync" : "unknown"
  }

  /// R5: which identifier, and its text.
  func message(_ item: FixtureRecord.Item) -> String? {
    if let id = item.internetMessageId?.filter({ $0 != "<" && $0 != ">" }), !id.isEmpty {
      return "internetMessageId \(id)"
    }
    if let id = item.immutableId, !id.isEmpty { return "immutableId \(id)" }
    return item.id.map { "id \($0)" }
  }

  // MARK: - R14, R15

  func matches(_ rule: NaiveCase.Rule, _ record: FixtureRecord, isKnownGood: Bool) -> Bool {
    let own = addresses(record)
    func isIn(_ address: String) -> Bool {
      rule.addresses.contains { range in
        range.hasSuffix(".0/24")
          ? address.hasPrefix(range.dropLast(4)) : address == range
      }
    }
    if !rule.addresses.isEmpty {
      if own.isEmpty { return false }
      if isKnownGood ? !own.allSatisfy(isIn) : !own.contains(where: isIn) { return false }
    }
    func equals(_ values: [String], _ texts: [String?]) -> Bool {
      values.isEmpty
        || values.contains { value in texts.contains { $0?.lowercased() == value.lowercased() } }
    }
    if !equals(rule.sessions, [record.session]) { return false }
    if !rule.tokens.isEmpty, !rule.tokens.contains(record.token ?? "") { return false }
    let client = (record.client ?? "").lowercased()
    if !rule.clients.isEmpty, !rule.clients.contains(where: { client.contains($0.lowercased()) }) {
      return false
    }
    if !equals(rule.applications, [record.appId, record.clientAppId]) { return false }
    if !equals(rule.users, [record.user]) { return false }
    if !rule.logonTypes.isEmpty, !rule.logonTypes.contains(record.logonType ?? -1) { return false }
    if !equals(rule.mailboxes, [record.mailboxUPN]) { return false }
    if let from = rule.from, seconds(record.time) < seconds(from) { return false }
    if let to = rule.to, seconds(record.time) >= seconds(to) { return false }
    return true
  }

  func isAttacker(_ record: FixtureRecord) -> Bool {
    given.indicators.contains { matches($0, record, isKnownGood: false) }
  }

  /// One step, over all records of any operation.
  func sharesWithAnchor(_ record: FixtureRecord) -> Bool {
    if !given.linkEarlier, isBeforeAnchors(record) { return false }
    return !sharing(record).isEmpty
  }

  private func sharing(_ record: FixtureRecord) -> [FixtureRecord] {
    anchors.filter { other in
      record.session != nil && record.session?.lowercased() == other.session?.lowercased()
        || record.token != nil && record.token == other.token
    }
  }

  func isBeforeAnchors(_ record: FixtureRecord) -> Bool {
    let times = sharing(record).map { seconds($0.time) }
    return times.allSatisfy { seconds(record.time) < $0 }
  }

  func decide(_ record: FixtureRecord) -> (kind: String, contested: Bool) {
    if isAttacker(record) { return ("attacker", false) }
    if given.knownGood.contains(where: { matches($0, record, isKnownGood: true) }) {
      return ("knownGood", sharesWithAnchor(record))
    }
    if given.linkSessions, sharesWithAnchor(record) {
      return (isBeforeAnchors(record) ? "linkedEarlier" : "linked", false)
    }
    if given.everyAccess { return ("assumption", false) }
    let isService = record.logonType == 3 || record.logonType == 4 || record.userType == 4
    return (isService ? "service" : "unattributed", false)
  }

  // MARK: - R16

  func isInScope(_ record: FixtureRecord) -> Bool {
    given.mailboxes.isEmpty || given.mailboxes.contains(record.mailboxUPN ?? "")
  }

  func windows(_ mailbox: String) -> [Range<Int>] {
    if given.windows.isEmpty { return [Int.min..<Int.max] }
    return given.windows.filter { $0.mailboxes.isEmpty || $0.mailboxes.contains(mailbox) }
      .map { seconds($0.from)..<seconds($0.to) }
  }

  func isInWindow(_ record: FixtureRecord) -> Bool {
    windows(record.mailboxUPN ?? "").contains { $0.contains(seconds(record.time)) }
  }
}
