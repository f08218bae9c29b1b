import CaseActions
import CaseReport

/// `casefile templates export DIR` and `casefile templates check DIR`
///
/// A name in a template stands for a value of the innermost object or row around it: `{{name}}` in
/// `{{#rows}}` is one of the row. `{{../name}}` stands for one further out, `{{../../name}}` for one
/// two further out. A section over a text, a number or a flag is a condition and changes nothing of
/// that. A name that stands for nothing is a problem, with its file, its line, and the nearest names;
/// so it is for `render`, `run`, `close` and `pack --for`, before they write anything.
struct TemplatesCommand: Command {
  static let row = CommandRow(
    name: "templates", operands: "ACTION DIR", count: .just(2),
    text: "export the templates, languages and regimes to a folder, or check one",
    words: ["export", "check"],
    examples: [
      CommandExample("casefile templates export TEMPLATES", "every sentence, for editing"),
      CommandExample(
        "casefile templates check TEMPLATES", "what is wrong with them, with line numbers"),
    ])

  func run(_ run: CommandRun) throws -> Int32 {
    let folder = run.operands[1]
    switch run.operands[0] {
    case "export": return try export(folder, run)
    case "check": return try check(folder, run)
    default:
      throw UsageProblem.badValue(
        option: "ACTION", found: run.operands[0], expected: "export or check")
    }
  }

  private func export(_ folder: String, _ run: CommandRun) throws -> Int32 {
    for path in try exportTemplates(to: folder) { try run.result("template", path: path) }
    run.next("casefile render CASE --templates \(folder)")
    return 0
  }

  private func check(_ folder: String, _ run: CommandRun) throws -> Int32 {
    let set = try readTemplates(folder)
    let problems = set.check()
    for problem in problems {
      let text = "\(folder.visible)/\(problem)"
      if run.isJSON { try run.result("problem", text) } else { try run.terminal.out(text) }
    }
    if problems.isEmpty {
      let hash = try set.sha256()
      try run.result(
        "templates", "SHA-256 \(hash): no problem found", ["sha256": .text(hash)])
    }
    return problems.isEmpty ? 0 : 4
  }
}
