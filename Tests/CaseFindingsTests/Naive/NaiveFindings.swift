import TestSupport

/// The answers of the naive rules, as lines of text that can be compared.
struct NaiveFindings {
  let rules: NaiveRules
  private(set) var lines: [String] = []

  init(_ given: NaiveCase) {
    rules = NaiveRules(given)
    let access = rules.records.filter(\.isMailAccess)
    countClasses(access)
    let names = Set(rules.records.compactMap(\.mailboxUPN)).filter {
      given.mailboxes.isEmpty || given.mailboxes.contains($0)
    }
    for name in names.sorted() {
      describe(name, access.filter { $0.mailboxUPN == name })
    }
    lines.sort()
  }

  /// R14: the classes partition the mail access of the scope; with the rest they add up to all.
  private mutating func countClasses(_ access: [FixtureRecord]) {
    var counts: [String: Int] = [:]
    var outside: [String: Int] = [:]
    for record in access {
      let decision = rules.decide(record)
      if rules.isInScope(record), rules.isInWindow(record) {
        counts[decision.kind, default: 0] += 1
        if decision.contested { counts["contested", default: 0] += 1 }
        if record.session == nil, record.token == nil { counts["notLinkable", default: 0] += 1 }
      } else {
        counts[rules.isInScope(record) ? "outsideWindow" : "otherMailbox", default: 0] += 1
        if decision.kind == "attacker" { outside[record.mailboxUPN ?? "", default: 0] += 1 }
      }
    }
    for (name, count) in counts { lines.append("class \(name) \(count)") }
    for (name, count) in outside { lines.append("outside \(name) \(count)") }
  }

  private mutating func describe(_ name: String, _ access: [FixtureRecord]) {
    let attackers = access.filter {
      rules.isInWindow($0)
        && ["attacker", "linked", "linkedEarlier", "assumption"].contains(rules.decide($0).kind)
    }
    for kind in ["linked", "linkedEarlier"] {
      lines.append("\(name) \(kind) \(attackers.count { rules.decide($0).kind == kind })")
    }
    lines.append(
      "\(name) attacker \(attackers.count { !rules.decide($0).kind.hasPrefix("linked") })")
    messages(name, attackers)
    folders(name, attackers)
    unnamed(name, attackers)
    throttling(name, access)
    lines.append("\(name) coverage \(isIndicated(name, access) ? "indicated" : "notShown")")
  }

  private func basis(_ records: [FixtureRecord]) -> String {
    let kinds = records.map { rules.decide($0).kind }
    return kinds.contains("attacker")
      ? "direct"
      : kinds.contains("linked")
        ? "linked" : kinds.contains("linkedEarlier") ? "linkedEarlier" : "assumption"
  }

  private func span(_ records: [FixtureRecord]) -> String {
    let times = records.map(\.time).sorted()
    return "\(times.first ?? "")Z \(times.last ?? "")Z \(records.count)"
  }

  /// The tier `recorded`: what a Bind record of an attacker's context names.
  private mutating func messages(_ name: String, _ attackers: [FixtureRecord]) {
    let binds = attackers.filter { rules.access($0) == "Bind" }
    let ids = Set(binds.flatMap(\.items).compactMap { rules.message($0) })
    for id in ids {
      let naming = binds.filter { $0.items.contains { rules.message($0) == id } }
      let places = Set(
        naming.flatMap { $0.folders ?? [] }
          .filter { $0.items.contains { rules.message($0) == id } }.map(\.id))
      lines.append(
        "\(name) recorded \(id) \(basis(naming)) \(span(naming))"
          + " \(places.sorted().joined(separator: " "))")
    }
  }

  /// R9: folders that an attacker's context synchronised.
  private mutating func folders(_ name: String, _ attackers: [FixtureRecord]) {
    let syncs = attackers.filter { rules.access($0) == "Sync" }
    func named(_ record: FixtureRecord) -> Set<String> {
      if let folder = record.syncFolder { return [folder.id] }
      // A folder without items is named itself; one with items by each of its messages.
      return Set(
        (record.folders ?? []).filter { folder in
          folder.items.isEmpty || folder.items.contains { rules.message($0) != nil }
        }.map(\.id))
    }
    for folder in Set(syncs.flatMap { named($0) }) {
      let records = syncs.filter { named($0).contains(folder) }
      lines.append("\(name) folder \(folder) \(basis(records)) \(span(records))")
    }
    if rules.given.syncIsMailbox, !syncs.isEmpty { lines.append("\(name) assumed sync") }
  }

  /// R17: access whose message is not known.
  private mutating func unnamed(_ name: String, _ attackers: [FixtureRecord]) {
    var counts: [String: Int] = [:]
    for record in attackers {
      let without = record.items.count { rules.message($0) == nil }
      counts["noIdentifier", default: 0] += without
      if rules.access(record) == "Sync" {
        if record.syncFolder == nil, (record.folders ?? []).isEmpty {
          counts["noIdentifier", default: 0] += 1
        }
        continue
      }
      let missing = (record.operationCount ?? -1) - record.items.count
      if record.items.isEmpty {
        counts["noIdentifier", default: 0] += max(1, missing)
      } else if missing > 0 {
        counts["moreOperationsThanItems", default: 0] += missing
      }
    }
    for (kind, count) in counts where count > 0 { lines.append("\(name) unnamed \(kind) \(count)") }
  }

  /// R10: `[t, t + 24 h)` of every throttled record of the mailbox, merged before it is clipped.
  private mutating func throttling(_ name: String, _ access: [FixtureRecord]) {
    let opened = access.filter { $0.throttled?.lowercased().contains("true") == true }
    let starts = opened.map { rules.seconds($0.time) }.sorted()
    var periods: [Range<Int>] = []
    for start in starts {
      if let last = periods.last, start <= last.upperBound {
        periods[periods.count - 1] = last.lowerBound..<(start + 86_400)
      } else {
        periods.append(start..<(start + 86_400))
      }
    }
    let listed = periods.filter { period in
      rules.windows(name).contains { $0.overlaps(period) }
    }
    for period in listed {
      lines.append("\(name) throttled \(period.lowerBound) \(period.upperBound)")
    }
    if rules.given.throttleIsAssumed, !listed.isEmpty { lines.append("\(name) assumed throttled") }
    let hidden = listed.isEmpty ? 0 : seconds(in: listed, rules.windows(name))
    lines.append("\(name) unaudited \(hidden)")
  }

  /// Minute by minute: all times of a case are whole minutes.
  private func seconds(in periods: [Range<Int>], _ windows: [Range<Int>]) -> Int {
    let first = periods.map(\.lowerBound).min() ?? 0
    let last = periods.map(\.upperBound).max() ?? 0
    return stride(from: first, to: last, by: 60).count { minute in
      periods.contains { $0.contains(minute) } && windows.contains { $0.contains(minute) }
    } * 60
  }

  /// R13: mail access of each logon type of people before and after every window.
  private func isIndicated(_ name: String, _ access: [FixtureRecord]) -> Bool {
    let windows = rules.windows(name)
    if rules.given.windows.isEmpty || windows.isEmpty { return false }
    let people = access.filter { $0.logonType != 3 && $0.logonType != 4 }
    let types = Set(people.map { $0.logonType ?? -1 })
    return !types.isEmpty
      && types.allSatisfy { type in
        let times = people.filter { ($0.logonType ?? -1) == type }.map { rules.seconds($0.time) }
        return windows.allSatisfy { window in
          times.contains { $0 < window.lowerBound } && times.contains { $0 >= window.upperBound }
        }
      }
  }
}
