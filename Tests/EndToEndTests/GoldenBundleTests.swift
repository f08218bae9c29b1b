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

  /// The bundle of a later casefile, made by hand: another format, and hashes that fit it.
  @Test(arguments: [("2", Int32(5), "is newer than this casefile"), ("0", 4, "does not exist")])
  func anotherFormatIsNoGuess(_ format: String, _ code: Int32, _ says: String) throws {
    let members = try archiveMembers(try readSmallFile(GoldenBundleTests.whole))
    let root = try #require(members.first).name.split(separator: "/")[0]
    var texts = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.bytes) })
    let info = "\(root)/bag-info.txt"
    let text = String(decoding: try #require(texts[info]), as: UTF8.self)
    let changed = text.replacing(
      "Casefile-Bundle-Format: 1", with: "Casefile-Bundle-Format: \(format)")
    #expect(changed != text)
    texts[info] = Array(changed.utf8)
    let tags = "\(root)/tagmanifest-sha256.txt"
    let (old, new) = (
      hexadecimal(try sha256(Array(text.utf8))), hexadecimal(try sha256(Array(changed.utf8)))
    )
    texts[tags] = Array(
      String(decoding: try #require(texts[tags]), as: UTF8.self).replacing(old, with: new).utf8)
    for (name, bytes) in texts { try place.write(name, bytes) }
    let verified = runner.run("verify", place.path(String(root)))
    #expect(verified.code == code)
    #expect(verified.error.contains(says), "\(verified.error)")
  }
}
