import CaseImport
import CaseModel
import Files
import TestSupport
import Testing
import TextFormats

/// The list that counsel works through goes out, and its decisions come back.
struct ReviewTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let folder: String

  init() throws {
    place = try Workplace()
    folder = place.path("case")
    runner.run("new", folder)
    try place.write(
      "a.json",
      FixtureExport.ndjson.bytes([
        .attackerBind(1, "a@x", "=b@x", "c,\"d\"@x", at: "2025-03-12T08:00:00")
      ]))
    runner.run("import", folder, place.path("a.json"))
    runner.run("scope", folder, "--attacker-address", "203.0.113.66", "--by", "D", "--why", "w")
  }

  /// The lines of the list, without its end; the header first.
  private var list: [String] {
    get throws {
      let outcome = runner.run("review", "export", folder)
      #expect(outcome.code == 0, "\(outcome.error)")
      return try place.text("case/review/messages-0001.csv").split(whereSeparator: \.isNewline)
        .map(String.init)
    }
  }

  private func filled(_ line: String, _ decision: String) -> String {
    line.dropLast(5) + decision
  }

  private func back(_ lines: [String], encode: (String) -> [UInt8] = { Array($0.utf8) }) throws
    -> CommandOutcome
  {
    let path = try place.write("back.csv", encode(lines.joined(separator: "\r\n") + "\r\n"))
    return runner.run("review", "import", folder, path)
  }

  private var report: String {
    get throws {
      runner.run("render", folder)
      return try place.text("case/reports/breach-scope.en.md")
    }
  }

  @Test func decisionsComeBackAndAreTheOnlyNumberOfPeople() throws {
    #expect(try report.contains("states no number of people"))
    let lines = try list
    #expect(lines.count == 4)
    #expect(lines[0].hasSuffix("reviewer,reviewedAt,sensitive,categories,people,note"))
    // printf 'a@x' | md5sum
    #expect(
      lines.contains { $0.contains(",a@x,internetMessageId,4895b1d4ed83c6da448e89f72e1103a0,") })
    let answered = [
      lines[0], filled(lines[1], "Lee,2025-04-01,yes,health; billing,3,\"a, \"\"note\"\"\""),
      filled(lines[2], "Lee,2025-04-01T10:00:00Z,No,,,"), lines[3],
    ]
    let first = try back(answered)
    #expect(first.code == 0, "\(first.error)")
    #expect(
      first.out == "review    2 decision(s) added, 0 changed, 0 as before; 1 row(s) not reviewed\n")
    let text = try report
    #expect(text.contains("2 of 3 recorded messages were reviewed by people"))
    #expect(text.contains("**1 is not reviewed.**"))
    #expect(text.contains("The reviewers state 3 people"))
    #expect(text.contains("- billing: 1") && text.contains("- health: 1"))
    // What was decided stands in the next list, and the same list again changes nothing.
    let next = try list
    #expect(
      next[1]
        == filled(lines[1], "Lee,2025-04-01T00:00:00Z,yes,billing; health,3,\"a, \"\"note\"\"\""))
    let log = try place.read("case/custody.jsonl")
    #expect(try back(next).out.contains("0 decision(s) added, 0 changed, 2 as before"))
    #expect(try place.read("case/custody.jsonl") == log)
    #expect(runner.run("run", folder).code == 0)
    let bundle = try #require(
      try folderEntries(place.path("case/bundles")).last { $0.hasSuffix(".zip") })
    #expect(runner.run("verify", place.path("case/bundles/\(bundle)"), "--recompute").code == 0)
  }

  @Test func onlyALaterDecisionReplacesAnother() throws {
    let lines = try list
    func decide(_ decision: String) throws -> CommandOutcome {
      try back([lines[0], filled(lines[1], decision)])
    }
    #expect(try decide("Lee,2025-04-02,yes,,2,").code == 0)
    let older = try decide("Kim,2025-04-01,no,,,")
    #expect(older.code == 3)
    #expect(older.error.contains("Lee decided otherwise at 2025-04-02T00:00:00Z"))
    #expect(try decide("Kim,2025-04-03,no,,,").out.contains("1 changed"))
    #expect(try report.contains("The reviewers state 0 people"))
  }

  @Test func rowsThatDecideNothingClearAreListedAndTheOthersCount() throws {
    let lines = try list
    let strange = lines[1].replacing("M-", with: "M-0")
    let outcome = try back([
      lines[0], filled(lines[1], "Lee,04/01/2025,yes,,1,"),
      filled(lines[1], "Lee,2025-04-01,maybe,,1,"),
      filled(lines[1], "Lee,2025-04-01,yes,,-1,"), filled(lines[1], ",2025-04-01,yes,,1,"),
      filled(strange, "Lee,2025-04-01,yes,,1,"), filled(lines[2], "Lee,2025-04-01,yes,,1,"),
      filled(lines[2], "Lee,2025-04-01,no,,,"), filled(lines[3], "Lee,2025-04-01,unclear,,,"),
      filled(lines[3], "Lee,2025-04-01,unclear,,,"),
    ])
    #expect(outcome.code == 3)
    #expect(outcome.out.hasPrefix("review    1 decision(s) added, 0 changed, 0 as before"))
    for text in [
      "row 1: reviewedAt is '04/01/2025'", "row 2: sensitive is 'maybe'", "row 3: people is '-1'",
      "row 4: no reviewer", "no recorded message has this key",
      "differently from row 6; neither",
    ] {
      #expect(outcome.error.contains(text), "\(text)\n\(outcome.error)")
    }
  }

  /// Rows are numbered as a spreadsheet shows them behind the header, blank ones too (F10).
  @Test func blankRowsCount() throws {
    let lines = try list
    let outcome = try back([
      lines[0], "", "", filled(lines[1], "Lee,bad,yes,,1,"), "",
      filled(lines[2], "Lee,2025-04-01,maybe,,1,"), "",
    ])
    #expect(outcome.error.contains(" row 3: reviewedAt is 'bad'"), "\(outcome.error)")
    #expect(outcome.error.contains(" row 5: sensitive is 'maybe'"))
  }

  @Test func spreadsheetsMayWriteItTheirWay() throws {
    let lines = try list
    let simple = ["key", "reviewer", "reviewedAt", "sensitive", "categories", "people", "note"]
    let key = String(lines[1].prefix { $0 != "," })
    let row = [key, "M\u{FC}ller", "2025-04-01", "YES", "b|a|b", "2", "'=x"]
    for delimiter in [";", "\t", ","] {
      let text = [simple, row].map { $0.joined(separator: delimiter) }
      let outcome = try back(text) { text in
        // Unicode text of a spreadsheet is UTF-16 with a mark.
        "\u{FEFF}\(text)".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      }
      #expect(outcome.code == 0, "\(outcome.error)")
    }
    let stored = try JSONReader.read(try place.read("case/review/decisions.json"))
    let decision = try #require(stored["decisions"]?.elements?.first)
    #expect(stored["decisions"]?.elements?.count == 1)
    #expect(decision["reviewer"]?.text == "M\u{FC}ller")
    #expect(decision["categories"]?.elements?.compactMap(\.text) == ["a", "b"])
    #expect(decision["note"]?.text == "=x")
    #expect(decision["people"]?.integer == 2)
  }

  @Test(arguments: ["", "a,b\n1,2\n", "key,reviewer\nM-1,x\n", "\u{FEFF}"])
  func whatIsNoListIsRefused(_ text: String) throws {
    let path = try place.write("no.csv", text)
    let outcome = runner.run("review", "import", folder, path)
    #expect(outcome.code == 3)
    #expect(outcome.error.contains("is not a review list"))
  }

  @Test func latin1IsNamedAndTheWordsAreChecked() throws {
    let path = try place.write("no.csv", Array("key,reviewer\n".utf8) + [0xFC, 0x0A])
    #expect(runner.run("review", "import", folder, path).error.contains("not UTF-8"))
    #expect(runner.run("review", "send", folder).code == 2)
    #expect(runner.run("review", "import", folder).code == 2)
    #expect(runner.run("review", "export", folder, "x").code == 2)
    #expect(runner.run("review", "import", folder, place.path("gone.csv")).code == 1)
  }
}
