import CaseModel
import TextFormats

/// The verdicts as JSON (schema `casefile/check/1`), in parts as they are made.
package func writeVerdicts(
  _ verdicts: FindingsList<MessageVerdict>, into sink: @escaping ([UInt8]) -> Void
) {
  var writer = JSONWriter(sink: sink)
  writer.object { writer in
    writer.key("schema", "casefile/check/1")
    writer.key("verdicts") { writer in
      writer.array(verdicts) { writer, verdict in
        writer.object { writer in
          writer.key("mailbox", verdict.mailbox.name)
          writer.key("mailboxGuid", verdict.mailbox.guid)
          writer.key("message", verdict.message)
          writer.key("reasons", verdict.reasons)
          writer.key("sources") { writer in
            writer.array(verdict.sources) { writer, source in
              writer.object { writer in
                writer.key("context", source.context ?? "")
                writer.key("evidence", evidenceName(Int(source.source.evidence)))
                writer.key("length", source.source.length)
                writer.key("offset", source.source.offset)
                writer.key("record", source.record)
                writer.key("row", source.source.row)
                writer.key("time", source.time)
              }
            }
          }
          writer.key("tier", verdict.tier.rawValue)
        }
      }
    }
  }
  _ = writer.finish()
}
