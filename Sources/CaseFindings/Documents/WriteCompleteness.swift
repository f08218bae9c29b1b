import CaseModel
import TextFormats

/// `completeness` of findings.json: the ledger of every file, and what was not read (R18, R22).
func writeCompleteness(
  _ completeness: Completeness, _ request: FindingsRequest, _ writer: inout JSONWriter
) {
  writer.object { writer in
    writer.key("files") { $0.array(completeness.files) { write($1, &$0) } }
    if !request.notRead.isEmpty {
      writer.key("notRead") { writer in
        writer.array(request.notRead.flatMap { archive in archive.members.map { (archive, $0) } }) {
          writer, one in
          writer.object { writer in
            writer.key("evidence", evidenceName(one.0.evidence))
            writer.key("found", one.1.found)
            writer.key("mayHoldRecords", one.1.mayHoldRecords)
            writer.key("name", one.1.name)
          }
        }
      }
    }
    writer.key("queries") { writer in
      writer.array(request.knownQueries) { writeQuery($1, &$0) }
    }
    writer.key("reasons", completeness.reasons.map(\.english))
    writer.key("statement", completeness.statement.rawValue)
  }
}

/// An element of `overlaps[]` (R24).
func writeOverlap(_ overlap: ExportOverlap, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("evidence", [overlap.first, overlap.second].map { evidenceName($0[0]) })
    writer.key("files") { writer in
      writer.array([overlap.first, overlap.second]) { writer, files in
        writer.array(files) { $0.string(EvidenceText(evidenceName($1))) }
      }
    }
    writer.key("from", overlap.span.from)
    writer.key("onlyInFirst", overlap.onlyInFirst)
    writer.key("onlyInSecond", overlap.onlyInSecond)
    writer.key("records", overlap.records)
    writer.key("to", overlap.span.to)
  }
}

private func write(_ file: FileCompleteness, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("bytes", file.facts.bytes)
    writer.key("conflicts", file.conflicts)
    writer.key("duplicates", file.duplicates)
    writer.key("evidence", evidenceName(file.facts.evidence))
    if file.facts.isExternal { writer.key("external", true) }
    writer.key("first", file.ledger.first)
    writer.key("format", file.facts.format)
    writer.key("last", file.ledger.last)
    writer.key("mailAccess", file.ledger.mailAccess)
    if let archive = file.facts.memberOf { writer.key("memberOf", evidenceName(archive)) }
    writer.key("otherOperations", file.otherOperations)
    writer.key("records", file.ledger.records)
    writer.key("rejected", file.ledger.rejected)
    writer.key("rows", file.ledger.rows)
    writer.key("sha256", file.facts.sha256)
    writer.key("signs") { writer in
      writer.array(file.signs) { writer, sign in
        writer.object { writer in
          writer.key("code", sign.code)
          writer.key("text", sign.text.english)
        }
      }
    }
    writer.key("unique", file.unique)
    writer.key("uniqueMailAccess", file.uniqueMailAccess)
  }
}

/// An element of `rejected[]` (R19).
func writeReject(_ reject: RejectedRow, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("detail", reject.detail)
    writer.key("evidence", evidenceName(Int(reject.source.evidence)))
    writer.key("length", reject.source.length)
    writer.key("offset", reject.source.offset)
    if let operation = reject.operation { writer.key("operation", operation) }
    writer.key("reason", reject.reason.rawValue)
    writer.key("row", reject.source.row)
    writer.key("salvaged", reject.salvaged)
  }
}
