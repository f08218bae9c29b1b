import Archiving
import CaseModel
import TextFormats

/// The evidence and how it came into the case, in the terms of CASE and UCO 1.4 (JSON-LD): the
/// investigation, each file with its hash and exhibit number, and the tool that took it in.
struct CaseOntology {
  let document: CaseDocument
  let register: [RegisterEntry]
  let tool: ToolIdentity

  /// Of casefile's own names (RFC 9562, section 6.6); drawn once.
  private static let namespace: [UInt8] = [
    0x6E, 0x2B, 0x0C, 0x5A, 0x41, 0xD7, 0x4F, 0x0B, 0x9C, 0x38, 0x77, 0x1D, 0xE0, 0x52, 0xA4, 0x93,
  ]

  var bytes: [UInt8] {
    get throws {
      var writer = JSONWriter()
      writer.value(object([("@context", context), ("@graph", .array(try graph))]))
      return writer.finish()
    }
  }

  private func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { JSONValue.Member(key: $0.0, value: $0.1) })
  }

  private func id(_ kind: String, _ name: String) throws -> JSONValue {
    let uuid = try nameUUID("\(document.number)/\(kind)/\(name)", namespace: CaseOntology.namespace)
    return .text("kb:\(kind)-\(uuid)")
  }

  private func typed(_ type: String, _ text: String) -> JSONValue {
    object([("@type", .text(type)), ("@value", .text(text))])
  }

  private func reference(_ id: JSONValue) -> JSONValue { object([("@id", id)]) }

  private var context: JSONValue {
    let uco = "https://ontology.unifiedcyberontology.org/uco"
    let names =
      [
        ("case-investigation", "https://ontology.caseontology.org/case/investigation/"),
        ("kb", "http://example.org/kb/"),
      ]
      + ["action", "core", "identity", "observable", "tool", "types"].map {
        ("uco-\($0)", "\(uco)/\($0)/")
      } + [("xsd", "http://www.w3.org/2001/XMLSchema#")]
    return object(names.map { ($0.0, .text($0.1)) })
  }

  private var graph: [JSONValue] {
    get throws {
      let tool = try id("tool", self.tool.name)
      var nodes: [JSONValue] = []
      var members: [JSONValue] = [reference(tool)]
      for entry in register {
        let file = try id("file", entry.sha256)
        let record = try id("provenance-record", entry.name)
        let action = try id("investigative-action", entry.name)
        members += [file, record, action].map(reference)
        nodes.append(try node(file, of: entry))
        nodes.append(
          object([
            ("@id", record), ("@type", .text("case-investigation:ProvenanceRecord")),
            ("case-investigation:exhibitNumber", .text(entry.name)),
            ("uco-core:object", reference(file)),
          ]))
        nodes.append(
          object([
            ("@id", action), ("@type", .text("case-investigation:InvestigativeAction")),
            ("uco-core:name", .text("import")),
            ("uco-action:startTime", typed("xsd:dateTime", entry.importedAt.iso)),
            ("uco-action:endTime", typed("xsd:dateTime", entry.importedAt.iso)),
            ("uco-action:instrument", reference(tool)),
            ("uco-action:object", reference(file)), ("uco-action:result", reference(record)),
          ]))
      }
      let investigation = object([
        ("@id", try id("investigation", "")),
        ("@type", .text("case-investigation:Investigation")),
        ("uco-core:name", .text(document.number)),
        ("uco-core:description", .text(document.title)), ("uco-core:object", .array(members)),
      ])
      let program = object([
        ("@id", tool), ("@type", .text("uco-tool:Tool")),
        ("uco-core:name", .text(self.tool.name)), ("uco-tool:version", .text(self.tool.version)),
      ])
      return [investigation, program] + nodes
    }
  }

  private func node(_ file: JSONValue, of entry: RegisterEntry) throws -> JSONValue {
    object([
      ("@id", file), ("@type", .text("uco-observable:File")),
      (
        "uco-core:hasFacet",
        .array([
          object([
            ("@id", try id("file-facet", entry.name)),
            ("@type", .text("uco-observable:FileFacet")),
            ("uco-observable:fileName", .text(entry.originalName.visible)),
            ("uco-observable:sizeInBytes", typed("xsd:integer", String(entry.bytes))),
          ]),
          object([
            ("@id", try id("content-data-facet", entry.name)),
            ("@type", .text("uco-observable:ContentDataFacet")),
            (
              "uco-observable:hash",
              .array([
                object([
                  ("@id", try id("hash", entry.name)), ("@type", .text("uco-types:Hash")),
                  ("uco-types:hashMethod", .text("SHA256")),
                  ("uco-types:hashValue", typed("xsd:hexBinary", entry.sha256)),
                ])
              ])
            ),
          ]),
        ])
      ),
    ])
  }
}
