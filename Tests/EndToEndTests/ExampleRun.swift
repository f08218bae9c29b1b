import Files
import TestSupport
import Testing

@testable import CasefileCLI

/// Every example of the helps, as it stands, in one case from its beginning to its end.
///
/// - Parameters:
///   - more: arguments that are added to each.
///   - body: gets each command with what it gave.
func runExamples(
  _ more: [String] = [], _ body: (CommandEntry, CommandExample, CommandOutcome) throws -> Void
) throws {
  let runner = CommandRunner()
  let place = try Workplace()
  let folder = place.path("case")
  runner.run(
    "new", folder, "--number", "H-1", "--examiner", "E", "--organisation", "O")
  try place.write(
    "first.json",
    FixtureExport.ndjson.bytes([.attackerBind(1, "m1@x.example", at: "2025-03-12T08:00:00")]))
  try place.write("export.csv", FixtureExport.searchCSV.bytes((2...9).map { FixtureRecord($0) }))
  runner.run("import", folder, place.path("first.json"))
  runner.run(
    "tally", place.path("first.json"), "--scope", "\(folder)/scope.json", "--source", "E002",
    "--output", place.path("other"))
  let line = runner.run("run", folder).out.split(separator: "\n").first { $0.hasPrefix("bundle") }
  let bundle = String(try #require(line).dropFirst(10))
  // What people fill in; what needs the results of others stands at its place in the table.
  let words = [
    "CASES": place.root, "CASE": folder, "EXPORT.csv": place.path("export.csv"),
    "BUNDLE.zip": bundle, "NEW": place.path("new"), "NEW-2": place.path("new2"),
    "FIRST.json": place.path("first.json"), "SCOPE.json": "\(folder)/scope.json",
    "TALLY": place.path("tally"), "OTHER": place.path("other"), "BOTH": place.path("both"),
    "NAMES": place.path("names"),
    "RESTORED": place.path("restored"), "TEMPLATES": place.path("templates"),
  ]
  for command in commandTable {
    for example in command.row.examples {
      // Whoever stands for a final report has told where its files are from.
      if example.command.contains("--final") { try tellOrigins(runner, folder) }
      let arguments = commandWords(example.command).map { words[$0] ?? $0 }
      #expect(arguments.first == "casefile")
      #expect(arguments.dropFirst().first == command.name)
      try body(
        command, example,
        runner.run(Array(arguments.dropFirst()) + more.filter { !arguments.contains($0) }))
    }
  }
}

private func tellOrigins(_ runner: CommandRunner, _ folder: String) throws {
  for name in try folderEntries("\(folder)/evidence") where name.hasPrefix("E") {
    let told = runner.run(
      "evidence", "about", folder, String(name.prefix(4)), "--source-system", "Purview",
      "--collected-at", "2025-03-24T10:00:00Z", "--collected-by", "T", "--query-from", "2025-03-01",
      "--query-to", "2025-03-20", "--query-unfiltered", "--by", "T", "--why", "t")
    #expect(told.code == 0, "\(told.error)")
  }
}
