import CaseFolder
import CaseModel

/// How results stand to what they are made from, as the custody log tells: nothing is read or
/// computed.
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

  init(_ log: CustodyLog) {
    func freshness(
      of isResult: (CustodyEntry) -> Bool, against change: (CustodyEntry) -> String?
    ) -> Freshness {
      CaseStanding.freshness(of: isResult, in: log, against: change)
    }
    // One that was made for somebody says for whom, in its reason.
    let isWhole = { (entry: CustodyEntry) in entry.action == "pack" && entry.reason.isEmpty }
    findings = freshness(of: { $0.action == "findings" }, against: CaseStanding.inputs)
    reports = freshness(of: { $0.action == "render" }, against: CaseStanding.inputs)
    bundle = freshness(of: isWhole) { $0.isAboutBundles ? nil : $0.action }
    bundleName =
      log.entries.last(where: isWhole)?.objects.first?.name.split(separator: "/").last
      .map(String.init) ?? ""
  }

  private static func freshness(
    of isResult: (CustodyEntry) -> Bool, in log: CustodyLog,
    against change: (CustodyEntry) -> String?
  ) -> Freshness {
    guard let index = log.entries.lastIndex(where: isResult) else { return .none }
    var changes: [String] = []
    for entry in log.entries[(index + 1)...] {
      if let what = change(entry), !changes.contains(what) { changes.append(what) }
    }
    let time = log.entries[index].time
    return changes.isEmpty ? .fresh(time) : .stale(time, since: changes)
  }

  /// Files that the log knows and whose sources have changed since it last spoke of them.
  static func staleNames(_ log: CustodyLog) -> Set<String> {
    guard let changed = log.entries.lastIndex(where: { inputs($0) != nil }) else { return [] }
    var names: Set<String> = []
    for entry in log.entries[...changed] { names.formUnion(entry.objects.lazy.map(\.name)) }
    for entry in log.entries[(changed + 1)...] {
      for object in entry.objects { names.remove(object.name) }
    }
    return names
  }

  /// What findings and reports are made from.
  private static func inputs(_ entry: CustodyEntry) -> String? {
    // The register's file names places too; what it says of the evidence is the same.
    if placeActions.contains(entry.action) { return nil }
    return entry.objects.contains { inputNames.contains($0.name) } ? entry.action : nil
  }

  private static let placeActions: Set = [
    "evidence verified in a new place", OpenCase.registerRewritten,
  ]
  private static let inputNames: Set = ["case.json", "scope.json", "evidence/register.json"]
}

extension OpenCase {
  package var standing: CaseStanding { CaseStanding(custody) }

  /// What people could still tell, and what reports therefore have to leave open.
  package var gaps: [String] {
    var gaps: [String] = []
    let silent = register.filter { $0.holdsRecords && !$0.origin.query.isStated }.map(\.name)
    if !silent.isEmpty {
      gaps.append(
        "how \(silent.joined(separator: ", ")) was asked for: import --query-…, or a side file")
    }
    if !register.isEmpty, !register.contains(where: \.isConfiguration) {
      gaps.append("how auditing was set: import --kind audit-config")
    }
    if scope.windows.isEmpty { gaps.append("a window: scope --from … --to …") }
    if document.regimes.isEmpty { gaps.append("a notification law: casefile regimes, trigger") }
    return gaps
  }
}
