import Files
import TestSupport
import Testing

/// A narrowed tally as the evidence of a case.
struct NarrowedEvidenceTests {
  private let lake: LakeWorkplace

  init() throws { lake = try LakeWorkplace() }

  /// A tally that holds what the scope needs makes the findings of that scope, and of no wider one.
  @Test func aNarrowedTallyAnswersItsScope() throws {
    let own = try #require(FixtureRecord.attackerBind(1).mailboxUPN)
    func scoped(_ name: String) -> String {
      let folder = lake.newCase(name)
      lake.expect(0, "scope", folder, "--mailbox", own, "--by", "D", "--why", "w")
      return folder
    }
    let local = scoped("local")
    lake.expect(0, "import", local, lake.file(1), lake.file(3))
    lake.expect(0, "findings", local)

    let folder = scoped("case")
    let scope = "\(folder)/scope.json"
    let all = lake.tally([1, 3], scope)
    func step(_ arguments: String..., to name: String) -> String {
      let path = lake.place.path(name)
      let outcome = lake.runner.run(["tally"] + arguments + ["--output", path])
      #expect(outcome.code == 0, "\(outcome.error)")
      return path
    }
    let names = step("outline", all, "--scope", scope, to: "names")
    let outline = step("outline", all, "--scope", scope, "--outline", names, to: "outline")
    let narrow = step("narrow", all, "--scope", scope, "--outline", outline, to: "narrow.tally")
    #expect(try readSmallFile(narrow).count * 4 < (try readSmallFile(all).count) * 3)
    let objects = try lake.list(try lake.line(1), try lake.line(3))
    lake.expect(1, "import", folder, outline, "--objects", objects, says: "an outline holds no")
    #expect(try folderEntries("\(folder)/evidence") == [])
    lake.expect(0, "import", folder, narrow, "--objects", objects, says: "narrowed to its scope")
    lake.expect(0, "run", folder, says: "found     40 messages recorded as accessed")
    #expect(try lake.substance(folder) == lake.substance(local))
    let counted = "41 records that belong to no mailbox of the scope were only counted"
    lake.expect(0, "contexts", folder, says: counted)
    lake.expect(0, "check", folder, "m1@x.example", says: counted)
    lake.expect(
      0, "pack", folder, "--for", "regulator", "--recipient", "R", "--mailbox", own)

    // Reasons and readings may change; another indicator or mailbox wants other records.
    lake.expect(0, "scope", folder, "--sync-reading", "folder", "--by", "D", "--why", "v")
    lake.expect(0, "findings", folder, says: "found     40 messages")
    let before = try readSmallFile(scope)
    lake.expect(0, "scope", folder, "--attacker-address", "192.0.2.1", "--by", "D", "--why", "v")
    lake.expect(
      1, "findings", folder, says: "narrowed to a scope without the indicator addresses")
    try lake.place.write("case/scope.json", before)
    lake.expect(0, "findings", folder, says: "found     40 messages")
    // A copy of a record that was only counted would count twice.
    lake.expect(0, "import", folder, lake.file(2))
    lake.expect(1, "findings", folder, says: "'E004' is not in the narrowed tally")
    // A tally of everything answers whatever is asked.
    lake.expect(0, "import", folder, all, says: "a tally, 2 part(s)")
    lake.expect(0, "findings", folder, says: "found     40 messages")
  }
}
