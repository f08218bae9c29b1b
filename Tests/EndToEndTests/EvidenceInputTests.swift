import CaseFolder
import CaseModel
import Files
import Glibc
import TestSupport
import Testing

/// What people hand to `import`, and what stands in the place of evidence.
struct EvidenceInputTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let folder: String

  init() throws {
    place = try Workplace()
    folder = place.path("case")
    runner.run("new", folder)
  }

  private func export(_ number: Int) -> [UInt8] {
    FixtureExport.ndjson.bytes([.attackerBind(number, "a@x", at: "2025-03-12T08:00:0\(number)")])
  }

  @Test func pipesAndSocketsInAFolderArePassedOverWithAWord() throws {
    try place.write("in/a.json", export(1))
    #expect(mkfifo(place.path("in/b.json"), 0o600) == 0)
    for options in [["--dry-run"], []] {
      let outcome = runner.run(["import", folder, place.path("in")] + options)
      #expect(outcome.code == 0, "\(outcome.error)")
      #expect(outcome.error.contains("in/b.json' was skipped: it is a pipe, a socket"))
    }
    #expect(try registeredEvidence(folder).map(\.originalName) == ["a.json"])
  }

  @Test func aNameThatIsNoTextIsImported() throws {
    let name: [UInt8] = Array("caf".utf8) + [0xE9] + Array(".json".utf8)
    let path = pathText(Array(place.path("in").utf8) + [0x2F] + name)
    try makeFolder(place.path("in"))
    try replaceFile(path, with: export(1))
    for options in [["--dry-run"], []] {
      let outcome = runner.run(["import", folder, place.path("in")] + options)
      #expect(outcome.code == 0 && outcome.out.contains("caf[byte 0xE9].json"), "\(outcome)")
    }
    #expect(try registeredEvidence(folder).map(\.originalName.bytes) == [name])
    #expect(runner.run("import", folder, path).out.contains("already imported"))
    #expect(runner.run("run", folder).code == 0)
    #expect(runner.run("status", folder).out.contains("caf[byte 0xE9].json"))
  }

  @Test(
    arguments: [
      [0x61], Array("é\u{10FF80}\u{10FFFF}".utf8), [0xFF, 0x80, 0xC3], [0xF4, 0x8F, 0xBE, 0x80],
      [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF5, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func aPathAndItsBytesAreTheSame(_ bytes: [UInt8]) {
    #expect(pathBytes(pathText(bytes)) == bytes)
    #expect(isText(path: pathText(bytes)) == (bytes == [0x61]))
  }

  /// 255 bytes are the most that a name may have; a side file's name would be longer.
  @Test(arguments: [244, 245, 250]) func aLongNameIsImported(_ length: Int) throws {
    let name = String(repeating: "b", count: length) + ".json"
    try place.write("in/a.json", export(1))
    // A temporary name beside it would be longer than any can be.
    try FileHandle(creating: place.path("in/\(name)"), mode: 0o600).write(export(2)[...])
    try place.write("in/c.json", export(3))
    let outcome = runner.run("import", folder, place.path("in"))
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(
      try registeredEvidence(folder).map(\.originalName.string) == ["a.json", name, "c.json"])
  }

  @Test func theCasesOwnFilesAreNoExports() throws {
    try place.write("a.json", export(1))
    runner.run("import", folder, place.path("a.json"))
    runner.run("run", folder)
    try place.write("case/exports/b.json", export(2))
    for operand in [folder, "\(folder)/", "\(folder)/../case"] {
      let outcome = runner.run("import", operand == folder ? folder : folder, operand)
      #expect(outcome.code == 0, "\(outcome.error)")
      #expect(outcome.error.contains("it is one of the case's own files"), "\(outcome.error)")
    }
    let bundle = try #require(
      try folderEntries("\(folder)/bundles").first { $0.hasSuffix(".zip") })
    let named = runner.run("import", folder, "\(folder)/bundles/\(bundle)")
    #expect(named.error.contains("it is one of the case's own files"))
    #expect(try registeredEvidence(folder).map(\.originalName) == ["a.json", "b.json"])
  }

  /// In a received case a link could lead to any file of whoever runs it.
  @Test func linksInTheCasesOwnFolderOfExportsAreNotFollowed() throws {
    try place.write("a.json", export(1))
    try place.write("case/exports/b.json", export(2))
    try makeLink("\(folder)/exports/link.json", to: place.path("a.json"))
    let outcome = runner.run("run", folder)
    #expect(outcome.error.contains("link.json' was skipped: a link in the case's own folder"))
    #expect(try registeredEvidence(folder).map(\.originalName) == ["b.json"])
    try removeTree("\(folder)/exports")
    try makeLink("\(folder)/exports", to: place.root)
    #expect(runner.run("run", folder).error.contains("exports' is a symbolic link"))
    try removeFile("\(folder)/exports")
    #expect(try registeredEvidence(folder).count == 1)
    // Elsewhere a link to a file is the file.
    try makeLink(place.path("c.json"), to: place.path("a.json"))
    #expect(runner.run("import", folder, place.path("c.json")).code == 0)
    #expect(try registeredEvidence(folder).count == 2)
  }

  // MARK: - What stands in its place

  /// A file of a terabyte with no block in it: its size says enough.
  @Test func aSizeThatDiffersIsDecidedWithoutReading() throws {
    try place.write("a.json", export(1))
    runner.run("import", folder, place.path("a.json"))
    let path = "\(folder)/evidence/E001-a.json"
    #expect(chmod(path, 0o600) == 0 && truncate(path, 1 << 40) == 0)
    for command in [
      ["status", folder, "--verify"], ["evidence", "verify", folder], ["run", folder],
      ["findings", folder], ["pack", folder],
    ] {
      let began = Machine.milliseconds
      let outcome = runner.run(command)
      #expect(Machine.milliseconds - began < 5_000, "\(command)")
      #expect(outcome.code == 1)
      #expect(
        outcome.error.contains("it has 1099511627776 bytes, the register says"), "\(outcome.error)")
    }
  }

  @Test(arguments: ["link", "folder", "pipe"]) func whatIsNoFileIsCalledWhatItIs(
    _ kind: String
  ) throws {
    try place.write("a.json", export(1))
    runner.run("import", folder, place.path("a.json"))
    let path = "\(folder)/evidence/E001-a.json"
    try removeFile(path)
    switch kind {
    case "link": try makeLink(path, to: place.path("a.json"))
    case "folder": try makeFolder(path)
    default: #expect(mkfifo(path, 0o600) == 0)
    }
    let said = ["link": "is a symbolic link", "folder": "is a folder", "pipe": "is a pipe"]
    for command in [["status", folder], ["findings", folder], ["status", folder, "--verify"]] {
      let outcome = runner.run(command)
      #expect(outcome.code == 1)
      #expect(outcome.error.contains("E001-a.json' \(said[kind] ?? "")"), "\(outcome.error)")
    }
  }

  // MARK: - Where it was seen

  /// cache/ may go at any time: it changes nothing but time.
  @Test func withoutTheCacheEvidenceIsHashed() throws {
    try place.write("a.json", export(1))
    runner.run("import", folder, place.path("a.json"))
    runner.run("run", folder)
    let log = try readSmallFile("\(folder)/custody.jsonl")
    try removeTree("\(folder)/cache")
    #expect(runner.run("run", folder).out.contains("fresh     "))
    #expect(try readSmallFile("\(folder)/custody.jsonl") == log)
    #expect(try fileFacts("\(folder)/cache/places.json") != nil)
    try removeTree("\(folder)/cache")
    #expect(chmod("\(folder)/evidence/E001-a.json", 0o600) == 0)
    try replaceFile("\(folder)/evidence/E001-a.json", with: export(2))
    let changed = runner.run("findings", folder)
    #expect(changed.code == 1 && changed.error.contains("was changed: SHA-256"))
  }

  /// A place that could not be written down is no new place: nothing is recorded by who only looks.
  @Test func oneFileThatWasNeverSeenIsWhereItsImportPutIt() throws {
    try place.write("a.json", export(1))
    try place.write("b.json", export(2))
    runner.run("import", folder, place.path("a.json"))
    let places = try readSmallFile("\(folder)/cache/places.json")
    runner.run("import", folder, place.path("b.json"))
    try replaceFile("\(folder)/cache/places.json", with: places)
    let before = try wholeFolder(folder)
    #expect(runner.run("status", folder, "--verify").code == 0)
    #expect(runner.run("evidence", "verify", folder).code == 0)
    #expect(try wholeFolder(folder) == before)
    #expect(runner.run("findings", folder).code == 0)
    #expect(try readSmallFile("\(folder)/cache/places.json") != places)
    // Where nothing was ever seen, as in a restored case, all of it is recorded.
    try removeTree("\(folder)/cache")
    #expect(runner.run("status", folder, "--verify").code == 0)
    #expect(runner.run("custody", folder).out.contains("evidence verified in a new place"))
  }

  /// Inode numbers and modification times of a disk reach no byte of what is handed on.
  @Test func theSameCaseElsewhereGivesTheSameBundle() throws {
    var bundles: [[UInt8]] = []
    for root in ["one", "two/deeper"] {
      let runner = CommandRunner()
      let case_ = place.path("\(root)/case")
      for number in 0..<(bundles.isEmpty ? 0 : 7) { try place.write("\(root)/x\(number)", "x") }
      try place.write("\(root)/a.json", export(1))
      try place.write("\(root)/b.json", export(2))
      runner.run("new", case_, "--number", "S-1", "--regime", "gdpr")
      runner.run("import", case_, place.path("\(root)/a.json"), place.path("\(root)/b.json"))
      runner.run("scope", case_, "--attacker-address", "203.0.113.66", "--by", "D", "--why", "w")
      #expect(runner.run("run", case_).code == 0)
      let name = try #require(
        try folderEntries("\(case_)/bundles").first { $0.hasSuffix(".zip") })
      bundles.append(try readSmallFile("\(case_)/bundles/\(name)"))
    }
    #expect(bundles[0] == bundles[1])
    for (name, bytes) in try archiveMembers(bundles[0]) where name.hasSuffix(".json") {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("\"inode\""), "\(name)")
    }
  }
}
