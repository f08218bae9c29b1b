import CaseBundle
import CaseFolder
import CaseModel
import Files

/// A member of the whole case, and what it is about.
struct CaseMember {
  var kind: MemberClass
  var member: BundleMember
}

extension OpenCase {
  /// Everything that the case's folder holds for a bundle. Names are safe ASCII; the register knows
  /// the original ones.
  ///
  /// - Parameter custodyEntries: how many entries of the log go along.
  func caseMembers(custodyEntries: Int) throws -> [CaseMember] {
    var members = [
      CaseMember(kind: .decisions, member: BundleMember(name: "case/case.json", bytes: caseBytes)),
      CaseMember(
        kind: .decisions, member: BundleMember(name: "case/scope.json", bytes: scopeBytes)),
      CaseMember(
        kind: .custody,
        member: BundleMember(name: "evidence/register.json", bytes: registerBytes)),
    ]
    members += try custodyMembers(custodyEntries)
    for entry in register where entry.external == nil {
      let path = folder.evidenceFile(entry)
      members.append(
        CaseMember(
          kind: .evidence, member: try file("evidence/\(entry.storedName)", path, entry.sha256)))
    }
    let places: [(MemberClass, String, String)] = [
      (.decisions, "custody/scope-history", folder.scopeHistory),
      (.findings, "findings", folder.findings), (.decisions, "issues", folder.issues),
      (.review, "review", folder.review), (.findings, "exchange", folder.exchange),
      (.reports, "reports", folder.reports),
    ]
    for (kind, place, path) in places {
      for name in try packable(in: path).names {
        let member = try file("\(place)/\(name)", "\(path)/\(name)", nil)
        members.append(CaseMember(kind: kind, member: member))
      }
    }
    return members
  }

  /// The log with its reasons, and where it ends.
  private func custodyMembers(_ count: Int) throws -> [CaseMember] {
    var log: [UInt8] = []
    for entry in custody.entries.prefix(count) { log += try entry.line().text }
    var members = [
      CaseMember(
        kind: .decisions, member: BundleMember(name: "custody/custody.jsonl", bytes: log))
    ]
    if count > 0 {
      let head = CustodyLog.headBytes(seq: count, hash: custody.hashes[count - 1])
      members.append(
        CaseMember(kind: .custody, member: BundleMember(name: "custody/custody.head", bytes: head)))
    }
    return members
  }

  private func file(_ name: String, _ path: String, _ hash: String?) throws -> BundleMember {
    guard let facts = try fileFacts(path) else {
      throw CaseProblem.evidenceMissing(evidence: name, path: path)
    }
    return BundleMember(name: name, size: UInt64(facts.bytes), expectedSHA256: hash) {
      try SharedFile(path).stream
    }
  }
}
