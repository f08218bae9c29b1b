import CaseActions
import CaseModel
import TextFormats

/// `casefile list DIR`: every case with its state, hold, retention and last seal.
struct ListCommand: Command {
  static let row = CommandRow(
    name: "list", operands: "DIR", count: .just(1),
    text: "list the cases in a folder: state, hold, retention, last seal", document: "cases",
    examples: [CommandExample("casefile list CASES", "all cases in a folder")])

  func run(_ run: CommandRun) throws -> Int32 {
    let cases = try listCases(run.operands[0])
    if run.isJSON {
      try run.terminal.out(listJSON(cases))
      return cases.contains { $0.fault != nil } ? 3 : 0
    }
    let today = run.surroundings.now().date
    for summary in cases {
      if let fault = summary.fault {
        let words = ErrorWords(fault)
        run.terminal.fail(ErrorWords("'\(summary.path.visible)': \(words.text)", words.hint, 3))
        continue
      }
      let document = summary.document
      let title = document.title.isEmpty ? "" : ": \(document.title.visible)"
      try run.terminal.out("\(summary.path.visible)  \(document.number.visible)\(title)")
      var parts = [document.closed.map { "closed \($0.at.date)" } ?? "open"]
      if document.hold != nil { parts.append("on hold") }
      if let closed = document.closed {
        let day = closed.retainUntil
        if day.isEmpty {
          parts.append("how long to keep it is not stated")
        } else {
          parts.append("keep until \(day)\(day < today ? ", which has passed" : "")")
        }
      }
      parts.append(
        summary.bundle.map { "last sealed \($0.at.date), \($0.sha256.prefix(16))…" }
          ?? "never sealed"
      )
      try run.terminal.out("    \(parts.joined(separator: "; "))")
    }
    if cases.isEmpty { run.note("there is no case in '\(run.operands[0].visible)'") }
    return cases.contains { $0.fault != nil } ? 3 : 0
  }
}

private func listJSON(_ cases: [CaseSummary]) -> [UInt8] {
  var writer = JSONWriter()
  writer.object { writer in
    writer.key("cases") { writer in
      writer.array(cases) { writer, summary in
        writer.object { writer in
          let document = summary.document
          writer.key("closedAt", document.closed?.at)
          if let fault = summary.fault { writer.key("error", ErrorWords(fault).text) }
          writer.key("hold", document.hold != nil)
          if let bundle = summary.bundle {
            writer.key("lastSeal") { writer in
              writer.object { writer in
                writer.key("at", bundle.at)
                writer.key("bundle", bundle.name)
                writer.key("sha256", bundle.sha256)
              }
            }
          }
          writer.key("number", document.number)
          writer.key("path", summary.path)
          writer.key("retainUntil", document.closed?.retainUntil ?? "")
          writer.key("title", document.title)
        }
      }
    }
    writer.key("schema", "casefile/cases/1")
  }
  return writer.finish()
}
