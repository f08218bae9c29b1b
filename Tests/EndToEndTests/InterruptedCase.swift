import Archiving
import CaseActions
import CaseFolder
import CaseModel
import CasePipeline
import CasefileCLI
import Files
import TestSupport
import Testing

/// A case with one export, and another one to import: a test makes of it what an interruption leaves.
struct InterruptedCase {
  let place: Workplace
  let runner: CommandRunner
  let folder: String

  init() throws {
    let attacked = try AttackedCase("--number", "I-1")
    (place, runner, folder) = (attacked.place, attacked.runner, attacked.folder)
    try place.write(
      "b.json", FixtureExport.ndjson.bytes([.attackerBind(2, "a@x", at: "2025-03-12T09:00:00")]))
  }

  func bytes(_ name: String) throws -> [UInt8] { try readSmallFile("\(folder)/\(name)") }
  func put(_ name: String, _ bytes: [UInt8]) throws {
    try replaceFile("\(folder)/\(name)", with: bytes)
  }
  func move(_ name: String, to other: String) throws {
    try makeFolder(parentFolder("\(folder)/\(other)"))
    try renameFile("\(folder)/\(name)", to: "\(folder)/\(other)")
  }

  func transfer() -> CommandOutcome {
    runner.run("custody", folder, "transfer", "--from", "a", "--to", "b", "--purpose", "p")
  }

  /// Register and log agree, each import has its entry, nothing is left, and the next bundle holds.
  func expectWhole(evidence: Int) throws {
    let register = try registeredEvidence(folder)
    #expect(register.count == evidence)
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(
      log.lastHash(of: "evidence/register.json")
        == (try hexadecimalHash(
          try bytes("evidence/register.json"))))
    for entry in register {
      #expect(log.lastHash(of: entry.custodyName) == entry.sha256, "\(entry.name)")
    }
    let names = try folderEntries("\(folder)/evidence")
    #expect(names == register.map(\.storedName) + ["register.json"])
    let hidden = try folderEntries(folder).filter { $0.hasPrefix(".") }
    #expect(hidden == [".lock"])
    #expect(runner.run("run", folder).code == 0)
    #expect(runner.run("status", folder, "--verify").code == 0)
  }
}
