import Files
import TestSupport
import Testing

/// The steps are for the case's own windows and mailboxes, and casefile takes what they name.
struct CollectHelpTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let folder: String

  init() throws {
    place = try Workplace()
    folder = place.path("case")
    runner.run("new", folder, "--number", "C-3")
  }

  @Test func theyAskForADayOnBothSidesOfTheWindow() {
    runner.run(
      "scope", folder, "--from", "2025-03-10", "--to", "2025-03-18", "--mailbox",
      "o'neil@clinic.example", "--attacker-address", "203.0.113.66", "--by", "D", "--why", "w")
    let steps = runner.run("collect-help", folder)
    #expect(steps.code == 0, "\(steps.error)")
    #expect(steps.out.contains("Parse('2025-03-09T00:00:00Z')"))
    #expect(steps.out.contains("Parse('2025-03-19T00:00:00Z')"))
    // A quote in a name ends no text of PowerShell.
    #expect(steps.out.contains("-Identity 'o''neil@clinic.example'"))
    #expect(!steps.out.contains("{{"))
    let other = runner.run(
      "collect-help", folder, "--from", "2025-01-01", "--to", "2025-02-01")
    #expect(other.out.contains("Parse('2024-12-31T00:00:00Z')"))
  }

  /// Every casefile command in the steps has options that casefile knows.
  @Test func theCommandsInThemAreCommands() throws {
    let steps = runner.run("collect-help", folder, "--from", "2025-03-10", "--to", "2025-03-18")
    let commands = steps.out.split(separator: "\n").map(\.trimmingBlanksBefore)
      .filter { $0.hasPrefix("casefile import \(folder)") }
    #expect(commands.count == 5)
    try place.write(
      "collected.txt",
      "# Search-UnifiedAuditLog, no filter\n2025-03-09 00:00:00Z 2025-03-19 00:00:00Z 1\n")
    try place.write(
      "query.json", "{\"id\": \"q\", \"filterStartDateTime\": \"2025-03-09T00:00:00Z\"}")
    for name in ["audit.csv", "pages/one.json"] {
      try place.write(
        name,
        name.hasSuffix("csv")
          ? FixtureExport.searchCSV.bytes([FixtureRecord(1)])
          : FixtureExport.ndjson.bytes([FixtureRecord(2)]))
    }
    for command in commands.prefix(4) {
      let words = commandWords(command).map { word in
        switch word {
        case "audit.csv", "pages/", "collected.txt", "query.json": place.path(word)
        case "TIME": "2025-03-24T09:00:00Z"
        default: word
        }
      }
      let imported = runner.run(Array(words.dropFirst()))
      #expect(imported.code == 0, "\(command): \(imported.error)")
    }
  }
}

extension Substring {
  fileprivate var trimmingBlanksBefore: String { String(drop { $0 == " " }) }
}
