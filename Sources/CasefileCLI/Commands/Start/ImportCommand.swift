import CaseActions

/// `casefile import CASE FILE…`
struct ImportCommand: Command {
  var options = ImportOptions()
  var isDryRun = false

  static let row = CommandRow(
    name: "import", operands: "CASE FILE…", count: .atLeast(2),
    text: "copy exports into the case, hash, read and register them; - is standard input",
    examples: [
      CommandExample(
        "casefile import CASE EXPORT.csv --dry-run", "look first; nothing changes"),
      CommandExample(
        "casefile import CASE EXPORT.csv --collected-by 'D. Whitfield' --query-unfiltered",
        "with what is known about the export"),
    ])
  static let options: [Option<Self>] =
    ImportOptions.options.map { $0.inside(\.options) } + [
      .flag("dry-run", \.isDryRun, "show the ledger of each file, change nothing")
    ]

  func run(_ run: CommandRun) throws -> Int32 {
    let files = Array(run.operands.dropFirst())
    if isDryRun { return try dryRun(files, run) }
    var opened = try run.open()
    let code = try ExportImport(options: options, run: run).importAll(files, into: &opened)
    let root = opened.folder.root
    run.next(
      opened.register.isEmpty ? "casefile import \(root) EXPORT…" : "casefile contexts \(root)")
    return code
  }
}
