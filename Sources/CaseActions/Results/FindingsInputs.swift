import Archiving
import CaseFindings
import CaseFolder
import CaseModel
import CasePipeline

/// What findings are computed from, whether it stands in a case folder or in a bundle.
struct FindingsInputs {
  var document: CaseDocument
  var caseBytes: [UInt8]
  var scope: Scope
  var scopeBytes: [UInt8]
  var register: [RegisterEntry]
  /// Also what small evidence says, of auditing and of messages.
  var isRead = true

  /// The request, with the hashes of what people wrote.
  ///
  /// - Parameter open: a piece of evidence.
  func request(
    tool: ToolIdentity, open: (RegisterEntry) throws -> BlockSource
  ) throws -> FindingsRequest {
    var request = FindingsRequest(
      tool: tool, scope: scope,
      files: register.filter(\.holdsRecords).map { EvidenceFacts($0) })
    request.caseNumber = document.number
    request.caseTitle = document.title
    request.issue = document.issue
    request.caseSHA256 = try hexadecimalHash(caseBytes)
    request.scopeSHA256 = try hexadecimalHash(scopeBytes)
    request.registerSHA256 = try hexadecimalHash(registerStatement(register))
    if !isRead { return request }
    request.configurations = try register.configurations(open)
    request.inventories = try register.inventories(open)
    return request
  }
}
