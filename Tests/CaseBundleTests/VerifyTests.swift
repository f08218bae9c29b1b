import Archiving
import CaseFolder
import CaseModel
import Files
import Glibc
import TestSupport
import Testing

@testable import CaseBundle

/// Every change of a bundle is found, named, and weighed: 4 proven different, 5 undecided.
struct VerifyTests {
  private let place: Workplace
  private let bytes: [UInt8]
  private let seal: String

  init() throws {
    place = try Workplace()
    let text = """
      {"action":"a","actor":"b","hash":"","host":"h","objects":[],"previous":\
      "\(CustodyEntry.beginning)","reason":"","seq":1,"time":"2025-03-01T00:00:00Z","tool":"t"}
      """
    let entry = try #require(CustodyEntry.read(Array(text.utf8)[...])).entry
    let (custody, head) = try entry.line()
    let evidence = Array("evidence bytes\n".utf8)
    let hash = try hexadecimalHash(evidence)
    let members = [
      BundleMember(name: "case/case.json", bytes: Array("{}\n".utf8)),
      BundleMember(name: "custody/custody.jsonl", bytes: custody),
      BundleMember(name: "evidence/E001-x.csv", bytes: evidence),
      BundleMember(
        name: "evidence/register.json",
        bytes: Array("{\"entries\":[{\"storedName\":\"E001-x.csv\",\"sha256\":\"\(hash)\"}]}".utf8)),
    ]
    let facts = BagFacts(
      organisation: "Org\nX", identifier: "N1", description: "d", date: "2025-03-01",
      custodyHead: head, tool: ToolIdentity(name: "casefile", version: "t", rules: "1"))
    let sink = MemorySink()
    let tag = try packBundle("N1-0001", members, facts, verifyText: "NAME", into: sink)
    bytes = sink.bytes
    seal = sealText(name: "N1-0001", archive: try hexadecimalHash(bytes), tagManifest: tag)
  }

  private func verdict(_ bytes: [UInt8], seal: String?, requireSeal: Bool = true) throws
    -> BundleVerdict
  {
    let path = try place.write("N1-0001.zip", bytes)
    try removeFile(path + ".sha256")
    if let seal { try place.write("N1-0001.zip.sha256", seal) }
    var request = VerifyRequest(time: 0)
    request.requireSeal = requireSeal
    return try verifyBundle(path, request).0
  }

  @Test func aBundleAsItWasPackedPasses() throws {
    let whole = try verdict(bytes, seal: seal)
    #expect(whole.problems.isEmpty)
    #expect(whole.exitCode == 0)
    #expect(whole.sealChecked)
    #expect(whole.members == 9)
  }

  @Test func withoutASealItCannotBeDecided() throws {
    #expect(try verdict(bytes, seal: nil).exitCode == 5)
    #expect(try verdict(bytes, seal: nil, requireSeal: false).exitCode == 0)
  }

