import Archiving
import CaseActions
import CaseBundle
import CaseModel
import CasePipeline
import Files
import TestSupport
import Testing
import TextFormats

/// What is handed to somebody holds what is for them, lists what is not, and no reason or note.
struct OutgoingBundleTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let folder: String

  /// Planted wherever people write: none of it may leave.
  private static let notes = (1...6).map { "PRIVILEGED-\($0)" }

  init() throws {
    place = try Workplace()
    folder = place.path("case")
    runner.run("new", folder, "--number", "C-7", "--title", "t", "--marking", "ATTORNEY")
    let export = place.path("a.json")
    var other = FixtureRecord.attackerBind(3, "other-message@x", at: "2025-03-12T09:00:00")
    other.mailboxGuid = "cccccccc-0000-4000-8000-0000000000cc"
    other.mailboxUPN = "neighbour@clinic.test"
    other.user = "neighbour@clinic.test"
    try place.write(
      "a.json",
      FixtureExport.ndjson.bytes([
        .attackerBind(1, "own-message@x", at: "2025-03-12T08:00:00"), other,
      ]))
    #expect(
      runner.run(
        "import", folder, export, "--query-user", "neighbour@clinic.test", "--query-mailbox",
        "neighbour@clinic.test"
      ).code == 0)
    let notes = OutgoingBundleTests.notes
    runner.run(
      "scope", folder, "--attacker-address", "203.0.113.66", "--by", "D", "--why", notes[0])
    runner.run(
      "scope", folder, "--from", "2025-03-10", "--to", "2025-03-20", "--by", "D", "--why", notes[1])
    runner.run(
      "trigger", folder, "--regime", "gdpr", "--name", "awareness", "--at", "2025-03-24", "--by",
      "D", "--why", notes[2])
    runner.run("review", "export", folder)
    let list = try place.text("case/review/messages-0001.csv").split(whereSeparator: \.isNewline)
    let answered = list[1].dropLast(5) + "Lee,2025-03-20,yes,\(notes[3]),2,\(notes[4])"
    let back = try place.write("back.csv", "\(list[0])\r\n\(answered)\r\n")
    #expect(runner.run("review", "import", folder, back).code == 0)
    runner.run(
      ["scope", folder, "--final", "--by", "Counsel", "--why", notes[5]]
        + CommandRunner.waivers("E001"))
    #expect(runner.run("run", folder).code == 0)
    runner.run("export", folder)
  }

  private func members(_ arguments: String...) throws -> [(name: String, text: String)] {
    let packed = runner.run(["pack", folder] + arguments)
    #expect(packed.code == 0, "\(packed.error)")
    let line = try #require(packed.out.split(separator: "\n").first)
    let path = String(line.dropFirst("bundle    ".count).prefix { $0 != " " })
    #expect(runner.run("verify", path).code == 0)
    return try archiveMembers(try readSmallFile(path)).map {
      ($0.name, String(decoding: $0.bytes, as: UTF8.self))
    }
  }

  @Test(arguments: [Audience.regulator, .opposing])
  func noReasonAndNoNoteLeavesByDefault(_ audience: Audience) throws {
    let all = try members()
    for note in OutgoingBundleTests.notes {
      #expect(all.contains { $0.text.contains(note) }, "\(note): the test can fail")
    }
    let outgoing = try members(
      "--for", audience.rawValue, "--recipient", "Somebody & Co", "--marking", "PROTECTIVE ORDER")
    for (name, text) in outgoing {
      for note in OutgoingBundleTests.notes { #expect(!text.contains(note), "\(name): \(note)") }
    }
    let report = try #require(outgoing.first { $0.name.hasSuffix("breach-scope.en.html") }).text
    #expect(report.contains("ATTORNEY · PROTECTIVE ORDER · For Somebody &amp; Co"))
    #expect(report.contains("the reasons that people wrote down are left out"))
    let names = outgoing.map(\.name)
    #expect(names.contains { $0.hasSuffix("/E001-a.json") } == (audience == .regulator))
    #expect(!names.contains { $0.contains("/review/") })
  }

  @Test func whatIsWithheldIsListedWithItsHashClassAndGround() throws {
    let all = try members()
    let outgoing = try members(
      "--for", "opposing", "--recipient", "X", "--ground", "review=attorney work product")
    let list = try #require(outgoing.first { $0.name.hasSuffix("data/withheld.json") }).text
    let entries = try #require(try JSONReader.read(Array(list.utf8))["withheld"]?.elements)
    #expect(entries.count > 5)
    for entry in entries {
      let name = try #require(entry["member"]?.text)
      let member = try #require(all.first { $0.name.hasSuffix("/data/\(name)") })
      let hash = try hexadecimalHash(Array(member.text.utf8))
      #expect(entry["sha256"]?.text == hash)
      #expect(!outgoing.contains { $0.name.hasSuffix("/data/\(name)") })
      if entry["class"]?.text == "review" {
        #expect(entry["ground"]?.text == "attorney work product")
      }
    }
    // Every member of the case is there, made anew for the recipient, or listed.
    let listed = Set(entries.compactMap { $0["member"]?.text })
    for (name, _) in all where name.contains("/data/") {
      let own = String(name.split(separator: "/data/", maxSplits: 1)[1])
      let isThere = outgoing.contains { $0.name.hasSuffix("/data/\(own)") }
      #expect(isThere || listed.contains(own), "\(own)")
    }
  }

  @Test func nothingOfAnotherMailboxLeavesWhereOneIsNamed() throws {
    let all = try members()
    let others = [
      "neighbour@clinic.test", "cccccccc-0000-4000-8000-0000000000cc", "other-message@x",
    ]
    for other in others { #expect(all.contains { $0.text.contains(other) }) }
    let guid = try #require(FixtureRecord.attackerBind(1).mailboxGuid)
    let outgoing = try members(
      "--for", "regulator", "--recipient", "X", "--mailbox", guid)
    for (name, text) in outgoing {
      for other in others {
        #expect(!text.contains(other), "\(name): \(other)")
        #expect(!text.replacing("&#64;", with: "@").contains(other), "\(name): \(other)")
      }
    }
    let messages = try #require(outgoing.first { $0.name.hasSuffix("messages.csv") }).text
    #expect(messages.contains("own-message@x"))
    let report = try #require(outgoing.first { $0.name.hasSuffix("breach-scope.en.md") }).text
    #expect(report.contains("This copy is about these mailboxes only"))
    #expect(report.contains("1 message in 1 mailbox is recorded as accessed"))
    #expect(
      runner.run("pack", folder, "--mailbox", "nobody@x", "--recipient", "X").code == 2)
  }

  @Test func aPartOfACaseIsNoCase() throws {
    let packed = runner.run(
      "pack", folder, "--for", "regulator", "--recipient", "X", "--evidence", "hashes-only")
    let path = String(try #require(packed.out.split(separator: "\n").first).dropFirst(10))
    let recomputed = runner.run("verify", path, "--recompute")
    #expect(recomputed.code == 5)
    #expect(recomputed.error.contains("cannot be recomputed"))
    let restored = runner.run("restore", path, place.path("back"))
    #expect(restored.code == 1)
    #expect(restored.error.contains("is part of a case"))
    #expect(try fileFacts(place.path("back")) == nil)
    // With everything that recomputing needs, it is recomputed.
    let whole = runner.run(
      "pack", folder, "--for", "regulator", "--recipient", "X", "--with", "decisions")
    let other = String(try #require(whole.out.split(separator: "\n").first).dropFirst(10))
    // What was handed out keeps its name whatever is asked for next.
    #expect(other != path)
    #expect(try fileFacts(path) != nil)
    let again = runner.run("verify", other, "--recompute")
    #expect(again.code == 0, "\(again.error)")
    #expect(runner.run("pack", folder, "--for", "opposing").code == 2)
  }

  /// What was made for somebody is logged as that, and is not taken for the case's own bundle.
  @Test func theLogSaysForWhomItWas() throws {
    #expect(runner.run("status", folder).out.contains("stale: since then export"))
    runner.run("pack", folder)
    let own = runner.run("status", folder).error
    _ = try members("--for", "opposing", "--recipient", "Roe")
    #expect(runner.run("custody", folder).out.contains("pack  (for opposing: Roe)"))
    #expect(runner.run("status", folder).error == own)
    #expect(own.contains("--recompute") && !own.contains("opposing"))
  }

  @Test func theSameRequestGivesTheSameBytes() throws {
    let first = try members("--for", "opposing", "--recipient", "X")
    let second = try members("--for", "opposing", "--recipient", "X")
    #expect(first.map(\.text) == second.map(\.text))
  }
}
