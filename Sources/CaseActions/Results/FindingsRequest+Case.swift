import Archiving
import CaseFolder
import CaseModel
import CasePipeline
import Files

extension FindingsRequest {
  /// Of a case that stands in its folder or in a bundle, with the hashes of what people wrote.
  ///
  /// - Parameter open: a piece of evidence; `nil`: what small evidence says, of auditing and of messages,
  ///   is left out.
  init(
    _ facts: CaseFacts, caseBytes: [UInt8], tool: ToolIdentity,
    open: ((RegisterEntry) throws -> ByteStream)?
  ) throws {
    self.init(
      tool: tool, scope: facts.scope,
      files: facts.register.filter(\.holdsRecords).map { EvidenceFacts($0) })
    notRead = facts.register.filter(\.isArchive).map {
      NotReadArchive(evidence: $0.evidence, members: $0.notRead ?? [.unknown(in: $0.originalName)])
    }.filter { !$0.members.isEmpty }
    caseNumber = facts.document.number
    caseTitle = facts.document.title
    issue = facts.document.issue
    caseSHA256 = try hexadecimalHash(caseBytes)
    scopeSHA256 = try hexadecimalHash(facts.scopeBytes)
    registerSHA256 = try hexadecimalHash(registerStatement(facts.register))
    guard let open else { return }
    configurations = try facts.register.configurations(open)
    queries = try facts.register.queries(open)
    inventories = try facts.register.inventories(open)
  }
}
