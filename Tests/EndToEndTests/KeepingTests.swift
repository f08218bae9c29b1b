import CaseFolder
import CaseModel
import Files
import TestSupport
import Testing

/// Closing, keeping and opening again: a case that is put away stays what it was.
struct KeepingTests {
  private let place: Workplace
  private let runner: CommandRunner
  private let folder: String

  init() throws {
    let attacked = try AttackedCase("--number", "C-9", "--title", "kept")
    (place, runner, folder) = (attacked.place, attacked.runner, attacked.folder)
  }

  private func closed() throws -> String {
    runner.run(
      ["scope", folder, "--final", "--by", "Counsel", "--why", "w"] + CommandRunner.waivers("E001"))
    runner.run(
      "trigger", folder, "--regime", "hipaa", "--name", "discovery", "--at", "2025-03-24", "--by",
      "D", "--why", "w")
    let closed = runner.run("close", folder, "--by", "J. Okafor", "--why", "done")
    #expect(closed.code == 0, "\(closed.error)")
    let line = try #require(closed.out.split(separator: "\n").first { $0.hasPrefix("bundle") })
    return String(line.dropFirst(10))
  }

  /// Every file of a case and its bytes, but for the lock and the bundles.
  private func contents(_ root: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    func add(_ path: String, _ prefix: String) throws {
      for name in try folderEntries(path) where name != ".lock" && name != "bundles" {
        let facts = try #require(try fileFacts("\(path)/\(name)"))
        if facts.kind == .folder {
          try add("\(path)/\(name)", "\(prefix)\(name)/")
        } else {
          files[prefix + name] = try readSmallFile("\(path)/\(name)")
        }
      }
    }
    try add(root, "")
    return files
  }

  @Test func aDraftIsNotClosedUnlessSomebodySaysSo() throws {
    let refused = runner.run("close", folder, "--by", "J", "--why", "w")
    #expect(refused.code == 2)
    #expect(refused.error.contains("--draft"))
    #expect(runner.run("close", folder, "--by", "J", "--why", "w", "--draft").code == 0)
    #expect(runner.run("close", folder).code == 0)
    #expect(runner.run("close", place.path("none"), "--by", "J", "--why", "w").code == 10)
  }

  @Test func aClosedCaseRefusesChanges() throws {
    _ = try closed()
    let before = try contents(folder)
    let changes: [[String]] = [
      ["import", folder, place.path("a.json")], ["findings", folder], ["render", folder],
      ["run", folder], ["export", folder], ["review", "export", folder],
      ["scope", folder, "--from", "2025-01-01", "--to", "2025-02-01", "--by", "a", "--why", "b"],
      ["scope", folder, "--final", "--by", "a", "--why", "b"],
      ["issue", folder, "--by", "a", "--why", "b"],
      [
        "trigger", folder, "--regime", "gdpr", "--name", "awareness", "--at", "2025-03-01", "--by",
        "a", "--why", "b",
      ],
    ]
    for change in changes {
      let outcome = runner.run(change)
      #expect(outcome.code == 1, "\(change)")
      #expect(outcome.error.contains("was closed at"), "\(change): \(outcome.error)")
      #expect(outcome.error.contains("casefile reopen"))
    }
    #expect(try contents(folder) == before)
    for look in [
      ["status", folder], ["contexts", folder], ["check", folder, "--ids", "/dev/null"],
    ] {
      #expect(!runner.run(look).error.contains("was closed at"), "\(look)")
    }
    #expect(runner.run("reopen", folder, "--by", "a").code == 2)
    #expect(runner.run("reopen", folder, "--by", "a", "--why", "new evidence").code == 0)
    #expect(runner.run("findings", folder).code == 0)
    #expect(runner.run("custody", folder).out.contains("reopen  (by a: new evidence)"))
  }

  @Test func theLawsSayHowLongItIsKept() throws {
    let bundle = try closed()
    let list = runner.run("list", place.root)
    #expect(list.out.contains("keep until 2031-03-24"), "\(list.out)")
    #expect(list.out.contains("last sealed 2025-03-24"))
    let text = try place.text("case/case.json")
    #expect(text.contains("hipaa, 45 CFR 164.530(j)(2) (V): 2025-03-24 + 6 years = 2031-03-24"))
    #expect(runner.run("verify", bundle, "--recompute").code == 0)
    #expect(runner.run("hold", folder, "--by", "Counsel", "--why", "claim").code == 0)
    #expect(runner.run("list", place.root).out.contains("on hold"))
    #expect(runner.run("hold", folder, "--end", "--by", "Counsel", "--why", "settled").code == 0)
    #expect(!runner.run("list", place.root).out.contains("on hold"))
  }

  @Test func aDayThatNoLawGivesNeedsAReason() throws {
    let missing = runner.run(
      "close", folder, "--by", "J", "--why", "w", "--draft", "--retain-until", "2040-01-01")
    #expect(missing.code == 2)
    let given = runner.run(
      "close", folder, "--by", "J", "--why", "w", "--draft", "--retain-until", "2040-01-01",
      "--retain-why", "client's policy")
    #expect(given.out.contains("keep      until 2040-01-01"))
    #expect(given.out.contains("decided by J: client's policy"))
  }

