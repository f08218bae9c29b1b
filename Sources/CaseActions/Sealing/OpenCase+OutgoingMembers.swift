import Archiving
import CaseBundle
import CaseFindings
import CaseFolder
import CaseModel
import CasePipeline
import CaseReport
import Files
import TextFormats

extension OpenCase {
  /// What of the case is for somebody: findings and reports are made anew for them, and what is
  /// withheld is listed with its hash, class and ground.
  mutating func outgoingMembers(
    _ request: PackRequest, custodyEntries: Int
  ) throws -> [BundleMember] {
    try verifyEvidence()
    var members = try derivedMembers(request)
    if !request.mailboxes.isEmpty {
      members.append(
        BundleMember(name: "evidence/register.json", bytes: writeRegister(bareRegister)))
    }
    let anew = Set(members.map(\.name))
    var withheld: [WithheldMember] = []
    let stated = custody.lastStatements
    for item in try caseMembers(custodyEntries: custodyEntries)
    where !anew.contains(item.member.name) {
      // A report or table that was not made anew may say what is not for the recipient.
      let isOld = item.kind == .findings || item.kind == .reports
      if request.holds(item.kind), !isOld {
        members.append(item.member)
      } else {
        withheld.append(
          WithheldMember(
            name: item.member.name, kind: item.kind, bytes: item.member.size,
            sha256: try heldHash(item.member, stated[item.member.name]?.sha256),
            ground: request.ground(item.kind)))
      }
    }
    if !request.holds(.decisions) {
      let outline = CustodyOutline(custody, count: custodyEntries)
      members.append(BundleMember(name: "custody/custody-outline.json", bytes: outline.bytes))
    }
    withheld.sort { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    members.append(BundleMember(name: "withheld.json", bytes: withheldJSON(withheld, request)))
    members.append(BundleMember(name: "withheld.csv", bytes: try withheldCSV(withheld)))
    return members
  }

  /// Findings, tables and reports for the recipient; nothing of them is written in the case.
  private mutating func derivedMembers(_ request: PackRequest) throws -> [BundleMember] {
    let findings = try computeFindings(only: request.mailboxes)
    let bare = bareRegister
    var members: [BundleMember] = []
    func add(_ name: String, _ make: (_ sink: ([UInt8]) -> Void) throws -> Void) throws {
      var bytes: [UInt8] = []
      try make { bytes += $0 }
      members.append(BundleMember(name: name, bytes: bytes))
    }
    if request.holds(.findings) {
      try add("findings/findings.json") { CaseFindings.writeFindings(findings, into: $0) }
      for table in findingsTables(findings) { try add("findings/\(table.name)", table.write) }
      if try fileFacts(folder.exchange) != nil {
        let register = request.mailboxes.isEmpty ? register : bare
        for file in exchangeFiles(findings, document, register) {
          try add("exchange/\(file.name)", file.write)
        }
      }
    }
    if request.holds(.reports) {
      let reports = try makeReports(findings, .all) { input in
        input.recipient = request.recipient
        input.document.marking = request.marking(after: input.document.marking)
        input.withholdsReasons = !request.holds(.decisions)
        if !request.mailboxes.isEmpty {
          input.onlyMailboxes = findings.mailboxes.map(\.mailbox.name)
          input.register = bare
        }
      }
      for report in reports {
        members.append(BundleMember(name: "reports/\(report.name)", bytes: report.bytes))
      }
    }
    return members
  }

  /// Which evidence there is, with its hashes: from nothing, so without how the exports were asked for,
  /// which may name other mailboxes. The names of files stay: without them nobody finds an exhibit.
  private var bareRegister: [RegisterEntry] {
    register.map { entry in
      var bare = RegisterEntry(
        evidence: entry.evidence, originalName: entry.originalName,
        storedName: entry.storedName, sha256: entry.sha256, bytes: entry.bytes,
        format: entry.format, importedAt: entry.importedAt, origin: ExportOrigin())
      bare.memberOf = entry.memberOf
      // As findings for others: what is in an archive may name other mailboxes.
      bare.notRead = entry.notRead?.map {
        NotReadMember(name: "[withheld]", found: "[withheld]", mayHoldRecords: $0.mayHoldRecords)
      }
      bare.external = entry.external
      return bare
    }
  }

  /// The hash of what is withheld; of what casefile alone makes, it is the one that the log states.
  private func heldHash(_ member: BundleMember, _ stated: String?) throws -> String {
    if let expected = member.expectedSHA256 { return expected }
    let found = try hexadecimalHash(of: member.open())
    if isDerived(member.name), let expected = stated, expected != found {
      throw CaseProblem.resultChanged(
        name: member.name, root: folder.root, expected: expected, found: found)
    }
    return found
  }
}

private func withheldJSON(_ members: [WithheldMember], _ request: PackRequest) -> [UInt8] {
  var writer = JSONWriter()
  writer.object { writer in
    writer.key("audience", request.audience.rawValue)
    writer.key("mailboxes", request.mailboxes)
    writer.key("recipient", request.recipient)
    writer.key("schema", "casefile/withheld/1")
    writer.key("withheld") { writer in
      writer.array(members) { writer, member in
        writer.object { writer in
          writer.key("bytes", Int64(clamping: member.bytes))
          writer.key("class", member.kind.rawValue)
          writer.key("ground", member.ground)
          writer.key("member", member.name)
          writer.key("sha256", member.sha256)
        }
      }
    }
  }
  return writer.finish()
}

/// For people: the list that lawyers call a privilege log.
private func withheldCSV(_ members: [WithheldMember]) throws -> [UInt8] {
  var bytes: [UInt8] = []
  withoutActuallyEscaping({ bytes += $0 }) { sink in
    var csv = CSVWriter(header: ["member", "class", "bytes", "sha256", "ground"], sink: sink)
    for member in members {
      csv.field(member.name)
      csv.field(word: member.kind.rawValue)
      csv.field(String(member.bytes))
      csv.field(word: member.sha256)
      csv.field(member.ground)
      csv.endRow()
    }
    csv.finish()
  }
  return bytes
}
