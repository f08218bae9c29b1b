import CaseActions
import CaseFindings
import CaseModel
import CaseReport
import TextFormats

/// Where a case stands, as `status` tells it.
struct CaseStatus {
  let standing: CaseStanding
  private let isHashed: Bool
  private let changed: [String]
  private let state: ScopeState
  private let gaps: [String]
  private let deadlines: [String]
  /// What is not as casefile leaves a case; what is urgent was said when the case was opened.
  private let urgent: [String]
  private let remarks: [String]

  /// - Parameter isHashed: every byte of the evidence was hashed.
  init(_ opened: borrowing OpenCase, isHashed: Bool) throws {
    self.isHashed = isHashed
    let root = opened.folder.root
    func words(_ remarks: [CaseRemark]) -> [String] {
      remarks.map { RemarkWords($0, .reading, root: root).text }
    }
    urgent = words(opened.remarks.filter(\.isUrgent))
    remarks = words(try opened.remarks.filter { !$0.isUrgent } + opened.standingRemarks())
    changed = try opened.changedResults(all: isHashed)
    state = try opened.scopeState()
    (standing, gaps) = (try opened.standing(), opened.gaps)
    deadlines = try deadlineLines(
      opened.regimes(), opened.document, now: opened.surroundings.now())
  }

  // MARK: - For people

  func lines(_ opened: borrowing OpenCase) -> [String] {
    let (document, scope) = (opened.document, opened.scope)
    var lines = ["case      \(document.number.visible): \(document.title.visible)"]
    lines += evidence(opened.register)
    lines.append(
      "scope     \(scope.mailboxes.count) mailbox(es), \(scope.windows.count) window(s),"
        + " \(scope.indicators.count) indicator(s), \(scope.knownGood.count) known good")
    if let adoption = state.adoption {
      lines.append(
        "          adopted, \(adoption.reason.visible) (custody entry \(adoption.seq))")
    }
    lines += state.draft.map { "          \($0.english.visible)" }
    lines.append("findings  \(standing.findings.words)")
    lines.append("reports   \(standing.reports.words)")
    lines += changed.map { "changed   \($0.visible): not as casefile logged it" }
    let bundle = standing.bundleName.isEmpty ? "" : "\(standing.bundleName.visible), "
    lines.append("bundle    \(bundle)\(standing.bundle.words)")
    lines += deadlines.map { "deadline  \($0)" }
    lines.append("custody   \(opened.custody.head.seq) entries")
    lines += remarks.map { "remark    \($0)" }
    lines += gaps.map { "missing   \($0)" }
    return lines
  }

  private func evidence(_ register: [RegisterEntry]) -> [String] {
    let bytes = register.contains { $0.external != nil } ? "stored byte" : "byte"
    let verified = isHashed ? ", every \(bytes) hashed again and equal" : ""
    return ["evidence  \(register.count) file(s)\(verified)"]
      + register.map { entry in
        let place = entry.external.map { "  stays at \($0.address.visible)" } ?? ""
        return
          "          \(entry.name)  \(entry.originalName.visible)  \(entry.bytes) bytes\(place)"
      }
  }

  // MARK: - For programs

  /// `casefile/status/1`
  func json(_ opened: borrowing OpenCase) -> [UInt8] {
    let document = opened.document
    let (register, scope, seq) = (opened.register, opened.scope, opened.custody.head.seq)
    var writer = JSONWriter()
    writer.object { writer in
      standing.bundle.write("bundle", &writer)
      writer.key("changedResults", changed)
      writer.key("closedAt", document.closed?.at)
      writer.key("custodySeq", seq)
      writer.key("deadlines", deadlines)
      writer.key("evidence", register.map(\.name))
      standing.findings.write("findings", &writer)
      writer.key("hashed", isHashed)
      writer.key("hold", document.hold != nil)
      writer.key("indicators", scope.indicators.map(\.id))
      writer.key("missing", gaps)
      writer.key("number", document.number)
      writer.key("remarks", urgent + remarks)
      standing.reports.write("reports", &writer)
      writer.key("retainUntil", document.closed?.retainUntil ?? "")
      writer.key("schema", "casefile/status/1")
      writer.key("scopeAdopted", state.adoption != nil)
      writer.key("title", document.title)
    }
    return writer.finish()
  }
}

extension CaseStanding.Freshness {
  fileprivate func write(_ key: StaticString, _ writer: inout JSONWriter) {
    writer.key(key) { writer in
      writer.object { writer in
        switch self {
        case .none: writer.key("state", "none")
        case .fresh(let time):
          writer.key("at", time)
          writer.key("state", "fresh")
        case .stale(let time, let changes):
          writer.key("at", time)
          writer.key("since", changes)
          writer.key("state", "stale")
        }
      }
    }
  }

  fileprivate var words: String {
    switch self {
    case .none: "none yet"
    case .fresh(let time): "made \(time.iso), nothing changed since"
    case .stale(let time, let changes):
      "made \(time.iso), stale: since then \(changes.map(\.visible).joined(separator: ", "))"
    }
  }
}

/// Of the triggers that people entered; a law without a fixed time gives none.
private func deadlineLines(
  _ regimes: [Regime], _ document: CaseDocument, now: UTCTime
) throws -> [String] {
  let english = try TemplateSet.builtIn.language("en")
  var lines: [(end: UTCTime, text: String)] = []
  for regime in regimes {
    for notice in regime.notices {
      let entered = document.triggers.last {
        $0.regime == regime.id && $0.trigger == notice.deadline.trigger
      }
      guard let entered else { continue }
      let answer = DeadlineAnswer(notice, of: regime, from: entered.at, document)
      if case .notInForce = answer, let text = answer.text, let why = answer.arithmetic {
        let words = "\(try plainText(text, english)): \(notice.to), \(notice.citation)"
        lines.append((TimeSpan.always.to, "\(words); \(try plainText(why, english))".visible))
      }
      guard let date = answer.date else { continue }
      // The last day counts to its end.
      let today = (document.displayZone?.local(now).time ?? now).day
      let isPast = notice.deadline.unit == .hours ? date.end < now : date.end.day < today
      let passed = isPast ? "; it has passed" : ""
      let text = try plainText(date.text, english)
      lines.append((date.end, "\(text): \(notice.to), \(notice.citation)\(passed)".visible))
    }
  }
  return lines.sorted { ($0.end, $0.text) < ($1.end, $1.text) }.map(\.text)
}
