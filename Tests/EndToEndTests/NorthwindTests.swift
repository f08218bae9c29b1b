import Archiving
import CaseFindings
import CaseFolder
import CaseModel
import CasePipeline
import Files
import TestSupport
import Testing
import TextFormats

/// The shipped case against the story it was made from, and against its golden findings.
///
/// `CASEFILE_RECORD=1 swift test --filter NorthwindTests` writes the tracked files anew.
struct NorthwindTests {
  static let folder = "\(repositoryRoot)/Cases/northwind-bec"
  static let golden = "\(repositoryRoot)/Tests/EndToEndTests/Golden/northwind.findings.json"

  private let story = NorthwindCase()

  private func scope() throws -> Scope {
    let text = story.files.first { $0.name == "scope.json" }?.bytes ?? []
    return try fixtureScope(String(decoding: text, as: UTF8.self))
  }

  @Test func trackedFilesAreWhatTheGeneratorMakes() throws {
    var size = 0
    for (name, bytes) in story.files {
      let path = "\(NorthwindTests.folder)/\(name)"
      if Golden.isRecording {
        try makeFolder(parentFolder(path))
        try replaceFile(path, with: bytes, mode: 0o644)
      }
      #expect(try readSmallFile(path) == bytes, "\(name) differs from the generator's")
      size += bytes.count
    }
    #expect(size < 3_000_000)
  }

  @Test func findingsAreTheStorysTruth() throws {
    let truth = story.truth
    let findings = try fixtureFindings(
      [FixtureFile(story.csv), FixtureFile(story.json)], try scope())
    for mailbox in findings.mailboxes {
      let name = mailbox.mailbox.name.string
      let found = Set(mailbox.recordedMessages.map(\.message.string))
      #expect(found == truth.recorded[name] ?? [], "\(name)")
      let folders = Set(mailbox.assumedFolders.map(\.folder.name.string))
      #expect(folders == truth.assumedFolders[name] ?? [], "\(name)")
      let periods = mailbox.unauditedPeriods.filter { $0.cause == .throttled }
      let isThrottled = name == truth.throttledMailbox
      #expect(periods.map(\.raw.from.iso) == (isThrottled ? [truth.throttledFrom] : []))
      #expect(periods.map(\.raw.to.iso) == (isThrottled ? [truth.throttledTo] : []))
    }
    #expect(findings.mailboxes.count == 3)
    let linked = findings.mailboxes.flatMap(\.recordedMessages).filter { $0.basis == "linked" }
    #expect(Set(linked.map(\.message.string)) == truth.linkedOnly)
    #expect(findings.attribution[.attacker] == truth.attackerRecords)
    #expect(findings.attribution[.linked] == truth.linkedRecords)
    #expect(findings.attribution[.knownGood] == truth.knownGoodRecords)
    #expect(findings.attribution[.service] == truth.serviceRecords)
    #expect(findings.attribution[.unattributed] == truth.unattributedRecords)
    #expect(findings.attribution.outsideWindow == truth.outsideWindow)
    #expect(findings.totals.uniqueMailAccess == truth.uniqueMailAccess)
    #expect(findings.totals.uniqueRecords == truth.uniqueRecords)
    #expect(findings.totals.rejected == 0)
    #expect(findings.totals.conflicts == 0)
    #expect((2_700...3_300).contains(findings.totals.rows))
  }

  /// Every report of the shipped case, in every language and format that is text.
  @Test func reportsAreTheGoldenOnes() throws {
    let place = try Workplace()
    let runner = CommandRunner()
    for (name, bytes) in story.files { try place.write("case/\(name)", bytes) }
    let folder = place.path("case")
    #expect(runner.run("import", folder, "\(folder)/exports", "--quiet").code == 0)
    var asked = ["--quiet"]
    for language in ["en", "de", "pt-BR"] { asked += ["--language", language] }
    for format in ["html", "md", "docx"] { asked += ["--format", format] }
    runner.run(["render", folder] + asked)
    for report in ["certificate-902-13", "certificate-902-14", "custody-form"] {
      runner.run(["render", folder, "--report", report] + asked)
    }
    let names = try folderEntries("\(folder)/reports")
    #expect(names.count == 5 * 3 * 3)
    for name in names {
      // A Word document: its parts, since the archive's bytes are those of a version of zlib.
      if name.hasSuffix(".docx") { continue }
      let golden = "\(NorthwindTests.reports)/\(name)"
      // The log names the folder that files were imported from: its hashes are those of this run.
      var text = try place.text("case/reports/\(name)")
      for (number, hash) in try custodyHashes(place).enumerated() {
        text = text.replacing(hash, with: "custody hash \(number + 1)")
      }
      // One page is kept whole.
      if name != "breach-scope.en.html" { text = Golden.withoutStyle(text) }
      try Golden.expect(Array(text.utf8), in: golden)
    }
    let hashes = try custodyHashes(place)
    var parts = ""
    for name in names where name.hasSuffix(".docx") {
      for (part, bytes) in try archiveMembers(try place.read("case/reports/\(name)")) {
        var text = String(decoding: bytes, as: UTF8.self)
        for (number, hash) in hashes.enumerated() {
          text = text.replacing(hash, with: "custody hash \(number + 1)")
        }
        parts += "\(try hexadecimalHash(Array(text.utf8)))  \(name) \(part)\n"
      }
    }
    try Golden.expect(Array(parts.utf8), in: "\(NorthwindTests.reports)/documents.sha256")
  }