  @Test func aRestoredCaseIsByteForByteTheOneThatWasPacked() throws {
    let bundle = try closed()
    let other = place.path("elsewhere/case")
    let restored = runner.run("restore", bundle, other)
    #expect(restored.code == 0, "\(restored.error)")
    var original = try contents(folder)
    let copy = try contents(other)
    // The entry of the packing itself is not in the bundle.
    for name in ["custody.jsonl", "custody.head"] {
      #expect(original[name] != copy[name])
      original[name] = copy[name]
    }
    // Nor where this machine saw the evidence.
    #expect(original.removeValue(forKey: "cache/places.json") != nil)
    #expect(copy.keys.sorted() == original.keys.sorted())
    for (name, bytes) in original { #expect(copy[name] == bytes, "\(name)") }
    // It works: the same findings, and the same bundle after what it logged itself.
    #expect(runner.run("status", other, "--verify").code == 0)
    #expect(runner.run("reopen", other, "--by", "a", "--why", "b").code == 0)
    #expect(runner.run("run", other).code == 0)
    #expect(runner.run("custody", other, "--verify").code == 0)
    let again = runner.run("restore", bundle, other)
    #expect(again.code == 1)
    #expect(again.error.contains("already exists"))
  }

  @Test func aDamagedBundleIsNotRestored() throws {
    let bundle = try closed()
    var bytes = try readSmallFile(bundle)
    bytes[bytes.count / 2] ^= 1
    try replaceFile(bundle, with: bytes)
    let restored = runner.run("restore", bundle, place.path("new"))
    #expect(restored.code == 4)
    #expect(restored.error.contains("nothing was restored"))
    #expect(try fileFacts(place.path("new")) == nil)
    #expect(try folderEntries(place.root).allSatisfy { !$0.hasSuffix(".partial") })
  }

  // MARK: - The anchor of the custody log

  @Test func aCutTailAndARewrittenLogAreFoundAgainstABundle() throws {
    let bundle = try closed()
    let custody = "\(folder)/custody.jsonl"
    let head = "\(folder)/custody.head"
    #expect(runner.run("custody", folder, "--verify", "--against", bundle).code == 0)
    let log = try CustodyLog(reading: try readSmallFile(custody))
    func write(_ entries: [CustodyEntry]) throws {
      var previous = CustodyEntry.beginning
      var bytes: [UInt8] = []
      for var entry in entries {
        entry.previous = previous
        let line = try entry.line()
        bytes += line.text
        previous = line.hash
      }
      try replaceFile(custody, with: bytes)
      try replaceFile(head, with: CustodyLog.headBytes(seq: entries.count, hash: previous))
    }
    // Alone, both logs hold; against the bundle, neither does.
    try write(Array(log.entries.dropLast(3)))
    #expect(runner.run("custody", folder, "--verify").code == 0)
    let cut = runner.run("custody", folder, "--verify", "--against", bundle)
    #expect(cut.code == 4)
    #expect(cut.error.contains("this one only"))
    var rewritten = log.entries
    rewritten[1].actor = "somebody else"
    try write(rewritten)
    #expect(runner.run("custody", folder, "--verify").code == 0)
    let other = runner.run("custody", folder, "--verify", "--against", bundle)
    #expect(other.code == 4)
    #expect(other.error.contains("entry 2 is not the one that was sealed"))
    #expect(runner.run("custody", folder, "--against", bundle).code == 2)
  }

  @Test func whatChangedHandsIsAnEntry() throws {
    let given = runner.run(
      "custody", folder, "transfer", "--from", "D. Whitfield", "--to", "Counsel", "--purpose",
      "review", "--object", "E001")
    #expect(given.code == 0, "\(given.error)")
    let log = runner.run("custody", folder).out
    #expect(log.contains("transfer  (from D. Whitfield to Counsel: review)"))
    #expect(log.contains("evidence/E001-a.json"))
    #expect(runner.run("custody", folder, "transfer", "--from", "a", "--to", "b").code == 2)
    #expect(runner.run("custody", folder, "hand-over").code == 2)
    let unknown = runner.run(
      "custody", folder, "transfer", "--from", "a", "--to", "b", "--purpose", "c", "--object", "E9")
    #expect(unknown.code == 2)
  }

  @Test func aListTellsWhatCannotBeRead() throws {
    try place.write("broken/case.json", "{")
    let list = runner.run("list", place.root)
    #expect(list.code == 3)
    #expect(list.error.contains("broken"))
    #expect(list.out.contains("C-9: kept"))
    #expect(list.out.contains("open; never sealed"))
    // However deep a case stands.
    runner.run("new", place.path("a/b/c/d/e/f/g"), "--number", "DEEP")
    #expect(runner.run("list", place.root).out.contains("DEEP"))
    let empty = runner.run("list", place.path("broken/none"))
    #expect(empty.code == 1)
    #expect(runner.run("list", place.root, "--json").out.contains("\"casefile/cases/1\""))
  }

  /// What Ctrl-C between the log and its head leaves is told, and is no break; anything else is one.
  @Test func aHeadThatIsBehindIsToldAndPutRight() throws {
    let before = try place.read("case/custody.head")
    runner.run("hold", folder, "--by", "a", "--why", "b")
    try place.write("case/custody.head", before)
    let told = runner.run("custody", folder, "--verify")
    #expect(told.code == 0 && told.out.contains("the chain holds"))
    #expect(told.error.contains("custody.head was one entry behind, as an interrupted command"))
    runner.run("hold", folder, "--end", "--by", "a", "--why", "b")
    #expect(!runner.run("custody", folder, "--verify").error.contains("behind"))
    try place.write("case/custody.head", before)
    #expect(runner.run("custody", folder, "--verify").code == 1)
  }
}
