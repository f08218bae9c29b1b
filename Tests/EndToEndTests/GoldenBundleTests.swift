import Archiving
import CaseBundle
import CaseModel
import Files
import TestSupport
import Testing

/// Bundles of earlier versions stay readable: every later casefile verifies and restores them.
/// Those of format 1 were packed, signed and stamped on 2026-11-25; nothing here makes them anew.
struct GoldenBundleTests {
  private static let folder = "\(repositoryRoot)/Tests/EndToEndTests/Golden/bundles"
  private static let whole = "\(folder)/GOLD-1-0012.zip"
  private let runner = CommandRunner()
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test func itVerifiesWithItsSignatureAndTimeStamp() throws {
    let verified = runner.run(
      "verify", GoldenBundleTests.whole, "--ca", "\(GoldenBundleTests.folder)/authority.pem",
      "--at", "2026-12-01")
    #expect(verified.code == 0, "\(verified.error)")
    #expect(verified.out.contains("31 members, every check passed"))
    #expect(
      verified.out.contains("by CN=Signer of a golden bundle,O=Golden, at 2026-11-25T23:12:35Z"))
    #expect(verified.out.contains("certified by CN=Test CA,O=Test Root, which you trust"))
    #expect(verified.out.contains("existed at 2026-11-25T23:12:35Z, says CN=Stamper,O=Test TSA"))
    let later = runner.run(
      "verify", GoldenBundleTests.whole, "--ca", "\(GoldenBundleTests.folder)/authority.pem",
      "--at", "2030-01-01")
    #expect(later.code == 5)
    #expect(later.error.contains("certificate has expired; --at TIME"))
  }

  @Test func whatWasMadeForSomebodyVerifies() throws {
    let path = "\(GoldenBundleTests.folder)/GOLD-1-0012-regulator-HHS_OCR.zip"
    let verified = runner.run("verify", path)
    #expect(verified.code == 0, "\(verified.error)")
    #expect(verified.error.contains("members were withheld"))
  }

  @Test func itIsRestoredAndWorks() throws {
    let folder = place.path("back")
    #expect(runner.run("restore", GoldenBundleTests.whole, folder).code == 0)
    #expect(
      runner.run("custody", folder, "--verify", "--against", GoldenBundleTests.whole).code == 0)
    let status = runner.run("status", folder, "--verify")
    #expect(status.code == 0, "\(status.error)")
    #expect(status.out.contains("GOLD-1: A case of bundle format 1"))
    #expect(status.out.contains("keep      until 2032-11-25"))
    #expect(runner.run("reopen", folder, "--by", "a", "--why", "b").code == 0)
    let run = runner.run("run", folder)
    #expect(run.code == 0, "\(run.error)")
    #expect(run.out.contains("19 messages recorded as accessed in 2 mailbox(es)"))
    #expect(try fileFacts("\(folder)/issues/0001-findings.json") != nil)
  }

  private func unpacked(_ change: (inout [String: [UInt8]]) -> Void) throws -> String {
    try forgedBundle(GoldenBundleTests.whole, in: place, change)
  }

  /// The bundle of a later casefile, made by hand.
  @Test(arguments: [("2", Int32(5), "is newer than this casefile"), ("0", 4, "does not exist")])
  func anotherFormatIsNoGuess(_ format: String, _ code: Int32, _ says: String) throws {
    let folder = try unpacked { files in
      let text = String(decoding: files["bag-info.txt"] ?? [], as: UTF8.self)
      files["bag-info.txt"] = Array(
        text.replacing("Bundle-Format: 1", with: "Bundle-Format: \(format)").utf8)
    }
    let verified = runner.run("verify", folder)
    #expect(verified.code == code)
    #expect(verified.error.contains(says), "\(verified.error)")
    #expect(runner.run("restore", folder, place.path("new")).code == code)
    #expect(try fileFacts(place.path("new")) == nil)
  }

  /// Hashes that fit are no way into a case: only its own files are restored.
  @Test(arguments: ["case.json", "custody.jsonl", "redaction.key", ".lock", "evidence/a/b", "x/y"])
  func whatHasNoPlaceInACaseIsNotRestored(_ name: String) throws {
    let folder = try unpacked { $0["data/\(name)"] = Array("{}".utf8) }
    let restored = runner.run("restore", folder, place.path("new"))
    #expect(restored.code == 1)
    #expect(restored.error.contains("'data/\(name)' has no place in a case folder"))
    #expect(try fileFacts(place.path("new")) == nil)
  }

  /// Taking casefile's label away makes no bag of others of it.
  @Test func aBundleWithoutItsLabelIsNoBagOfOthers() throws {
    let folder = try unpacked { files in
      let text = String(decoding: files["bag-info.txt"] ?? [], as: UTF8.self)
      files["bag-info.txt"] = Array(text.replacing("Casefile-Bundle-Format: 1\n", with: "").utf8)
    }
    let verified = runner.run("verify", folder)
    #expect(verified.code == 4)
    #expect(verified.error.contains("bundle format '' does not exist"))
  }

  /// A custody entry that was changed, in a bundle whose manifests fit.
  @Test func anEditedCustodyEntryIsFoundInABundleWhoseHashesFit() throws {
    let folder = try unpacked { files in
      files["data/custody/custody.jsonl"] = files["data/custody/custody.jsonl"].map { bytes in
        Array(String(decoding: bytes, as: UTF8.self).replacing("tester", with: "somebody").utf8)
      }
    }
    // The chain's own hashes do not fit.
    #expect(runner.run("verify", folder).error.contains("its hash is not that of its content"))
  }

  /// A file that was changed, in a bundle whose manifests fit: the custody log states another.
  @Test(arguments: [
    "case/case.json", "evidence/register.json", "findings/timeline.csv", "findings/findings.json",
    "exchange/messages.dat", "issues/0001-findings.json", "reports/breach-scope.en.html",
    "reports/notice-hipaa.en.md", "review/messages-0001.csv",
  ])
  func anEditedFileIsFoundInABundleWhoseHashesFit(_ name: String) throws {
    let folder = try unpacked { $0["data/\(name)"]?.append(0x20) }
    let verified = runner.run("verify", folder)
    #expect(verified.code == 4)
    #expect(
      verified.error.contains(
        "data/\(name): mismatch: its SHA-256 is not the one that custody entry"),
      "\(verified.error)")
    #expect(verified.error.split(separator: "\n").count == 1)
  }
}
