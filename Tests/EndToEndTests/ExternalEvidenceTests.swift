import Archiving
import Files
import TestSupport
import Testing

/// Evidence that stays in a data lake: its tally and its hashes make a case that is like any other.
struct ExternalEvidenceTests {
  private let lake: LakeWorkplace

  init() throws { lake = try LakeWorkplace() }

  @Test func itIsACaseLikeAnyOther() throws {
    let local = lake.newCase("local")
    lake.expect(0, "import", local, lake.file(1), lake.file(2))
    lake.expect(0, "findings", local)

    let folder = lake.newCase("case")
    let all = lake.tally([1, 2], "\(folder)/scope.json")
    let objects = try lake.list(try lake.line(1), try lake.line(2))
    lake.expect(1, "import", folder, all, says: "is not stated")
    #expect(try folderEntries("\(folder)/evidence") == [])
    lake.expect(0, "import", folder, all, "--dry-run", says: "a tally, 2 part(s) of 2 source(s)")
    lake.expect(0, "import", folder, all, "--objects", objects, says: "audit-2.ndjson: stays there")
    lake.expect(0, "import", folder, all, says: "already imported")
    #expect(
      try folderEntries("\(folder)/evidence").sorted() == ["E003-all-12.tally", "register.json"])
    let found = lake.expect(0, "run", folder, says: "found     40 messages recorded as accessed")
    #expect(try lake.substance(folder) == lake.substance(local))
    let report = try readSmallFile("\(folder)/reports/breach-scope.en.md")
    let text = String(decoding: report, as: UTF8.self)
    #expect(text.contains("its bytes were not seen by this casefile (2 of the pieces below)"))
    #expect(text.contains("registered ") && text.contains("stays at: file"))

    // An address may name people.
    lake.expect(0, "render", folder, "--redact")
    let shared = try folderEntries("\(folder)/reports").filter { $0.contains("redacted") }
    #expect(!shared.isEmpty)
    for name in shared {
      let text = String(decoding: try readSmallFile("\(folder)/reports/\(name)"), as: UTF8.self)
      #expect(!text.contains("audit%201") && !text.contains("audit-2"), "\(name)")
    }

