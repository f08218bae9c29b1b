import CaseModel

/// Whether records indicate that a mailbox was audited (R13): mail access of the mailbox before and
/// after every window, for each logon type of people that occurs in it.
enum RecordedCoverage {
  static func read(_ timeline: MailboxTimeline?, _ windows: [TimeSpan]) -> Coverage {
    var coverage = Coverage()
    guard let timeline, timeline.first != nil else {
      coverage.reasons = [Statement("no record of this mailbox is in the evidence")]
      return coverage
    }
    if timeline.access.isEmpty {
      coverage.reasons = [Statement("no mail-access record of this mailbox is in the evidence")]
      return coverage
    }
    let bounded = windows.filter { $0 != .always }
    if bounded.count < windows.count || windows.isEmpty {
      coverage.reasons = [
        Statement("no window is stated, so no record can lie on both sides of one")
      ]
      return coverage
    }
    var isIndicated = false
    var isContradicted = false
    var indicated: [Statement] = []
    for (type, span) in timeline.logonTypes.sorted(by: { $0.key < $1.key }) {
      let isService = type == LogonType.transport || type == LogonType.systemService
      let word =
        type < 0 ? Statement("not stated") : Statement("\(type) (\(LogonType.word(type)))")
      if bounded.allSatisfy({ span.from < $0.from && span.to >= $0.to }) {
        indicated.append(word)
        if !isService { isIndicated = true }
      } else {
        if !isService { isContradicted = true }
        coverage.reasons.append(
          Statement(
            "logon type \(word): mail access is recorded from \(span.from) to \(span.to) only"))
      }
    }
    if !indicated.isEmpty {
      coverage.reasons.insert(
        Statement("mail access before and after every window: logon type \(indicated)"),
        at: 0)
    }
    if isIndicated, !isContradicted { coverage.state = .indicated }
    return coverage
  }
}

extension Coverage {
  /// A configuration that leaves nothing open shows what records only indicate.
  mutating func take(_ configuration: ConfiguredCoverage) {
    if configuration.isShown { state = .shown }
    reasons =
      configuration.ruledOut + configuration.open.map { Statement("not ruled out: \($0)") }
      + reasons
  }
}
