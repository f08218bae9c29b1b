import CaseFolder
import CaseModel

/// What results are made from, as the custody log states it entry by entry: case.json, scope.json, the
/// register, the decisions of reviewers. Two states are the same where their bytes are.
struct CaseInputs {
  static let ofFindings: Set = ["case.json", "scope.json", "evidence/register.json"]
  static let ofReports = ofFindings.union(["review/decisions.json", adoption])
  /// Who stands for the scope as it is: no document, and reports say it.
  private static let adoption = "scope adopted"

  private let log: CustodyLog
  /// By document: the versions that the log states, in its order.
  private let versions: [String: [Version]]

  private struct Version {
    /// Of the entry.
    var index: Int
    var sha256: String
  }

  /// - Parameter present: documents as they are now, where the log may not have noticed that yet.
  init(_ log: CustodyLog, present: [CustodyObject] = []) {
    self.log = log
    var versions: [String: [Version]] = [:]
    func note(_ name: String, _ sha256: String, at index: Int) {
      if versions[name]?.last?.sha256 == sha256 { return }
      versions[name, default: []].append(Version(index: index, sha256: sha256))
    }
    // By the scope's hash: the entry that adopted it last.
    var adoptions: [String: Int] = [:]
    func noteAdoption(at index: Int) {
      let scope = versions["scope.json"]?.last?.sha256 ?? ""
      note(CaseInputs.adoption, adoptions[scope].map { "\($0)" } ?? "", at: index)
    }
    for (index, entry) in log.entries.enumerated() {
      for object in entry.objects where CaseInputs.ofReports.contains(object.name) {
        // The bytes of the register are others, and what they say of the evidence is the same.
        let isSame = entry.kind?.keepsRegister == true && object.name == "evidence/register.json"
        let known = isSame ? versions[object.name]?.last?.sha256 : nil
        note(object.name, known ?? object.sha256, at: index)
        if entry.kind == .scopeAdopted { adoptions[object.sha256] = entry.seq }
      }
      noteAdoption(at: index)
    }
    for object in present where CaseInputs.ofReports.contains(object.name) {
      note(object.name, object.sha256, at: log.entries.count)
    }
    noteAdoption(at: log.entries.count)
    self.versions = versions
  }

  /// The actions behind an entry that changed documents, where these are not what they were then.
  func changes(since index: Int, of documents: Set<String>) -> [String] {
    let changed = documents.filter { name in
      version(of: name, at: index) != versions[name]?.last?.sha256
    }
    let places = Set(changed.flatMap { versions[$0] ?? [] }.map(\.index).filter { $0 > index })
    return places.sorted().map { index in
      index < log.entries.count
        ? log.entries[index].action : CustodyAction.changedOutside.rawValue
    }
  }

  private func version(of name: String, at index: Int) -> String? {
    versions[name]?.last { $0.index <= index }?.sha256
  }

  /// Results that the log knows and that are made of another state of what they are made from.
  ///
  /// Findings and what is exported of them rest on less than reports do.
  func staleNames() -> Set<String> {
    let places = ["exchange/", "findings/", "reports/", "review/"]
    var made: [String: Int] = [:]
    for (index, entry) in log.entries.enumerated() {
      for object in entry.objects where places.contains(where: object.name.hasPrefix) {
        made[object.name] = index
      }
    }
    var stale: [Set<String>: [Int: Bool]] = [:]
    return Set(
      made.filter { name, index in
        let inputs = name.hasPrefix("reports/") ? CaseInputs.ofReports : CaseInputs.ofFindings
        if let known = stale[inputs]?[index] { return known }
        let isStale = !changes(since: index, of: inputs).isEmpty
        stale[inputs, default: [:]][index] = isStale
        return isStale
      }.keys)
  }
}
