import Files
import TestSupport
import Testing

@testable import CaseBundle

/// Archives made to harm: each has its named problem, and nothing of it is written anywhere.
struct HostileArchiveTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    var what: String
    var says: String
    var archive: RawArchive
    /// What ZIP allows is a problem of a bundle only.
    var isDeviation = false
    var testDescription: String { what }

    init(_ what: String, says: String, isDeviation: Bool = false, _ members: [RawArchive.Member]) {
      self.what = what
      self.says = says
      self.isDeviation = isDeviation
      archive = RawArchive([.init("b/bagit.txt")] + members)
    }

    init(_ what: String, says: String, _ change: (inout RawArchive) -> Void) {
      self.init(what, says: says, [.init("b/x")])
      change(&archive)
    }
  }

  private static func name(_ name: String, says: String) -> Attack {
    Attack("the name \(name)", says: says, [.init(name)])
  }

  private static func field(
    _ what: String, says: String, isDeviation: Bool = false,
    _ change: (inout RawArchive.Member) -> Void
  ) -> Attack {
    Attack(what, says: says, isDeviation: isDeviation, [RawArchive.Member("b/x").with(change)])
  }

  private static let attacks: [Attack] = [
    name("/etc/passwd", says: "it is absolute"),
    name("b/../../etc/passwd", says: "an empty part, '.' or '..'"),
    name("b/./x", says: "an empty part, '.' or '..'"),
    name("b//x", says: "an empty part, '.' or '..'"),
    name("C:/x", says: "it begins with a drive"),
    name("C:\\x", says: "it contains a backslash"),
    name("\\\\server\\share", says: "it contains a backslash"),
    name("b/a\\..\\x", says: "it contains a backslash"),
    name("b/a\0.txt", says: "it contains a NUL"),
    name("c/x", says: "it is outside the folder 'b'"),
    name("", says: "an empty part, '.' or '..'"),
    Attack("twice", says: "it is in the archive twice", [.init("b/x"), .init("b/x", "y")]),
    Attack(
      "case", says: "only in case", isDeviation: true, [.init("b/x.txt"), .init("b/X.txt", "y")]),
    field("a link", says: "it is a symbolic link") { $0.attributes = 0o120777 << 16 },
    field("a device", says: "neither a file nor a folder") { $0.attributes = 0o020644 << 16 },
    field("a pipe", says: "neither a file nor a folder") { $0.attributes = 0o010644 << 16 },
    field("two names", says: "directory entry disagree") { $0.localName = Array("b/y".utf8) },
    field("two sizes", says: "directory entry disagree") { $0.localSize = 7 },
    field("too large", says: "its two sizes differ") {
      $0.size = 0xFFFF_FF00
      $0.localSize = $0.size
    },
    field("another CRC", says: "its CRC-32 is not that of its content") { $0.crc ^= 1 },
    field("encrypted", says: "it is encrypted") { $0.flags = 1 },
    field("LZMA", says: "its compression method is 14") { $0.method = 14 },
    field("no deflate", says: "its compressed data is damaged") {
      $0.method = 8
      $0.data = [0xFF]
    },
    field("a comment", says: "it has a comment", isDeviation: true) { $0.comment = [0x21] },
    field("an extra field", says: "it has an extra field", isDeviation: true) {
      $0.extra = [0x55, 0x54, 1, 0, 0]
    },
    field("overlap", says: "it overlaps the member before it") { $0.shift = -20 },
    field("an offset past the end", says: "its local header is missing") { $0.shift = 1 << 20 },
    field("a gap", says: "bytes before the directory belong to no member") {
      $0.after = Array("hidden".utf8)
    },
    Attack("a prefix", says: "bytes before it belong to no member") {
      $0.before = Array("#!/bin/sh\n".utf8)
    },
    Attack("a gap at the end", says: "bytes before the directory belong to no member") {
      $0.gap = [1, 2, 3]
    },
    Attack("fewer than it says", says: "it says it has 9 members") { $0.count = 9 },
    Attack("an archive's comment", says: "it has a comment") { $0.comment = [0x21] },
  ]

  private func read(_ archive: RawArchive) throws -> (BundleReader, BagCheck) {
    let place = try Workplace()
    let reader = try BundleReader(archive: try place.write("b.zip", archive.bytes))
    var bag = BagCheck(reader)
    if !reader.isUnreadable { bag.check() }
    #expect(try folderEntries(place.root) == ["b.zip"])
    return (reader, bag)
  }

  @Test(arguments: attacks)
  func eachAttackHasItsName(_ attack: Attack) throws {
    let (reader, bag) = try read(attack.archive)
    let found = reader.problems + bag.problems
    let all = found + reader.deviations
    #expect(all.contains { $0.what.contains(attack.says) }, "\(all)")
    if attack.isDeviation {
      #expect(!found.contains { $0.what.contains(attack.says) })
    }
  }

  /// Nothing of the above is said about an archive that has none of it.
  @Test func anHonestArchiveHasNoProblem() throws {
    let (reader, _) = try read(RawArchive([.init("b/bagit.txt"), .init("b/data/x")]))
    #expect(reader.problems.isEmpty)
    #expect(reader.deviations.isEmpty)
  }

  /// A data descriptor follows the data where the archive was made as a stream.
  @Test func aDescriptorIsNoGap() throws {
    for signature in [[0x50, 0x4B, 7, 8], []] as [[UInt8]] {
      let member = RawArchive.Member("b/x", "hello").with {
        $0.flags = 8
        let crc = $0.crc
        $0.after = signature + (0..<4).map { UInt8(truncatingIfNeeded: crc >> ($0 * 8)) }
        $0.after += [5, 0, 0, 0, 5, 0, 0, 0]
      }
      let (reader, _) = try read(RawArchive([member, .init("b/y")]))
      #expect(reader.problems.isEmpty, "\(reader.problems)")
      #expect(!reader.deviations.isEmpty)
    }
  }

  /// A member that begins another archive's entry inside its data is read once only.
  @Test func membersThatShareTheirDataOverlap() throws {
    let shared = RawArchive.Member("b/y").with { $0.shift = -(30 + 3 + 1) }
    let (reader, _) = try read(RawArchive([.init("b/x"), shared]))
    #expect(reader.problems.contains { $0.what.contains("overlaps") })
  }
}
