import CaseFolder
import CaseModel
import Files

/// How results stand to what they are made from, as the custody log tells: nothing is read or
/// computed. What was changed and put back is not stale.
package struct CaseStanding: Sendable {
  package enum Freshness: Equatable, Sendable {
    case none
    case fresh(UTCTime)
    /// Made at a time, and what changed since.
    case stale(UTCTime, since: [String])
  }

  package var findings = Freshness.none
  package var reports = Freshness.none
  /// The newest bundle of the whole case, by its name.
  package var bundle = Freshness.none
  package var bundleName = ""

  init(_ log: CustodyLog, _ inputs: CaseInputs) {
    findings = CaseStanding.freshness(of: .findings, in: log) { index in
      inputs.changes(since: index, of: CaseInputs.ofFindings)
    }
    reports = CaseStanding.freshness(of: .render, in: log) { index in
      inputs.changes(since: index, of: CaseInputs.ofReports)
    }
    if let index = log.entries.lastIndex(where: \.isWholeBundle) {
      // The log itself is in it.
      let changes = log.entries[(index + 1)...].filter { !$0.isAboutBundles }.map(\.action)
      bundle = CaseStanding.freshness(log.entries[index].time, changes)
      bundleName =
        log.entries[index].objects.first?.name.split(separator: "/").last.map(String.init) ?? ""
    }
  }

  private static func freshness(
    of action: CustodyAction, in log: CustodyLog, changes: (Int) -> [String]
  ) -> Freshness {
    guard let index = log.entries.lastIndex(where: { $0.kind == action }) else { return .none }
    return freshness(log.entries[index].time, changes(index))
  }

  private static func freshness(_ time: UTCTime, _ changes: [String]) -> Freshness {
    var distinct: [String] = []
    for change in changes where !distinct.contains(change) { distinct.append(change) }
    return distinct.isEmpty ? .fresh(time) : .stale(time, since: distinct)
  }
}

extension OpenCase {
  package func standing() throws -> CaseStanding {
    var present = try outsideChanges().objects
    let review = StatedDocument.review
    let path = try folder.path(of: review, custody)
    if try fileFacts(path) != nil { present.append(CustodyObject(review.name, try hashFile(path))) }
    return CaseStanding(custody, CaseInputs(custody, present: present))
  }

  /// What people could still tell, and what reports therefore have to leave open.
  package var gaps: [String] {
    var gaps: [String] = []
    let silent = register.filter { $0.holdsRecords && !$0.origin.query.isStated }.map(\.name)
    if !silent.isEmpty {
      gaps.append(
        "the query behind \(silent.joined(separator: ", ")): import --query-…, or a side file")
    }
    if !register.isEmpty, !register.contains(where: \.isConfiguration) {
      gaps.append("how auditing was set: import --kind audit-config")
    }
    if scope.windows.isEmpty { gaps.append("a window: scope --from … --to …") }
    if document.regimes.isEmpty { gaps.append("a notification law: casefile regimes, trigger") }
    return gaps
  }
}
