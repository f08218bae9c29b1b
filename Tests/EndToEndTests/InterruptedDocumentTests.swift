import Archiving
import CaseActions
import CaseFolder
import CaseModel
import CasePipeline
import CasefileCLI
import Files
import TestSupport
import Testing

/// A document whose entry is written gets its name, whenever a command was interrupted.
struct InterruptedDocumentTests {
  private let interrupted: InterruptedCase
  private var place: Workplace { interrupted.place }
  private var runner: CommandRunner { interrupted.runner }
  private var folder: String { interrupted.folder }

  init() throws { interrupted = try InterruptedCase() }

  @Test(arguments: ["scope.json", "case.json"]) func aDocumentWithItsEntryGetsItsName(
    _ name: String
  ) throws {
    let before = try interrupted.bytes(name)
    if name == "scope.json" {
      runner.run("scope", folder, "--mailbox", "a@x", "--by", "D", "--why", "w")
    } else {
      runner.run("hold", folder, "--by", "D", "--why", "w")
    }
    let after = try interrupted.bytes(name)
    #expect(after != before)
    try interrupted.move(name, to: ".\(name).next")
    try interrupted.put(name, before)
    let shown = runner.run(name == "scope.json" ? "scope" : "status", folder)
    #expect(shown.out.contains(name == "scope.json" ? "a@x" : "hold      since"))
    #expect(shown.error.contains("what the entry states is in use: \(name)"))
    #expect(interrupted.transfer().code == 0)
    #expect(try interrupted.bytes(name) == after)
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(!log.entries.contains { $0.action == "changed outside casefile" })
    try interrupted.expectWhole(evidence: 1)
  }

  @Test func aDocumentThatNoEntryStatesWasNeverSaid() throws {
    let before = try interrupted.bytes("scope.json")
    try interrupted.put(".scope.json.next", Array(#"{"schema":"casefile/scope/1"}"#.utf8))
    let status = runner.run("status", folder)
    #expect(status.code == 0 && status.error.isEmpty == false)
    #expect(interrupted.transfer().code == 0)
    #expect(try interrupted.bytes("scope.json") == before)
    try interrupted.expectWhole(evidence: 1)
  }

  /// Somebody edited the document between the interruption and the next command: both are kept.
  @Test func anEditOfTheMeantimeIsKept() throws {
    runner.run("scope", folder, "--mailbox", "a@x", "--by", "D", "--why", "w")
    let after = try interrupted.bytes("scope.json")
    try interrupted.move("scope.json", to: ".scope.json.next")
    let mine = Array(#"{"schema":"casefile/scope/1","mailboxes":[{"upn":"mine@x"}]}"#.utf8)
    try interrupted.put("scope.json", mine)
    #expect(interrupted.transfer().code == 0)
    #expect(try interrupted.bytes("scope.json") == after)
    let kept = try folderEntries(folder).filter { $0.hasPrefix("scope.changed-") }
    #expect(kept.count == 1)
    #expect(try interrupted.bytes(kept[0]) == mine)
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(log.lastEntry(of: kept[0])?.action == "changed outside casefile")
  }

  @Test func decisionsOfReviewersWithTheirEntryGetTheirName() throws {
    try decide()
    try interrupted.move("review/decisions.json", to: "review/.decisions.json.next")
    #expect(runner.run("status", folder).error.contains("review/decisions.json"))
    let again = runner.run("review", "import", folder, place.path("list.csv"))
    #expect(again.out.contains("0 decision(s) added, 0 changed, 1 as before"), "\(again)")
    try interrupted.expectWhole(evidence: 1)
  }

  /// A reviewer's decision of a message, imported.
  private func decide() throws {
    runner.run("review", "export", folder)
    let list = try #require(
      try folderEntries("\(folder)/review").first { $0.hasPrefix("messages") })
    var rows = String(decoding: try interrupted.bytes("review/\(list)"), as: UTF8.self)
      .split(separator: "\r\n").map(String.init)
    let header = rows[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var fields = rows[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for (column, value) in [
      ("reviewer", "R"), ("reviewedAt", "2025-04-01"), ("sensitive", "yes"),
    ] {
      if let index = header.firstIndex(of: column), index < fields.count { fields[index] = value }
    }
    rows[1] = fields.joined(separator: ",")
    try place.write("list.csv", rows.map { $0 + "\r\n" }.joined())
    let imported = runner.run("review", "import", folder, place.path("list.csv"))
    #expect(imported.code == 0 && imported.out.contains("1 decision(s) added"), "\(imported)")
  }

  /// What only casefile writes is never taken for absent.
  @Test(arguments: [
    "evidence/register.json", "custody.jsonl", "custody.jsonl and head", "review/decisions.json",
  ])
  func whatIsMissingIsNotMadeAnew(_ name: String) throws {
    runner.run("run", folder)
    if name.hasPrefix("review") { try decide() }
    for file in name == "custody.jsonl and head" ? ["custody.jsonl", "custody.head"] : [name] {
      try removeFile("\(folder)/\(file)")
    }
    let before = try wholeFolder(folder)
    for command in [
      ["status", folder], ["import", folder, place.path("b.json")], ["run", folder],
      ["pack", folder], ["findings", folder],
    ] {
      let outcome = runner.run(command)
      #expect(outcome.code == 1 && outcome.error.contains("missing"), "\(outcome.error)")
    }
    // The lock is opened, and nothing else.
    #expect(try wholeFolder(folder) == before)
  }
}
