import CaseFolder
import CaseImport
import CaseModel
import Files

/// When and how the evidence was last compared with the register.
package struct EvidenceCheck: Sendable {
  /// Every byte was hashed now.
  package var hashed: Bool
  package var at: UTCTime
}

extension OpenCase {
  /// Compares size, modification time and inode with the register: cheap, and enough to refuse.
  package func checkEvidencePlaces() throws {
    for entry in register where entry.external == nil {
      let path = folder.evidenceFile(entry)
      guard let facts = try fileFacts(path), facts.kind == .file else {
        throw CaseProblem.evidenceMissing(evidence: entry.name, path: path)
      }
      if facts.bytes != entry.bytes || facts.modified != entry.modified
        || facts.inode != entry.inode
      {
        throw CaseProblem.evidenceMoved(evidence: entry.name, path: path)
      }
    }
  }

  /// Hashes every evidence file. Where the bytes are those of the register and only the place is
  /// new (a copied or restored case), the new place is recorded in register and custody.
  package mutating func verifyEvidence() throws {
    var moved: [CustodyObject] = []
    let meter = surroundings.meter
    meter?.begin(
      "hash the evidence", total: register.filter { $0.external == nil }.map(\.bytes).reduce(0, +))
    defer { meter?.end() }
    for index in register.indices where register[index].external == nil {
      let entry = register[index]
      let path = folder.evidenceFile(entry)
      guard let facts = try fileFacts(path), facts.kind == .file else {
        throw CaseProblem.evidenceMissing(evidence: entry.name, path: path)
      }
      let hash = try hashFile(path, meter)
      if hash != entry.sha256 {
        throw CaseProblem.evidenceChanged(
          evidence: entry.name, path: path, expected: entry.sha256, found: hash)
      }
      if facts.modified != entry.modified || facts.inode != entry.inode {
        register[index].modified = facts.modified
        register[index].inode = facts.inode
        moved.append(CustodyObject(entry.custodyName, hash))
      }
    }
    if moved.isEmpty { return }
    try folder.writeRegister(register)
    moved.append(CustodyObject("evidence/register.json", try registerHash(register)))
    try log("evidence verified in a new place", moved)
  }

  /// The evidence of this folder as findings read it.
  func inputs() throws -> [EvidenceInput] {
    let meter = surroundings.meter
    return try exports.filter { $0.external == nil }.map { entry in
      guard let format = ExportFormat(rawValue: entry.format) else {
        throw CaseProblem.document(
          file: folder.registerFile, key: "\(entry.name).format", found: entry.format,
          expected: ExportFormat.allCases.map(\.rawValue).joined(separator: ", "))
      }
      let path = folder.evidenceFile(entry)
      return EvidenceInput(facts: EvidenceFacts(entry), format: format) {
        let file = try SharedFile(path)
        return { buffer, start in
          let count = try file.handle.read(into: &buffer, from: start)
          meter?.add(count)
          return count
        }
      }
    }
  }
}