    let bundle = String(
      try #require(found.out.split(separator: "\n").first { $0.hasPrefix("bundle") }).dropFirst(10))
    lake.expect(
      0, "verify", bundle, "--recompute", "--no-seal",
      says: "2 piece(s) of evidence are not in the bundle and stay elsewhere")
    let restored = lake.place.path("restored")
    lake.expect(0, "restore", bundle, restored, "--no-seal")
    lake.expect(0, "status", restored, "--verify", says: "stays at \(lake.addresses[1])")
    lake.expect(0, "findings", restored, says: "found     40 messages")
    #expect(
      try readSmallFile("\(restored)/findings/findings.json")
        == readSmallFile("\(folder)/findings/findings.json"))
    // Another scope needs no other tally.
    for folder in [folder, local] {
      lake.expect(
        0, "scope", folder, "--attacker-address", "198.51.100.0/24", "--by", "D", "--why", "w")
      lake.expect(0, "findings", folder)
    }
    #expect(try lake.substance(folder) == lake.substance(local))
  }

  @Test func someOfItMayBeHere() throws {
    let local = lake.newCase("local")
    lake.expect(0, "import", local, lake.file(1), lake.file(2))
    lake.expect(0, "findings", local)
    let folder = lake.newCase("case")
    lake.expect(0, "import", folder, lake.file(1))
    lake.expect(
      0, "import", folder, lake.tally([2], "\(folder)/scope.json"), "--objects",
      try lake.list(try lake.line(2)))
    lake.expect(0, "findings", folder)
    #expect(try lake.substance(folder) == lake.substance(local))
    // A newer tally of the same object is taken in place of the older one.
    let half = lake.place.path("half.tally")
    let content = try readSmallFile(lake.file(2))
    let cut = try #require(content.firstIndex(of: 0x0A)) + 1
    try lake.place.write("head", Array(content[..<cut]))
    try lake.place.write("rest", Array(content[cut...]))
    let scope = "\(folder)/scope.json"
    for (name, offset) in [("head", 0), ("rest", cut)] {
      lake.expect(
        0, "tally", lake.place.path(name), "--scope", scope, "--source", lake.addresses[1],
        "--base-offset",
        "\(offset)", "--output", lake.place.path("\(name).tally"))
    }
    lake.expect(
      0, "tally", "merge", lake.place.path("rest.tally"), lake.place.path("head.tally"), "--output",
      half)
    lake.expect(0, "import", folder, half, says: "half.tally: a tally, 2 part(s)")
    lake.expect(0, "findings", folder)
    #expect(try lake.substance(folder) == lake.substance(local))
  }

  @Test func theOriginalsAreVerifiedWhereTheyLie() throws {
    let folder = lake.newCase("case")
    let all = lake.tally([1, 2], "\(folder)/scope.json")
    let objects = try lake.list(try lake.line(1), try lake.line(2))
    lake.expect(0, "import", folder, all, "--objects", objects)
    lake.expect(0, "run", folder)
    let verified = lake.expect(
      0, "evidence", "verify", folder, says: "E001      \(lake.addresses[0]): equal")
    #expect(verified.out.contains("E002      \(lake.addresses[1]): equal"))
    let log = String(decoding: try readSmallFile("\(folder)/custody.jsonl"), as: UTF8.self)
    #expect(log.contains("\"external evidence verified\""))
    #expect(log.contains("2 of 2 equal"))
    // What reports state the state of is as it was.
    let report = try readSmallFile("\(folder)/reports/breach-scope.en.html")
    lake.expect(0, "render", folder)
    #expect(try readSmallFile("\(folder)/reports/breach-scope.en.html") == report)

    lake.expect(
      0, "evidence", "verify", folder, "--objects", objects, says: "as the list states it")
    let changed = try lake.list(try lake.line(1, hash: String(repeating: "0", count: 64)))
    lake.expect(1, "evidence", "verify", folder, "--objects", changed, says: "E001 'file://")
    try lake.place.write("lake/audit-2.ndjson", try readSmallFile(lake.file(2)) + [0x0A])
    lake.expect(1, "evidence", "verify", folder, says: "E002 '\(lake.addresses[1])' was changed")
    try removeFile(lake.file(2))
    lake.expect(5, "evidence", "verify", folder, says: "this machine cannot reach it")
    lake.expect(0, "custody", folder, "--verify")
  }

  /// An object that was changed between the job that tallied it and the one that hashed it.
  @Test func aTallyOfOtherBytesIsFound() throws {
    let folder = lake.newCase("case")
    let scope = "\(folder)/scope.json"
    let all = lake.tally([1], scope)
    let content = try readSmallFile(lake.file(1))
    var changed = content
    changed[content.count - 5] ^= 1
    try lake.place.write("lake/audit 1.ndjson", changed)
    let objects = try lake.list(try lake.line(1))
    let outcome = lake.expect(1, "import", folder, all, "--objects", objects)
    #expect(outcome.error.contains("was made from other bytes: SHA-256"), "\(outcome.error)")

    // Of parts, only who reads the object again can say.
    let cut = try #require(content[(content.count / 2)...].firstIndex(of: 0x0A)) + 1
    for (name, part, offset) in [
      ("head", content[..<cut], 0), ("rest", content[cut...], cut),
    ] {
      try lake.place.write(name, Array(part))
      lake.expect(
        0, "tally", lake.place.path(name), "--scope", scope, "--source", lake.addresses[0],
        "--base-offset",
        "\(offset)", "--output", lake.place.path("\(name).tally"))
    }
    let both = lake.place.path("both.tally")
    lake.expect(
      0, "tally", "merge", lake.place.path("rest.tally"), lake.place.path("head.tally"), "--output",
      both)
    lake.expect(0, "import", folder, both, "--objects", objects)
    lake.expect(
      1, "evidence", "verify", folder,
      says: "its tally was made from other bytes, from byte \(cut) on")
    lake.expect(0, "evidence", "verify", folder, "--objects", objects)
  }

  /// As Spark reads: without the mark, in splits, with a line end that is not there.
  @Test func theBytesOfSplitsAreFoundAgain() throws {
    let folder = lake.newCase("case")
    let content = [0xEF, 0xBB, 0xBF] + Array(try readSmallFile(lake.file(1)).dropLast())
    try lake.place.write("lake/audit 1.ndjson", content)
    let cut = try #require(content[(content.count / 2)...].firstIndex(of: 0x0A)) + 1
    for (name, part, offset) in [
      ("1", content[3..<cut], 0), ("2", content[cut...] + [0x0A], content.count / 2),
    ] {
      try lake.place.write(name, Array(part))
      lake.expect(
        0, "tally", lake.place.path(name), "--scope", "\(folder)/scope.json", "--source",
        lake.addresses[0],
        "--split-offset", "\(offset)", "--output", lake.place.path("\(name).tally"))
    }
    let both = lake.place.path("both.tally")
    lake.expect(
      0, "tally", "merge", lake.place.path("1.tally"), lake.place.path("2.tally"), "--output", both)
    let line = try lake.line(1).replacing(
      "\"endsOpen\"", with: "\"beginsWithMark\":true,\"endsOpen\"")
    lake.expect(0, "import", folder, both, "--objects", try lake.list(line))
    lake.expect(0, "evidence", "verify", folder, says: ": equal")
    lake.expect(0, "findings", folder, says: "found     40 messages")
  }

  /// Spark unpacks a .gz where it reads lines: the object is evidence, and so is what is in it.
  @Test(arguments: [true, false])
  func aCompressedObjectAndWhatIsInIt(_ isEnded: Bool) throws {
    let inside = Array(try readSmallFile(lake.file(1)).dropLast(isEnded ? 0 : 1))
    try lake.place.write("lake/audit.ndjson.gz", try gzipped(inside))
    let object = lake.place.path("lake/audit.ndjson.gz")
    let local = lake.newCase("local")
    lake.expect(0, "import", local, object)
    lake.expect(0, "findings", local)

    let folder = lake.newCase("case")
    try lake.place.write("lines", inside + (isEnded ? [] : [0x0A]))
    let all = lake.place.path("all.tally")
    lake.expect(
      0, "tally", lake.place.path("lines"), "--scope", "\(folder)/scope.json", "--source",
      "file:\(object)", "--split-offset", "0", "--output", all)
    lake.expect(0, "findings", local, "--tally", all)
    let packed = try readSmallFile(object)
    let own = "\"sha256\":\"\(try hexadecimal(sha256(packed)))\",\"bytes\":\(packed.count)"
    let hash = try hexadecimal(sha256(inside))
    let member = "{\"sha256\":\"\(hash)\",\"bytes\":\(inside.count),\"endsOpen\":\(!isEnded)}"
    let objects = try lake.list("{\"source\":\"file:\(object)\",\(own),\"member\":\(member)}\n")
    lake.expect(0, "import", folder, all, "--objects", objects, says: "E002")
    lake.expect(0, "run", folder, says: "found     40 messages")
    #expect(try lake.substance(folder) == lake.substance(local))
    lake.expect(0, "evidence", "verify", folder, says: "E002      file:\(object): equal")
    lake.expect(0, "evidence", "verify", folder, "--objects", objects, says: "E002      file:")
    // The same bytes, packed in another way; then none that can be unpacked.
    try lake.place.write("lake/audit.ndjson.gz", try gzipped(inside) + gzipped([]))
    let again = lake.expect(
      1, "evidence", "verify", folder, says: "E001 'file:\(object)' was changed")
    #expect(again.out.contains("E002      file:\(object): equal"))
    try lake.place.write("lake/audit.ndjson.gz", Array(packed.dropLast(30)))
    lake.expect(
      1, "evidence", "verify", folder, says: "E002 'file:\(object)' was changed: an archive")
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let folder = lake.newCase("case")
    let all = lake.tally([1, 2], "\(folder)/scope.json")
    let one = lake.tally([1], "\(folder)/scope.json")
    let (first, second) = (try lake.line(1), try lake.line(2))
    let size = try readSmallFile(lake.file(1)).count
    func refused(_ tally: String, _ objects: String, _ code: Int32 = 1, says: String) {
      lake.expect(code, "import", folder, tally, "--objects", objects, says: says)
      #expect((try? folderEntries("\(folder)/evidence")) == [])
    }
    refused(
      one, try lake.list(first, second), says: "no part of '\(lake.addresses[1])' is in the tally")
    refused(all, try lake.list(first), says: "the hash of '\(lake.addresses[1])' is not stated")
    refused(
      all, try lake.list(try lake.line(1, bytes: size + 3), second),
      says: "no part holds bytes \(size) to \(size + 3)")
    refused(
      all, try lake.list(first + "{}\n", second), 2,
      says: "line 2: source is nothing, expected a string")
    refused(all, try lake.list("x\n"), 2, says: "line 1: the line is not JSON, expected an object")
    refused(
      all, try lake.list(first, try lake.line(1, bytes: 1)), 2,
      says: "expected an object that no other line describes")
    try lake.place.write("cut.tally", Array(try readSmallFile(all).dropLast(9)))
    refused(
      lake.place.path("cut.tally"), try lake.list(first, second), says: "it was cut or changed")

    lake.expect(0, "import", folder, one, "--objects", try lake.list(first))
    let other = try lake.list(try lake.line(1, hash: String(repeating: "a", count: 64)), second)
    lake.expect(
      1, "import", folder, all, "--objects", other, says: "does not have the SHA-256 the case")
    // Both know E001 and what is new.
    lake.expect(0, "import", folder, all, "--objects", try lake.list(first, second), says: "E003")
    lake.expect(0, "findings", folder, says: "found     40 messages")
  }
}
