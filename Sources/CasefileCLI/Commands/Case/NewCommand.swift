import CaseFolder
import CaseModel
import CasePipeline
import Files

/// `casefile new CASE`
func newCase(_ run: CommandRun) throws -> Int32 {
  let folder = CaseFolder(run.arguments.operands[0])
  var document = CaseDocument()
  document.number = run.arguments["number"] ?? lastPathPart(folder.root)
  document.title = run.arguments["title"] ?? document.number
  document.organisation = run.arguments["organisation"] ?? ""
  document.examiner = run.arguments["examiner"] ?? ""
  document.marking = run.arguments["marking"] ?? ""
  try makeCase(folder, document, run.surroundings)
  try run.terminal.out("case      \(folder.root.visible)")
  run.next("casefile import \(folder.root) EXPORT…")
  return 0
}

extension CommandRun {
  var isQuiet: Bool { arguments.has("quiet") || arguments.has("json") }

  /// The next sensible command.
  func next(_ command: String) {
    if !isQuiet { terminal.error("next: \(command.visible)") }
  }

  func note(_ line: String) {
    if !isQuiet { terminal.error(line) }
  }

  func open() throws -> OpenCase {
    try OpenCase.open(CaseFolder(arguments.operands[0]), surroundings)
  }
}
