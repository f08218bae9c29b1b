import Archiving
import CaseActions
import CaseFolder
import CaseModel
import CasePipeline
import CasefileCLI
import Files
import TestSupport
import Testing

/// Files among the evidence that no register names.
struct UnregisteredEvidenceTests {
  private let interrupted: InterruptedCase
  private var place: Workplace { interrupted.place }
  private var runner: CommandRunner { interrupted.runner }
  private var folder: String { interrupted.folder }

  init() throws { interrupted = try InterruptedCase() }

  @Test func aCopyOfWhatTheCaseHasIsRemovedAndAnotherIsTakenIn() throws {
    try interrupted.put("evidence/E001-other.json", try place.read("a.json"))
    try interrupted.put("evidence/E007-b.json", try place.read("b.json"))
    try interrupted.put("evidence/notes.txt", Array("no export".utf8))
    let status = runner.run("status", folder)
    #expect(
      status.out.contains(
        "the register does not name 'E001-other.json', 'E007-b.json', 'notes.txt' in evidence/"))
    let next = runner.run("import", folder, place.path("a.json"))
    #expect(
      next.error.contains("E001-other.json: the register did not name it, and E001 has the same"))
    #expect(next.error.contains("E007-b.json: the register does not name it; it is taken for"))
    #expect(next.error.contains("notes.txt' is not an export casefile knows"))
    #expect(runner.run("status", folder).out.contains("the register does not name 'notes.txt' in"))
    try removeFile("\(folder)/evidence/notes.txt")
    try interrupted.expectWhole(evidence: 2)
    #expect(try registeredEvidence(folder)[1].originalName == "E007-b.json")
  }

  /// It may be the only one left.
  @Test func aCopyOfEvidenceThatIsGoneIsNotRemoved() throws {
    try interrupted.put("evidence/E001-other.json", try place.read("a.json"))
    try removeFile("\(folder)/evidence/E001-a.json")
    _ = runner.run("import", folder, place.path("b.json"))
    #expect(try interrupted.bytes("evidence/E001-other.json") == place.read("a.json"))
  }
}
