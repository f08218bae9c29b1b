/// `casefile man`
func printManPage(_ run: CommandRun) throws -> Int32 {
  try run.result(page: ManPage.text)
  return 0
}

/// `casefile completions SHELL`
func printCompletions(_ run: CommandRun) throws -> Int32 {
  let shell = run.arguments.operands[0]
  guard let text = Completions.text(shell) else {
    throw UsageProblem.badValue(
      option: "SHELL", found: shell, expected: Completions.shells.joined(separator: " or "))
  }
  try run.result(page: text + "\n")
  return 0
}
