import Archiving
import CasefileCLI
import Files
import TestSupport
import Testing

/// What people change among the results is neither lost nor sealed without a word.
struct ChangedResultTests {
  private let place: Workplace
  private let runner: CommandRunner
  private let folder: String

  init() throws {
    let attacked = try AttackedCase("--number", "C-7", "--title", "t")
    (place, runner, folder) = (attacked.place, attacked.runner, attacked.folder)
    #expect(runner.run("run", folder).code == 0)
  }

  private func decide(_ address: String) {
    let decided = runner.run(
      "scope", folder, "--attacker-address", address, "--by", "D", "--why", "w")
    #expect(decided.code == 0, "\(decided.error)")
  }

  private func append(_ text: String, to name: String) throws {
    try place.write("case/\(name)", try place.read("case/\(name)") + Array(text.utf8))
  }

  private func pack(_ arguments: String...) throws -> (path: String, outcome: CommandOutcome) {
    let packed = runner.run(["pack", folder] + arguments)
    #expect(packed.code == 0, "\(packed.error)")
    let line = try #require(packed.out.split(separator: "\n").first)
    return (String(line.dropFirst("bundle    ".count).prefix { $0 != " " }), packed)
  }

  private static let report = "reports/breach-scope.en.md"

  @Test func aReportThatSomebodyFilledInIsPackedAsItIsAndSaid() throws {
    #expect(!runner.run("status", folder).out.contains("\nchanged "))
    let before = try pack()
    try append("Signed: J. Okafor\n", to: ChangedResultTests.report)
    let said = "reports/breach-scope.en.md: not as casefile logged it"
    #expect(runner.run("status", folder).out.contains(said))

    let (path, packed) = try pack()
    #expect(path != before.path)
    #expect(packed.error.contains("is not as casefile logged it: the bundle holds it as it is"))
    let verified = runner.run("verify", path, "--recompute")
    #expect(verified.code == 0)
    #expect(
      verified.error.contains(
        "note: data/\(ChangedResultTests.report): custody entry "))
    // Nothing new to say of the same bytes, and it is said again.
    let again = try pack()
    #expect(again.path == path && again.outcome.out.contains("unchanged"))
    #expect(again.outcome.error.contains("the bundle holds it as it is"))
    #expect(runner.run("status", folder).out.contains(said))
    let run = runner.run("run", folder)
    #expect(run.out.contains("nothing changed since"))
    #expect(run.error.contains("the bundle holds it as it is"))
  }

  @Test(arguments: [false, true])
  func whatSomebodyFilledInIsKeptWhereItIsRenderedAgain(_ isPacked: Bool) throws {
    let own = try place.read("case/\(ChangedResultTests.report)") + Array("Signed\n".utf8)
    try place.write("case/\(ChangedResultTests.report)", own)
    if isPacked { _ = try pack() }
    decide("198.51.100.0/24")
    let rendered = runner.run("render", folder)
    #expect(rendered.code == 0)
    #expect(rendered.error.contains("what was there is kept as"), "\(rendered.error)")
    let kept = try #require(
      try folderEntries("\(folder)/reports").first { $0.contains(".changed-") })
    #expect(kept == "breach-scope.en.changed-\(try hexadecimalHash(own).prefix(12)).md")
    #expect(try place.read("case/reports/\(kept)") == own)
    #expect(try place.text("case/\(ChangedResultTests.report)").contains("198.51.100.0/24"))
    #expect(runner.run("custody", folder, "--verify").code == 0)
    #expect(try place.text("case/custody.jsonl").contains("\"reports/\(kept)\""))

    // Rendering again has nothing to keep, and the bundle holds both.
    #expect(!runner.run("render", folder).error.contains("kept"))
    #expect(runner.run("findings", folder).code == 0)
    let path = try pack().path
    let verified = runner.run("verify", path, "--recompute")
    #expect(verified.code == 0, "\(verified.error)")
    #expect(
      verified.error.contains("note: data/reports/\(kept): custody entry ")
    )
    #expect(!verified.error.contains("breach-scope.en.md:"))
    let names = try archiveMembers(try readSmallFile(path)).map(\.name)
    #expect(names.contains { $0.hasSuffix("/reports/\(kept)") })
  }

  @Test(arguments: [("findings", "messages.csv"), ("exchange", "messages.dat")])
  func whatCasefileAloneMakesIsNotPackedOtherwise(_ step: String, _ name: String) throws {
    if step == "exchange" { runner.run("export", folder) }
    let bundles = try folderEntries("\(folder)/bundles")
    let good = try place.read("case/\(step)/\(name)")
    try append("more\n", to: "\(step)/\(name)")
    let said = "'\(step)/\(name)' is not as casefile logged it: SHA-256"
    let packed = runner.run("pack", folder)
    #expect(packed.code == 1)
    #expect(packed.error.contains(said), "\(packed.error)")
    #expect(try folderEntries("\(folder)/bundles") == bundles)
    #expect(!runner.run("status", folder).out.contains("\nchanged "))
    #expect(
      runner.run("status", folder, "--verify").out.contains("\(name): not as casefile logged it"))

    let again = runner.run(step == "exchange" ? "export" : "findings", folder)
    #expect(again.code == 0)
    #expect(again.error.contains("what was there is kept as"))
    #expect(try place.read("case/\(step)/\(name)") == good)
    let verified = runner.run("verify", try pack().path, "--recompute")
    #expect(verified.code == 0 && verified.error.contains(".changed-"), "\(verified.error)")
  }

  @Test func aReviewersWorkIsKept() throws {
    runner.run("review", "export", folder)
    try append("M-1,somebody's evening\n", to: "review/messages-0001.csv")
    let again = runner.run("review", "export", folder)
    #expect(again.error.contains("what was there is kept as"))
    let kept = try #require(
      try folderEntries("\(folder)/review").first { $0.contains(".changed-") })
    #expect(try place.text("case/review/\(kept)").contains("somebody's evening"))
    #expect(runner.run("verify", try pack().path).code == 0)
  }

  @Test func whatIsForSomebodyIsMadeAnew() throws {
    try append("Signed: J. Okafor\n", to: ChangedResultTests.report)
    let (path, packed) = try pack("--for", "regulator", "--recipient", "HHS OCR")
    #expect(packed.error.contains("it is not in the bundle as it is"))
    #expect(runner.run("verify", path).code == 0)
    for (name, bytes) in try archiveMembers(try readSmallFile(path)) {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("J. Okafor"), "\(name)")
    }
  }

  @Test func whatNoBundleTakesIsNamed() throws {
    try place.write("case/reports/Brief an die Patienten.docx", "x")
    try place.write("case/reports/drafts/a.txt", "x")
    try place.write("case/reports/letter.txt", "x")
    let (path, packed) = try pack()
    for name in ["Brief an die Patienten.docx", "drafts"] {
      #expect(packed.error.contains("reports/\(name)' is not in the bundle"), "\(packed.error)")
    }
    #expect(packed.error.contains("rename it"))
    // What somebody put there is said to be theirs.
    let verified = runner.run("verify", path)
    #expect(verified.code == 0)
    #expect(
      verified.error.contains("data/reports/letter.txt: custody entry "))
  }

  /// Who makes the custody log anew too is found by computing again what can be computed.
  @Test(arguments: ["findings.json", "timeline.csv", "messages.csv", "contexts.csv"])
  func whatIsComputedAgainIsFoundThoughTheLogFits(_ name: String) throws {
    let forged = try forgedBundle(try pack().path, in: place) { files in
      files["data/findings/\(name)"]?.append(0x20)
      try forgeCustody(&files)
    }
    #expect(runner.run("verify", forged).code == 0)
    let recomputed = runner.run("verify", forged, "--recompute")
    #expect(recomputed.code == 4)
    #expect(recomputed.error.contains("data/findings/\(name): not reproduced"))
    #expect(recomputed.error.split(separator: "\n").count == 1)
  }

  /// The report is what people read and sign: it must follow from the evidence too.
  @Test(arguments: ["breach-scope.en.html", "breach-scope.en.md"])
  func aForgedReportIsNotReproduced(_ name: String) throws {
    let path = try pack().path
    #expect(
      runner.run("verify", path, "--recompute").out.contains("2 rendered again with the same text"))
    let forged = try forgedBundle(path, in: place) { files in
      let text = String(decoding: files["data/reports/\(name)"] ?? [], as: UTF8.self)
      let other = text.replacing("2025-03-12", with: "2025-03-13")
      #expect(other != text)
      files["data/reports/\(name)"] = Array(other.utf8)
      try forgeCustody(&files)
    }
    #expect(runner.run("verify", forged).code == 0)
    let recomputed = runner.run("verify", forged, "--recompute")
    #expect(recomputed.code == 4)
    #expect(recomputed.error.contains("data/reports/\(name): not reproduced: rendered again"))
    #expect(recomputed.error.split(separator: "\n").count == 1, "\(recomputed.error)")
  }

  /// A Word document is compared by its parts: another zlib packs them otherwise.
  @Test(arguments: [false, true]) func aForgedWordDocumentIsNotReproduced(_ isForged: Bool) throws {
    runner.run("render", folder, "--format", "docx")
    let forged = try forgedBundle(try pack().path, in: place) { files in
      let name = "data/reports/breach-scope.en.docx"
      let sink = MemorySink()
      let writer = try ZIPWriter(sink, method: .stored)
      for (part, bytes) in try archiveMembers(files[name] ?? []) {
        let text = String(decoding: bytes, as: UTF8.self)
        let other = text.replacing("2025-03-12", with: isForged ? "2025-03-13" : "2025-03-12")
        _ = try writer.add(part, Array(other.utf8))
      }
      try writer.finish()
      #expect(files[name] != sink.bytes)
      files[name] = sink.bytes
      try forgeCustody(&files)
    }
    let recomputed = runner.run("verify", forged, "--recompute")
    #expect(recomputed.code == (isForged ? 4 : 0), "\(recomputed.error)")
    #expect(
      recomputed.error.contains("breach-scope.en.docx: not reproduced") == isForged,
      "\(recomputed.error)")
  }

  @Test func aReportThatIsNotInTheBundleIsNamed() throws {
    try removeFile("\(folder)/\(ChangedResultTests.report)")
    let verified = runner.run("verify", try pack().path)
    #expect(verified.code == 0)
    #expect(
      verified.error.contains(
        "note: data/\(ChangedResultTests.report): not in the bundle, though custody entry"))
    #expect(verified.error.split(separator: "\n").count == 1)
  }

  /// What keeps a report from being compared is said, and is no fault.
  @Test func whatIsNotRenderedAgainIsSaid() throws {
    runner.run("render", folder, "--format", "docx")
    runner.run("render", folder, "--redact")
    runner.run("render", folder, "--report", "custody-form", "--language", "de")
    try place.write("case/reports/breach-scope.en.pdf", "%PDF-1.7")
    let first = runner.run("verify", try pack().path, "--recompute")
    #expect(first.code == 0, "\(first.error)")
    #expect(first.out.contains("5 rendered again with the same text"), "\(first.out)")
    for (name, why) in [
      ("breach-scope.en.pdf", "custody entry 11 found it changed or added"),
      ("breach-scope.en.redacted.md", "its pseudonyms need the key of the case"),
    ] {
      let said = "note: data/reports/\(name): not rendered again: \(why)"
      #expect(first.error.contains(said), "\(first.error)")
    }
    decide("198.51.100.0/24")
    runner.run("findings", folder)
    let second = runner.run("verify", try pack().path, "--recompute")
    #expect(second.code == 0, "\(second.error)")
    #expect(second.out.contains("reports   0 rendered again"))
    #expect(
      second.error.contains("breach-scope.en.md: not rendered again: it is from an earlier state"))
  }

  @Test func reportsOfOtherTemplatesAreRenderedAgainWithThose() throws {
    let templates = place.path("templates")
    runner.run("templates", "export", templates)
    let style = try place.text("templates/reports/style.css")
    try place.write("templates/reports/style.css", style + "\n/* ours */\n")
    #expect(runner.run("render", folder, "--templates", templates).code == 0)
    let path = try pack().path
    let plain = runner.run("verify", path, "--recompute")
    #expect(plain.code == 0, "\(plain.error)")
    #expect(plain.error.contains("it does not name the templates of this casefile"))
    let own = runner.run("verify", path, "--recompute", "--templates", templates)
    #expect(own.code == 0 && own.error.isEmpty, "\(own.error)")
    #expect(own.out.contains("reports   2 rendered again with the same text"))
  }

  @Test func whatWasMadeForSomebodyIsNotRenderedAgain() throws {
    let (path, _) = try pack(
      "--for", "regulator", "--recipient", "HHS OCR", "--with", "decisions", "--with", "review")
    let verified = runner.run("verify", path, "--recompute")
    #expect(verified.code == 0, "\(verified.error)")
    #expect(
      verified.error.contains("the reports were not rendered again: they were made for a recipient")
    )
  }
}