  private static let reports = "\(repositoryRoot)/Tests/EndToEndTests/Golden/reports"

  private func custodyHashes(_ place: Workplace) throws -> [String] {
    try place.text("case/custody.jsonl").split(separator: "\n").map { line in
      try JSONReader.read(Array(line.utf8))["hash"]?.text ?? ""
    }
  }

  @Test func anySplitOfTheEvidenceGivesTheSameFindings() throws {
    let scope = try scope()
    let whole = try fixtureFindings([FixtureFile(story.csv), FixtureFile(story.json)], scope)
    var random = FixtureRandom(seed: 7)
    var records = story.records + story.records.filter { _ in random.below(2) == 0 }
    records.shuffle(using: &random)
    let cuts = [0, 700, 1_500, records.count]
    let files = zip(
      zip(cuts, cuts.dropFirst()), [FixtureExport.purviewNewCSV, .ndjson, .searchCSV]
    )
    .map { FixtureFile(Array(records[$0.0..<$0.1]), as: $1) }
    let split = try fixtureFindings(files, scope)
    #expect(
      split.mailboxes.map(\.recordedMessages.count) == whole.mailboxes.map(\.recordedMessages.count)
    )
    #expect(withoutLedger(split) == withoutLedger(whole))
  }

  @Test func aRunGivesTheGoldenFindingsAndABundleThatVerifies() throws {
    let place = try Workplace()
    for (name, bytes) in story.files { try place.write("case/\(name)", bytes) }
    let runner = CommandRunner()
    let first = runner.run("run", place.path("case"))
    #expect(first.code == 0, "\(first.error)")
    let findings = try place.read("case/findings/findings.json")
    if Golden.isRecording {
      try replaceFile(NorthwindTests.golden, with: findings, mode: 0o644)
    }
    #expect(try readSmallFile(NorthwindTests.golden) == findings)
    #expect(first.out.contains("\(story.truth.recorded.values.map(\.count).reduce(0, +)) messages"))

    let bundles = try folderEntries(place.path("case/bundles"))
    #expect(bundles.count == 3)
    let bundle = place.path("case/bundles/\(bundles[0])")
    let verified = runner.run("verify", bundle, "--recompute")
    #expect(verified.code == 0, "\(verified.error)")
    #expect(verified.out.contains("reproduced"))

    let before = try readSmallFile(bundle)
    let again = runner.run("run", place.path("case"))
    #expect(again.code == 0)
    #expect(again.out.contains("already imported"))
    #expect(again.out.contains("(unchanged)"))
    #expect(try readSmallFile(bundle) == before)
    #expect(try folderEntries(place.path("case/bundles")) == bundles)
    #expect(runner.run("custody", place.path("case"), "--verify").code == 0)
  }

  @Test func aForgedFindingIsNotReproduced() throws {
    let place = try Workplace()
    for (name, bytes) in story.files { try place.write("case/\(name)", bytes) }
    let runner = CommandRunner()
    runner.run("run", place.path("case"))
    let bundle = try #require(
      try folderEntries(place.path("case/bundles")).first {
        $0.hasSuffix(".zip")
      })
    let path = try forgedBundle(place.path("case/bundles/\(bundle)"), in: place) { files in
      let text = String(decoding: files["data/findings/findings.json"] ?? [], as: UTF8.self)
      let forged = text.replacing("\"recordedMessages\": 208", with: "\"recordedMessages\": 207")
      #expect(forged != text)
      files["data/findings/findings.json"] = Array(forged.utf8)
      try forgeCustody(&files)
    }
    #expect(runner.run("verify", path).code == 0)
    let recomputed = runner.run("verify", path, "--recompute")
    #expect(recomputed.code == 4)
    #expect(recomputed.error.contains("data/findings/findings.json"))
  }
}
