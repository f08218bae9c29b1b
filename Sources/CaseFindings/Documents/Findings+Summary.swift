import CaseModel

extension Findings {
  /// One line that says what was found.
  package var summary: String {
    let accessed = mailboxes.count { !$0.recordedMessages.isEmpty }
    let assumed = mailboxes.count { !$0.assumedBases.isEmpty }
    let hours = mailboxes.map(\.unauditedSeconds).reduce(0, +)
    if completeness.files.isEmpty { return "no evidence has been imported: nothing can be said" }
    let bases = mailboxes.map(\.messagesByBasis)
    let linked = bases.map { ($0["linked"] ?? 0) + ($0["linkedEarlier"] ?? 0) }.reduce(0, +)
    var parts = [
      "\(totals.recordedMessages) messages recorded as accessed in \(accessed) mailbox(es)"
        + (linked > 0 ? ", \(linked) of them only by a linked session or token" : ""),
      "\(assumed) mailbox(es) assumed compromised as a whole",
      hours > 0
        ? "\(hours / 3_600) h \(hours / 60 % 60) min in which records may be missing"
        : "no unaudited period for the causes examined",
    ]
    if unnamedAccesses > 0 {
      parts.append("\(unnamedAccesses) access(es) that cannot be named")
    }
    if !rejected.isEmpty { parts.append("\(rejected.count) row(s) that could not be read") }
    let notRead = request.notReadUndecided.map(\.count).reduce(0, +)
    if notRead > 0 {
      parts.append("\(notRead) file(s) in archives that could not be read and may hold records")
    }
    if request.scope.indicators.isEmpty { parts.insert("no indicator decided yet", at: 0) }
    let outside = outsideScope.map(\.records).reduce(0, +)
    if outside > 0 { parts.append("\(outside) matching records outside the scope") }
    let acts = self.acts.map(\.records).reduce(0, +)
    let others = self.acts.filter { !$0.isRead }.map(\.records).reduce(0, +)
    if acts > 0 {
      parts.append(
        "\(acts) other record(s) of attacker contexts"
          + (others > 0 ? ", \(others) of operations that casefile does not read" : ""))
    }
    let differing = overlaps.count(where: \.differs)
    if differing > 0 {
      parts.append("\(differing) pair(s) of exports that should hold the same records and do not")
    }
    let unread = self.unread.map(\.records).reduce(0, +)
    if unread > 0 { parts.append("\(unread) member(s) of records that could not be understood") }
    let contested = attribution.contestedUndecided
    if contested > 0 { parts.append("\(contested) contested record(s)") }
    return parts.joined(separator: "; ")
  }
}