  @Test func everyFlippedByteIsFoundAndTheMemberNamed() throws {
    var named = 0
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x41
      let result = try verdict(changed, seal: seal)
      #expect(result.exitCode == 4 || result.exitCode == 5, "byte \(index)")
      if result.problems.contains(where: { $0.member != nil }) { named += 1 }
    }
    // The rest is structure at the end, and padding bits of deflate streams.
    #expect(named > bytes.count - 120)
  }

  @Test func everyFlippedBitOutsidePaddingIsFoundWithoutASeal() throws {
    var missed: [Int] = []
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      if try verdict(changed, seal: nil, requireSeal: false).exitCode == 0 { missed.append(index) }
    }
    #expect(missed.count <= 9, "\(missed)")
  }

  @Test func mutatedArchivesNeverCrashAndNeverPass() throws {
    var random = FixtureRandom(seed: 12)
    let tail = bytes.count - 900
    for round in 0..<1_500 {
      var changed = bytes
      for _ in 0..<(1 + random.below(5)) {
        // The directory and the end most of all.
        let place = round % 3 == 0 ? random.below(changed.count) : tail + random.below(900)
        switch random.below(4) {
        case 0: changed[min(place, changed.count - 1)] = 0xFF
        case 1: changed[min(place, changed.count - 1)] = UInt8(random.below(256))
        case 2:
          for index in place..<min(place + 8, changed.count) { changed[index] = 0xFF }
        default: changed.insert(UInt8(random.below(256)), at: min(place, changed.count - 1))
        }
      }
      if changed == bytes { continue }
      let code = try verdict(changed, seal: seal).exitCode
      #expect(code == 4 || code == 5)
    }
  }

  @Test func sixtyFourBitSizesThatLieAreFound() throws {
    // An entry whose ZIP64 field says 2^64 - 1 for size, compressed size and offset.
    var entry: [UInt8] = [0x50, 0x4B, 1, 2] + [UInt8](repeating: 0, count: 42) + Array("a/b".utf8)
    for index in Array(20..<28) + Array(42..<46) { entry[index] = 0xFF }
    entry[28] = 3
    entry[30] = 28
    entry += [1, 0, 24, 0] + [UInt8](repeating: 0xFF, count: 24)
    var archive = entry + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0]
    archive += [UInt8(entry.count), 0, 0, 0, 0, 0, 0, 0, 0, 0]
    #expect(try verdict(archive, seal: nil, requireSeal: false).exitCode == 4)
  }

  /// The field behind a short one is another's: its bytes are no size.
  @Test func aZIP64FieldThatIsTooShortIsNamed() throws {
    var entry: [UInt8] = [0x50, 0x4B, 1, 2] + [UInt8](repeating: 0, count: 42) + Array("a/b".utf8)
    for index in Array(20..<28) + Array(42..<46) { entry[index] = 0xFF }
    entry[28] = 3
    let extra: [UInt8] = [1, 0, 8, 0] + [UInt8](repeating: 1, count: 8) + [0x99, 0, 16, 0]
    entry[30] = UInt8(extra.count + 16)
    entry += extra + [UInt8](repeating: 0, count: 16)
    var archive = entry + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0]
    archive += [UInt8(entry.count), 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let found = try verdict(archive, seal: nil, requireSeal: false)
    #expect(found.exitCode == 4)
    #expect(found.problems.contains { $0.what.contains("ZIP64 field is too short") })
  }

  @Test func aChangedSealIsFound() throws {
    for index in seal.utf8.indices {
      var changed = Array(seal.utf8)
      changed[seal.utf8.distance(from: seal.utf8.startIndex, to: index)] ^= 1
      let result = try verdict(bytes, seal: String(decoding: changed, as: UTF8.self))
      #expect(result.exitCode == 4)
    }
    #expect(try verdict(bytes, seal: "").exitCode == 4)
  }

  @Test func truncationAtEveryByteIsFound() throws {
    for length in 0..<bytes.count {
      let code = try verdict(Array(bytes[..<length]), seal: seal).exitCode
      #expect(code == 4 || code == 5)
    }
  }

  // MARK: - A folder

  private func unpacked() throws -> String {
    let path = try place.write("N1-0001.zip", bytes)
    let reader = try BundleReader(archive: path)
    let folder = "out\(reader.sizes.count)/N1-0001"
    for name in reader.sizes.keys { try place.write("\(folder)/\(name)", try reader.bytes(name)) }
    return folder
  }

  @Test func anUnpackedBundlePassesAndEveryDamageIsNamed() throws {
    let folder = try unpacked()
    func problems() throws -> [BundleProblem] {
      try verifyBundle(place.path(folder), VerifyRequest(time: 0)).0.problems
    }
    #expect(try problems().isEmpty)
    try place.write("\(folder)/data/extra.txt", "x")
    #expect(
      try problems().contains { $0.member == "data/extra.txt" && $0.what.hasPrefix("unexpected") })
    try removeFile(place.path("\(folder)/data/extra.txt"))
    try place.write("\(folder)/stray.txt", "x")
    #expect(try problems().contains { $0.member == "stray.txt" && $0.what.hasPrefix("unexpected") })
    try removeFile(place.path("\(folder)/stray.txt"))
    try place.write("\(folder)/data/evidence/E001-x.csv", "changed")
    #expect(
      try problems().contains {
        $0.member == "data/evidence/E001-x.csv" && $0.what.hasPrefix("mismatch")
      })
    try removeFile(place.path("\(folder)/data/evidence/E001-x.csv"))
    #expect(
      try problems().contains {
        $0.member == "data/evidence/E001-x.csv" && $0.what.hasPrefix("missing")
      })
  }

  /// A file that the reader cannot name, or takes for another, is no file that nobody sees.
  @Test func noFileOfAFolderIsPassedOver() throws {
    let folder = try unpacked()
    func problems() throws -> [BundleProblem] {
      try verifyBundle(place.path(folder), VerifyRequest(time: 0)).0.problems
    }
    let bytes: [CChar] = "\(place.path(folder))/data/".utf8CString.dropLast() + [-1, -2, 0]
    let descriptor = open(bytes, O_CREAT | O_WRONLY, 0o600)
    #expect(descriptor >= 0)
    close(descriptor)
    #expect(try problems().contains { $0.what.contains("cannot be read as text") })
    unlink(bytes)
    #expect(try problems().isEmpty)
    for name in ["\u{E9}.txt", "e\u{301}.txt"] { try place.write("\(folder)/data/\(name)", "x") }
    #expect(try problems().contains { $0.what.contains("in another spelling") })
  }

  @Test func newerFormatsAreUndecidedAndOtherFoldersAreNoBundle() throws {
    try place.write("other/readme.txt", "x")
    #expect(try verifyBundle(place.path("other"), VerifyRequest(time: 0)).0.exitCode == 5)
    let folder = try unpacked()
    try place.write(
      "\(folder)/bagit.txt", "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n")
    let problems = try verifyBundle(place.path(folder), VerifyRequest(time: 0)).0.problems
    #expect(problems.contains { $0.weight == .undecided && $0.what.contains("newer") })
  }

  @Test(arguments: [
    "../evil", "/etc/passwd", "a//b", "a/./b", "a\\b", "C:/x", "a b", "a\u{E9}", "",
  ])
  func unsafeNamesAreRefused(_ name: String) {
    #expect(MemberName.houseFault(Array(name.utf8)) != nil)
  }
}
