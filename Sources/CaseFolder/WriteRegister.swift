import CaseModel
import Files
import TextFormats

package let registerSchema = "casefile/register/1"

/// What stands where nobody told.
package let notStated = "not stated"

extension CaseFolder {
  package static func readRegister(_ json: JSONValue, file: String) throws(CaseProblem)
    -> [RegisterEntry]
  {
    guard json["schema"]?.text == registerSchema, let entries = json["entries"]?.elements else {
      throw .document(
        file: file, key: "schema", found: json["schema"]?.text ?? "nothing",
        expected: "\"\(registerSchema)\" and a list of entries")
    }
    return try reading(file) { () throws(DocumentProblem) in
      var result: [RegisterEntry] = []
      for (index, entry) in entries.enumerated() {
        result.append(try readRegisterEntry(DocumentObject(entry, "entries[\(index)]")))
      }
      return result
    }
  }
}

package func writeRegister(_ entries: [RegisterEntry]) -> [UInt8] { bytes(entries, local: true) }

/// What the register says of the evidence: without `importedAt` (and without `inode` and `modified`, which
/// registers of earlier casefiles have), a fact of one case folder. Two people who register the same files get the same bytes.
///
///     jq 'del(.entries[] | .importedAt, .inode, .modified)' evidence/register.json
package func registerStatement(_ entries: [RegisterEntry]) -> [UInt8] {
  bytes(entries, local: false)
}

/// A register of casefile up to rules 7, which says where a disk had the evidence, without that; `nil` for
/// any other.
package func registerWithoutPlaces(_ bytes: [UInt8]) throws -> [UInt8]? {
  guard case .object(var members) = try JSONReader.read(bytes),
    let place = members.firstIndex(where: { $0.key == "entries" }),
    let entries = members[place].value.elements, entries.contains(where: { $0["inode"] != nil })
  else { return nil }
  members[place].value = .array(
    entries.map { entry in
      .object((entry.members ?? []).filter { !["inode", "modified"].contains($0.key) })
    })
  var writer = JSONWriter()
  writer.value(.object(members))
  return writer.finish()
}

private func bytes(_ entries: [RegisterEntry], local: Bool) -> [UInt8] {
  var writer = JSONWriter()
  writer.object { writer in
    writer.key("entries") { writer in
      writer.array(entries) { writer, entry in
        writer.object { writer in
          let origin = entry.origin
          writer.key("bytes", entry.bytes)
          writer.key("collected") { writer in
            writer.object { writer in
              writer.key("at", origin.collectedAt?.iso ?? notStated)
              writer.key("by", origin.collectedBy ?? notStated)
              writer.key("command", origin.collectedCommand ?? notStated)
              writer.key("tool", origin.collectedTool ?? notStated)
            }
          }
          writer.key("evidence", entry.name)
          if let external = entry.external { writer.key("external") { write(external, &$0) } }
          if !entry.exports.isEmpty { writer.key("for", entry.exports.map(evidenceName)) }
          writer.key("format", entry.format)
          if local { writer.key("importedAt", entry.importedAt) }
          if origin.inventory != InventoryReach() {
            writer.key("inventory") { write(origin.inventory, &$0) }
          }
          if let archive = entry.memberOf { writer.key("memberOf", evidenceName(archive)) }
          if let notRead = entry.notRead {
            writer.key("notRead") { $0.array(notRead) { write($1, &$0) } }
          }
          writer.key("originalName", entry.originalName)
          writer.key("query") { write(origin.query, &$0) }
          writer.key("receivedAt", origin.receivedAt?.iso ?? notStated)
          writer.key("receivedFrom", origin.receivedFrom ?? notStated)
          writer.key("sha256", entry.sha256)
          writer.key("sourceSystem", origin.sourceSystem ?? notStated)
          writer.key("storedName", entry.storedName)
          writer.key("tenant", origin.tenant ?? notStated)
          if let order = origin.dayOrder { writer.key("times", order.rawValue) }
        }
      }
    }
    writer.key("schema", registerSchema)
  }
  return writer.finish()
}

private func write(_ member: NotReadMember, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("found", member.found)
    writer.key("mayHoldRecords", member.mayHoldRecords)
    writer.key("name", member.name)
  }
}

private func write(_ external: ExternalObject, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("address", external.address)
    writer.key("beginsWithMark", external.beginsWithMark)
    writer.key("endsOpen", external.endsOpen)
  }
}

private func write(_ query: ExportQuery, _ writer: inout JSONWriter) {
  func list(_ key: StaticString, _ values: [String]?, _ writer: inout JSONWriter) {
    if let values { writer.key(key, values) } else { writer.key(key, notStated) }
  }
  writer.object { writer in
    if let addresses = query.addresses { writer.key("addresses", addresses) }
    writer.key("freeText", query.freeText ?? notStated)
    writer.key("from", query.from?.iso ?? notStated)
    list("mailboxes", query.mailboxes, &writer)
    list("operations", query.operations, &writer)
    if let size = query.resultSize {
      writer.key("resultSize", size)
    } else {
      writer.key("resultSize", notStated)
    }
    writer.key("to", query.to?.iso ?? notStated)
    list("users", query.users, &writer)
  }
}

private func write(_ reach: InventoryReach, _ writer: inout JSONWriter) {
  func flag(_ key: StaticString, _ value: Bool?, _ writer: inout JSONWriter) {
    if let value { writer.key(key, value) } else { writer.key(key, notStated) }
  }
  writer.object { writer in
    flag("archive", reach.archive, &writer)
    writer.key("folder", reach.folder ?? notStated)
    flag("recoverableItems", reach.recoverableItems, &writer)
  }
}
