import Archiving
import Files
import TestSupport
import Testing

/// Evidence that stays in a data lake: its tally and its hashes make a case that is like any other.
struct ExternalEvidenceTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let addresses: [String]

  init() throws {
    place = try Workplace()
    // With what Spark takes away and puts there: a mark, an end of the last line.
    let first = FixtureExport.ndjson.bytes(
      (1...40).map { .attackerBind($0, "m\($0)@x.example", at: "2025-03-12T08:00:00") })
    let second = FixtureExport.ndjson.bytes((30...60).map { FixtureRecord($0) })
    try place.write("lake/audit 1.ndjson", first)
    try place.write("lake/audit-2.ndjson", Array(second.dropLast()))
    let others = (100...140).map { number in
      var record = FixtureRecord(number)
      record.mailboxGuid = "bbbbbbbb-0000-4000-8000-000000000001"
      record.mailboxUPN = "other@northwind-clinic.example"
      record.clientIPAddress = "198.51.100.9"
      record.session = "another-session"
      return record
    }
    try place.write("lake/audit-3.ndjson", FixtureExport.ndjson.bytes(others))
    let lake = place.path("lake")
    addresses = ["audit%201.ndjson", "audit-2.ndjson", "audit-3.ndjson"].map {
      "file://\(lake)/\($0)"
    }
  }

  private func expect(_ code: Int32, _ arguments: String..., says: String = "") -> CommandOutcome {
    let outcome = runner.run(arguments)
    #expect(outcome.code == code, "\(arguments): \(outcome.out)\(outcome.error)")
    #expect((outcome.out + outcome.error).contains(says) || says.isEmpty, "\(outcome.error)")
    return outcome
  }

  private func file(_ number: Int) -> String {
    place.path("lake/audit\(number == 1 ? " " : "-")\(number).ndjson")
  }

  private func newCase(_ name: String) -> String {
    let folder = place.path(name)
    _ = expect(0, "new", folder, "--number", "X-1")
    _ = expect(
      0, "scope", folder, "--attacker-address", "203.0.113.66", "--by", "D", "--why", "w")
    return folder
  }

  /// - Returns: the tally of some files.
  private func tally(_ numbers: [Int], _ scope: String) -> String {
    let parts = numbers.map { number in
      let part = place.path("\(number).tally")
      _ = expect(
        0, "tally", file(number), "--scope", scope, "--source", addresses[number - 1], "--output",
        part)
      return part
    }
    let all = place.path("all-\(numbers.map { String($0) }.joined()).tally")
    let outcome = runner.run(["tally", "merge"] + parts + ["--output", all])
    #expect(outcome.code == 0, "\(outcome.error)")
    return all
  }

  private func line(_ number: Int, bytes: Int? = nil, hash: String? = nil) throws -> String {
    let content = try readSmallFile(file(number))
    let size = bytes ?? content.count
    let digest = try hash ?? hexadecimal(sha256(content))
    return "{\"source\":\"\(addresses[number - 1])\",\"bytes\":\(size),\"sha256\":\"\(digest)\""
      + ",\"endsOpen\":\(content.last != 0x0A)}\n"
  }

  private func list(_ lines: String...) throws -> String {
    try place.write("objects.ndjson", Array(lines.joined().utf8))
    return place.path("objects.ndjson")
  }

  /// What findings say, without what they say of where the evidence lies.
  private func substance(_ folder: String) throws -> [String] {
    String(decoding: try readSmallFile("\(folder)/findings/findings.json"), as: UTF8.self)
      .split(separator: "\n").map(String.init).filter { line in
        !line.contains("\"external\": true")
          && !["register", "scope", "case"].contains { line.contains("\"\($0)Sha256\"") }
      }
  }

  /// A tally that holds what the scope needs makes the findings of that scope, and of no wider one.
  @Test func aNarrowedTallyAnswersItsScope() throws {
    let own = try #require(FixtureRecord.attackerBind(1).mailboxUPN)
    func scoped(_ name: String) -> String {
      let folder = newCase(name)
      _ = expect(0, "scope", folder, "--mailbox", own, "--by", "D", "--why", "w")
      return folder
    }
    let local = scoped("local")
    _ = expect(0, "import", local, file(1), file(3))
    _ = expect(0, "findings", local)

    let folder = scoped("case")
    let scope = "\(folder)/scope.json"
    let all = tally([1, 3], scope)
    func step(_ arguments: String..., to name: String) -> String {
      let path = place.path(name)
      let outcome = runner.run(["tally"] + arguments + ["--output", path])
      #expect(outcome.code == 0, "\(outcome.error)")
      return path
    }
    let names = step("outline", all, "--scope", scope, to: "names")
    let outline = step("outline", all, "--scope", scope, "--outline", names, to: "outline")
    let narrow = step("narrow", all, "--scope", scope, "--outline", outline, to: "narrow.tally")
    #expect(try readSmallFile(narrow).count * 4 < (try readSmallFile(all).count) * 3)
    let objects = try list(try line(1), try line(3))
    _ = expect(1, "import", folder, outline, "--objects", objects, says: "an outline holds no")
    #expect(try folderEntries("\(folder)/evidence") == [])
    _ = expect(0, "import", folder, narrow, "--objects", objects, says: "narrowed to its scope")
    _ = expect(0, "run", folder, says: "found     40 messages recorded as accessed")
    #expect(try substance(folder) == substance(local))
    let counted = "41 records of no mailbox of the scope were only counted"
    _ = expect(0, "contexts", folder, says: counted)
    _ = expect(0, "check", folder, "m1@x.example", says: counted)
    _ = expect(
      0, "pack", folder, "--for", "regulator", "--recipient", "R", "--mailbox", own)

    // Reasons and readings may change; another indicator or mailbox wants other records.
    _ = expect(0, "scope", folder, "--sync-reading", "folder", "--by", "D", "--why", "v")
    _ = expect(0, "findings", folder, says: "found     40 messages")
    let before = try readSmallFile(scope)
    _ = expect(0, "scope", folder, "--attacker-address", "192.0.2.1", "--by", "D", "--why", "v")
    _ = expect(
      1, "findings", folder, says: "narrowed to a scope without the indicator addresses")
    try place.write("case/scope.json", before)
    _ = expect(0, "findings", folder, says: "found     40 messages")
    // A copy of a record that was only counted would count twice.
    _ = expect(0, "import", folder, file(2))
    _ = expect(1, "findings", folder, says: "'E004' is not in the narrowed tally")
    // A tally of everything answers whatever is asked.
    _ = expect(0, "import", folder, all, says: "a tally, 2 part(s)")
    _ = expect(0, "findings", folder, says: "found     40 messages")
  }

  @Test func itIsACaseLikeAnyOther() throws {
    let local = newCase("local")
    _ = expect(0, "import", local, file(1), file(2))
    _ = expect(0, "findings", local)

    let folder = newCase("case")
    let all = tally([1, 2], "\(folder)/scope.json")
    let objects = try list(try line(1), try line(2))
    _ = expect(1, "import", folder, all, says: "nobody stated the hash of 'file://")
    #expect(try folderEntries("\(folder)/evidence") == [])
    _ = expect(0, "import", folder, all, "--dry-run", says: "a tally, 2 part(s) of 2 source(s)")
    _ = expect(0, "import", folder, all, "--objects", objects, says: "audit-2.ndjson: stays there")
    _ = expect(0, "import", folder, all, says: "already imported")
    #expect(
      try folderEntries("\(folder)/evidence").sorted() == ["E003-all-12.tally", "register.json"])
    let found = expect(0, "run", folder, says: "found     40 messages recorded as accessed")
    #expect(try substance(folder) == substance(local))
    let report = try readSmallFile("\(folder)/reports/breach-scope.en.md")
    let text = String(decoding: report, as: UTF8.self)
    #expect(text.contains("its bytes were not seen by this casefile (2 of the pieces below)"))
    #expect(text.contains("registered ") && text.contains("stays at: file"))

    // An address may name people.
    _ = expect(0, "render", folder, "--redact")
    let shared = try folderEntries("\(folder)/reports").filter { $0.contains("redacted") }
    #expect(!shared.isEmpty)
    for name in shared {
      let text = String(decoding: try readSmallFile("\(folder)/reports/\(name)"), as: UTF8.self)
      #expect(!text.contains("audit%201") && !text.contains("audit-2"), "\(name)")
    }

    let bundle = String(
      try #require(found.out.split(separator: "\n").first { $0.hasPrefix("bundle") }).dropFirst(10))
    _ = expect(
      0, "verify", bundle, "--recompute", "--no-seal",
      says: "2 piece(s) of evidence are not in the bundle and stay elsewhere")
    let restored = place.path("restored")
    _ = expect(0, "restore", bundle, restored, "--no-seal")
    _ = expect(0, "status", restored, "--verify", says: "stays at \(addresses[1])")
    _ = expect(0, "findings", restored, says: "found     40 messages")
    #expect(
      try readSmallFile("\(restored)/findings/findings.json")
        == readSmallFile("\(folder)/findings/findings.json"))
    // Another scope needs no other tally.
    for folder in [folder, local] {
      _ = expect(
        0, "scope", folder, "--attacker-address", "198.51.100.0/24", "--by", "D", "--why", "w")
      _ = expect(0, "findings", folder)
    }
    #expect(try substance(folder) == substance(local))
  }

  @Test func someOfItMayBeHere() throws {
    let local = newCase("local")
    _ = expect(0, "import", local, file(1), file(2))
    _ = expect(0, "findings", local)
    let folder = newCase("case")
    _ = expect(0, "import", folder, file(1))
    _ = expect(
      0, "import", folder, tally([2], "\(folder)/scope.json"), "--objects", try list(try line(2)))
    _ = expect(0, "findings", folder)
    #expect(try substance(folder) == substance(local))
    // A newer tally of the same object is taken in place of the older one.
    let half = place.path("half.tally")
    let content = try readSmallFile(file(2))
    let cut = try #require(content.firstIndex(of: 0x0A)) + 1
    try place.write("head", Array(content[..<cut]))
    try place.write("rest", Array(content[cut...]))
    let scope = "\(folder)/scope.json"
    for (name, offset) in [("head", 0), ("rest", cut)] {
      _ = expect(
        0, "tally", place.path(name), "--scope", scope, "--source", addresses[1], "--base-offset",
        "\(offset)", "--output", place.path("\(name).tally"))
    }
    _ = expect(
      0, "tally", "merge", place.path("rest.tally"), place.path("head.tally"), "--output", half)
    _ = expect(0, "import", folder, half, says: "half.tally: a tally, 2 part(s)")
    _ = expect(0, "findings", folder)
    #expect(try substance(folder) == substance(local))
  }

  @Test func theOriginalsAreVerifiedWhereTheyLie() throws {
    let folder = newCase("case")
    let all = tally([1, 2], "\(folder)/scope.json")
    let objects = try list(try line(1), try line(2))
    _ = expect(0, "import", folder, all, "--objects", objects)
    _ = expect(0, "run", folder)
    let verified = expect(0, "evidence", "verify", folder, says: "E001      \(addresses[0]): equal")
    #expect(verified.out.contains("E002      \(addresses[1]): equal"))
    let log = String(decoding: try readSmallFile("\(folder)/custody.jsonl"), as: UTF8.self)
    #expect(log.contains("\"external evidence verified\""))
    #expect(log.contains("2 of 2 equal"))
    // What reports state the state of is as it was.
    let report = try readSmallFile("\(folder)/reports/breach-scope.en.html")
    _ = expect(0, "render", folder)
    #expect(try readSmallFile("\(folder)/reports/breach-scope.en.html") == report)

    _ = expect(0, "evidence", "verify", folder, "--objects", objects, says: "as the list states it")
    let changed = try list(try line(1, hash: String(repeating: "0", count: 64)))
    _ = expect(1, "evidence", "verify", folder, "--objects", changed, says: "E001 'file://")
    try place.write("lake/audit-2.ndjson", try readSmallFile(file(2)) + [0x0A])
    _ = expect(1, "evidence", "verify", folder, says: "E002 '\(addresses[1])' was changed")
    try removeFile(file(2))
    _ = expect(5, "evidence", "verify", folder, says: "this machine does not reach it")
    _ = expect(0, "custody", folder, "--verify")
  }

  /// An object that was changed between the job that tallied it and the one that hashed it.
  @Test func aTallyOfOtherBytesIsFound() throws {
    let folder = newCase("case")
    let scope = "\(folder)/scope.json"
    let all = tally([1], scope)
    let content = try readSmallFile(file(1))
    var changed = content
    changed[content.count - 5] ^= 1
    try place.write("lake/audit 1.ndjson", changed)
    let objects = try list(try line(1))
    let outcome = expect(1, "import", folder, all, "--objects", objects)
    #expect(outcome.error.contains("was made of other bytes: SHA-256"), "\(outcome.error)")

    // Of parts, only who reads the object again can say.
    let cut = try #require(content[(content.count / 2)...].firstIndex(of: 0x0A)) + 1
    for (name, part, offset) in [
      ("head", content[..<cut], 0), ("rest", content[cut...], cut),
    ] {
      try place.write(name, Array(part))
      _ = expect(
        0, "tally", place.path(name), "--scope", scope, "--source", addresses[0], "--base-offset",
        "\(offset)", "--output", place.path("\(name).tally"))
    }
    let both = place.path("both.tally")
    _ = expect(
      0, "tally", "merge", place.path("rest.tally"), place.path("head.tally"), "--output", both)
    _ = expect(0, "import", folder, both, "--objects", objects)
    _ = expect(
      1, "evidence", "verify", folder,
      says: "its tally was made of other bytes from byte \(cut) on")
    _ = expect(0, "evidence", "verify", folder, "--objects", objects)
  }

  /// As Spark reads: without the mark, in splits, with a line end that is not there.
  @Test func theBytesOfSplitsAreFoundAgain() throws {
    let folder = newCase("case")
    let content = [0xEF, 0xBB, 0xBF] + Array(try readSmallFile(file(1)).dropLast())
    try place.write("lake/audit 1.ndjson", content)
    let cut = try #require(content[(content.count / 2)...].firstIndex(of: 0x0A)) + 1
    for (name, part, offset) in [
      ("1", content[3..<cut], 0), ("2", content[cut...] + [0x0A], content.count / 2),
    ] {
      try place.write(name, Array(part))
      _ = expect(
        0, "tally", place.path(name), "--scope", "\(folder)/scope.json", "--source", addresses[0],
        "--split-offset", "\(offset)", "--output", place.path("\(name).tally"))
    }
    let both = place.path("both.tally")
    _ = expect(0, "tally", "merge", place.path("1.tally"), place.path("2.tally"), "--output", both)
    let line = try line(1).replacing("\"endsOpen\"", with: "\"beginsWithMark\":true,\"endsOpen\"")
    _ = expect(0, "import", folder, both, "--objects", try list(line))
    _ = expect(0, "evidence", "verify", folder, says: ": equal")
    _ = expect(0, "findings", folder, says: "found     40 messages")
  }

  /// Spark unpacks a .gz where it reads lines: the object is evidence, and so is what is in it.
  @Test(arguments: [true, false])
  func aCompressedObjectAndWhatIsInIt(_ isEnded: Bool) throws {
    let inside = Array(try readSmallFile(file(1)).dropLast(isEnded ? 0 : 1))
    try place.write("lake/audit.ndjson.gz", try gzipped(inside))
    let object = place.path("lake/audit.ndjson.gz")
    let local = newCase("local")
    _ = expect(0, "import", local, object)
    _ = expect(0, "findings", local)

    let folder = newCase("case")
    try place.write("lines", inside + (isEnded ? [] : [0x0A]))
    let all = place.path("all.tally")
    _ = expect(
      0, "tally", place.path("lines"), "--scope", "\(folder)/scope.json", "--source",
      "file:\(object)", "--split-offset", "0", "--output", all)
    _ = expect(0, "findings", local, "--tally", all)
    let packed = try readSmallFile(object)
    let own = "\"sha256\":\"\(try hexadecimal(sha256(packed)))\",\"bytes\":\(packed.count)"
    let hash = try hexadecimal(sha256(inside))
    let member = "{\"sha256\":\"\(hash)\",\"bytes\":\(inside.count),\"endsOpen\":\(!isEnded)}"
    let objects = try list("{\"source\":\"file:\(object)\",\(own),\"member\":\(member)}\n")
    _ = expect(0, "import", folder, all, "--objects", objects, says: "E002")
    _ = expect(0, "run", folder, says: "found     40 messages")
    #expect(try substance(folder) == substance(local))
    _ = expect(0, "evidence", "verify", folder, says: "E002      file:\(object): equal")
    _ = expect(0, "evidence", "verify", folder, "--objects", objects, says: "E002      file:")
    // The same bytes, packed in another way; then none that can be unpacked.
    try place.write("lake/audit.ndjson.gz", try gzipped(inside) + gzipped([]))
    let again = expect(1, "evidence", "verify", folder, says: "E001 'file:\(object)' was changed")
    #expect(again.out.contains("E002      file:\(object): equal"))
    try place.write("lake/audit.ndjson.gz", Array(packed.dropLast(30)))
    _ = expect(
      1, "evidence", "verify", folder, says: "E002 'file:\(object)' was changed: an archive")
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let folder = newCase("case")
    let all = tally([1, 2], "\(folder)/scope.json")
    let one = tally([1], "\(folder)/scope.json")
    let (first, second) = (try line(1), try line(2))
    let size = try readSmallFile(file(1)).count
    func refused(_ tally: String, _ objects: String, _ code: Int32 = 1, says: String) {
      _ = expect(code, "import", folder, tally, "--objects", objects, says: says)
      #expect((try? folderEntries("\(folder)/evidence")) == [])
    }
    refused(one, try list(first, second), says: "no part of '\(addresses[1])' is in the tally")
    refused(all, try list(first), says: "nobody stated the hash of '\(addresses[1])'")
    refused(
      all, try list(try line(1, bytes: size + 3), second),
      says: "no part holds the bytes \(size) to \(size + 3)")
    refused(
      all, try list(first + "{}\n", second), 2, says: "line 2: source is nothing, expected a text")
    refused(all, try list("x\n"), 2, says: "line 1: the line is no JSON, expected an object")
    refused(
      all, try list(first, try line(1, bytes: 1)), 2,
      says: "expected an object that no other line states")
    try place.write("cut.tally", Array(try readSmallFile(all).dropLast(9)))
    refused(place.path("cut.tally"), try list(first, second), says: "it was cut or changed")

    _ = expect(0, "import", folder, one, "--objects", try list(first))
    let other = try list(try line(1, hash: String(repeating: "a", count: 64)), second)
    _ = expect(1, "import", folder, all, "--objects", other, says: "another SHA-256 than the case")
    // Both know E001 and what is new.
    _ = expect(0, "import", folder, all, "--objects", try list(first, second), says: "E003")
    _ = expect(0, "findings", folder, says: "found     40 messages")
  }
}
