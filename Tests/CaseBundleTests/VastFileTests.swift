import Archiving
import CaseFolder
import CaseModel
import Files
import Glibc
import TestSupport
import Testing

@testable import CaseBundle

/// What a file of a folder is not can be told by its name or its size: a terabyte that somebody put
/// there is not read first.
@Suite(.timeLimit(.minutes(1)))
struct VastFileTests {
  private let place: Workplace
  private let folder = "N1-0001"
  private let evidence = "data/evidence/E001-x.csv"

  /// An unpacked bundle with one piece of evidence.
  init() throws {
    place = try Workplace()
    let text = """
      {"action":"a","actor":"b","hash":"","host":"h","objects":[],"previous":\
      "\(CustodyEntry.beginning)","reason":"","seq":1,"time":"2025-03-01T00:00:00Z","tool":"t"}
      """
    let (custody, head) = try #require(CustodyEntry.read(Array(text.utf8)[...])).entry.line()
    let bytes = Array("evidence bytes\n".utf8)
    let register = """
      {"entries":[{"bytes":\(bytes.count),"storedName":"E001-x.csv",\
      "sha256":"\(try hexadecimalHash(bytes))"}]}
      """
    let members = [
      BundleMember(name: "custody/custody.jsonl", bytes: custody),
      BundleMember(name: "evidence/E001-x.csv", bytes: bytes),
      BundleMember(name: "evidence/register.json", bytes: Array(register.utf8)),
    ]
    let facts = BagFacts(
      organisation: "Org", identifier: "N1", description: "d", date: "2025-03-01",
      custodyHead: head, tool: ToolIdentity(name: "casefile", version: "t", rules: "1"))
    let sink = MemorySink()
    _ = try packBundle(folder, members, facts, verifyText: "NAME", into: sink)
    let reader = try BundleReader(archive: try place.write("N1-0001.zip", sink.bytes))
    for name in reader.sizes.keys { try place.write("\(folder)/\(name)", try reader.bytes(name)) }
  }

  /// A file of 1 TiB that takes no room.
  private func makeVast(_ member: String) throws {
    let path = place.path("\(folder)/\(member)")
    if try fileFacts(path) == nil { try place.write("\(folder)/\(member)", "") }
    #expect(truncate(path, 1 << 40) == 0)
  }

  private func verdict() throws -> BundleVerdict {
    var request = VerifyRequest(time: 0)
    let meter = WorkMeter()
    request.meter = meter
    let verdict = try verifyBundle(place.path(folder), request).0
    #expect(meter.now.done < 1 << 20)
    return verdict
  }

  private func what(_ member: String, _ verdict: BundleVerdict) -> [String] {
    verdict.problems.filter { $0.member == member && $0.weight == .different }.map(\.what)
  }

  @Test func aVastFileThatNoManifestListsIsUnexpectedWithoutBeingHashed() throws {
    #expect(try verdict().problems.isEmpty)
    try makeVast("data/evidence/vast.bin")
    let found = try verdict()
    #expect(found.exitCode == 4)
    #expect(
      what("data/evidence/vast.bin", found)
        == ["unexpected: manifest-sha256.txt does not list it"])
    #expect(found.hashes["data/evidence/vast.bin"] == nil)
  }

  @Test func evidenceOfAnotherSizeThanTheRegisterSaysIsAMismatchWithBothSizes() throws {
    try makeVast(evidence)
    let found = try verdict()
    #expect(found.exitCode == 4)
    #expect(
      what(evidence, found) == ["mismatch: it has 1099511627776 bytes, the register says 15"])
  }

  @Test func evidenceOfTheRightSizeIsHashedAndFoundChanged() throws {
    try place.write("\(folder)/\(evidence)", "evidence BYTES\n")
    let found = try verdict()
    #expect(found.exitCode == 4)
    #expect(what(evidence, found).contains { $0.hasPrefix("mismatch: its SHA-256 is ") })
  }

  @Test func aVastFileInABagOfOthersIsUnexpectedToo() throws {
    for name in ["bag-info.txt", "tagmanifest-sha256.txt", "data/custody/custody.jsonl"] {
      try removeFile(place.path("\(folder)/\(name)"))
    }
    try removeFile(place.path("\(folder)/data/evidence/register.json"))
    try makeVast("data/vast.bin")
    let found = try verdict()
    #expect(found.kind == .bag(version: "1.0"))
    #expect(
      what("data/vast.bin", found) == ["unexpected: manifest-sha256.txt does not list it"])
  }
}
