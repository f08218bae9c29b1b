import Files
import TestSupport
import Testing

/// Findings of what was read in parts elsewhere are those of the case, byte for byte.
struct TallyCommandTests {
  private let runner = CommandRunner()

  @Test func theShippedCaseInParts() throws {
    let place = try Workplace()
    let folder = place.path("case")
    for (name, bytes) in NorthwindCase().files { try place.write("case/\(name)", bytes) }
    #expect(runner.run("run", folder).code == 0)
    let findings = try readSmallFile("\(folder)/findings/findings.json")
    let custody = try readSmallFile("\(folder)/custody.jsonl")
    var files: [String] = []
    for name in try folderEntries("\(folder)/evidence") where name.hasPrefix("E0") {
      let source = String(name.prefix(4))
      let file = place.path("\(source).tally")
      let outcome = runner.run(
        "tally", "\(folder)/evidence/\(name)", "--scope", "\(folder)/scope.json", "--source",
        source,
        "--output", file, "--threads", "2")
      #expect(outcome.code == 0, "\(outcome.error)")
      files.append(file)
    }
    #expect(files.count == 2)
    let all = place.path("all.tally")
    #expect(runner.run(["tally", "merge"] + files.reversed() + ["--output", all]).code == 0)
    let twice = runner.run("tally", "merge", all, files[0], all, "--output", place.path("twice"))
    #expect(twice.code == 0, "\(twice.error)")
    #expect(try place.read("twice") == readSmallFile(all))

    try removeFile("\(folder)/findings/findings.json")
    let outcome = runner.run("findings", folder, "--tally", all)
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(try readSmallFile("\(folder)/findings/findings.json") == findings)
    #expect(try readSmallFile("\(folder)/custody.jsonl").starts(with: custody))
    // The files themselves may be named in place of their sum.
    #expect(runner.run("findings", folder, "--tally", files[0], "--tally", files[1]).code == 0)

    let missing = runner.run("findings", folder, "--tally", files[0])
    #expect(missing.code == 1 && missing.error.contains("no part of 'E002' is in the tally"))
    // A tally holds everything that was read, whatever the scope.
    runner.run("scope", folder, "--mailbox", "x@x.example", "--by", "D", "--why", "w")
    #expect(runner.run("findings", folder, "--tally", all).code == 0)
    let other = try readSmallFile("\(folder)/findings/findings.json")
    #expect(other != findings)
    #expect(runner.run("findings", folder).code == 0)
    #expect(try readSmallFile("\(folder)/findings/findings.json") == other)
    try replaceFile(all, with: try readSmallFile(all).dropLast(1))
    #expect(runner.run("tally", "merge", all).error.contains("it was cut or changed"))
  }

  /// A part does not show what all of a file is: JSON of any kind is read alike.
  @Test func partsOfSeveralKindsAreOneFile() throws {
    let place = try Workplace()
    let folder = place.path("case")
    let records = (1...4).map { FixtureRecord.attackerBind($0, "m\($0)@x") }
    let parts = [
      FixtureExport.graphLines.bytes(Array(records[..<2])),
      FixtureExport.ndjson.bytes(Array(records[2...])),
    ]
    try place.write("joined.json", parts.flatMap { $0 })
    #expect(runner.run("new", folder).code == 0)
    let imported = runner.run("import", folder, place.path("joined.json"))
    #expect(imported.out.contains("joined.json: Audit log JSON, 4 rows"), "\(imported.out)")
    #expect(try place.text("case/evidence/register.json").contains("\"audit-log-json\""))
    runner.run(
      "scope", folder, "--attacker-address", "203.0.113.66", "--by", "D", "--why", "w")
    #expect(runner.run("findings", folder).code == 0)
    let findings = try readSmallFile("\(folder)/findings/findings.json")
    var offset = 0
    var options: [String] = []
    for (number, part) in parts.enumerated() {
      try place.write("part-\(number).json", part)
      let tally = place.path("\(number).tally")
      let read = runner.run(
        "tally", place.path("part-\(number).json"), "--source", "E001", "--base-offset",
        "\(offset)", "--scope", "\(folder)/scope.json", "--output", tally)
      #expect(read.code == 0, "\(read.error)")
      options += ["--tally", tally]
      offset += part.count
    }
    let merged = runner.run(["findings", folder] + options)
    #expect(merged.code == 0, "\(merged.error)")
    #expect(try readSmallFile("\(folder)/findings/findings.json") == findings)
  }
}
