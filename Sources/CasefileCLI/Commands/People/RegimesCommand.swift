import CaseModel
import CaseReport
import TextFormats

/// `casefile regimes`: the notification laws that worksheets are made for.
struct RegimesCommand: Command {
  var results = ResultOptions()

  static let row = CommandRow(
    name: "regimes", operands: "", count: .just(0),
    text: "list the notification laws that worksheets are made for", document: "regimes",
    examples: [CommandExample("casefile regimes", "the laws and their triggers")])
  static let options = [ResultOptions.templates.inside(\RegimesCommand.results)]

  func run(_ run: CommandRun) throws -> Int32 {
    let regimes = try results.templates().regimes()
    if run.isJSON {
      var writer = JSONWriter()
      writer.object { writer in
        writer.key("regimes") { writer in
          writer.array(regimes) { writer, regime in
            writer.object { writer in
              writer.key("authority", regime.authority)
              writer.key("id", regime.id)
              writer.key("inForceSince", regime.inForceSince)
              writer.key("lastChecked", regime.lastChecked)
              writer.key("law", regime.law)
              writer.key("title", regime.title)
              writer.key("triggers", regime.triggers.map(\.id))
            }
          }
        }
        writer.key("schema", "casefile/regimes/1")
      }
      try run.terminal.out(writer.finish())
      return 0
    }
    for regime in regimes {
      try run.terminal.out("\(regime.id)  \(regime.title)".visible)
      try run.terminal.out(
        "    \(regime.law.visible); in force since \(regime.inForceSince), last checked"
          + " \(regime.lastChecked)")
      for trigger in regime.triggers {
        try run.terminal.out("    trigger \(trigger.id): \(trigger.text)".visible)
      }
    }
    return 0
  }
}
