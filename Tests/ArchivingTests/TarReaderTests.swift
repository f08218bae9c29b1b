import Archiving
import Files
import TestSupport
import Testing

/// Tar archives of POSIX, GNU tar and the seventh edition, read from the front to the end.
struct TarReaderTests {
  struct Read: Equatable {
    var name: String
    var kind: TarMember.Kind
    var text: String
  }

  /// - Parameter part: bytes that the source gives at a time.
  private func members(_ bytes: [UInt8], part: Int = 1_000) throws -> [Read] {
    let reader = TarReader(fixtureSource(bytes, part: part))
    var all: [Read] = []
    while let member = try reader.next() {
      // Every second is left where it is.
      let text = all.count % 2 == 0 ? try wholeText(reader.content) : ""
      all.append(
        Read(name: String(decoding: member.name, as: UTF8.self), kind: member.kind, text: text))
    }
    return all
  }

  private func damage(_ bytes: [UInt8]) throws -> String? {
    do {
      _ = try members(bytes)
      return nil
    } catch let damage as ArchiveDamage {
      return damage.what
    }
  }

  private static let long = "folder/" + String(repeating: "long-", count: 40) + "\u{E9}.csv"

  private var archive: TarFixture {
    var tar = TarFixture()
    tar.add("a.csv", Array("one".utf8))
    tar.add("sub", flag: "5")
    tar.add("b.csv", Array(repeating: 0x78, count: 1_024), prefix: "deep/er")
    tar.add(pax: [("mtime", "1741.5"), ("path", TarReaderTests.long)])
    tar.add("short", Array("two".utf8))
    tar.add(
      "././@LongLink", Array((TarReaderTests.long + "\u{0}").utf8), flag: "L", magic: "ustar  \u{0}"
    )
    tar.add("short", Array("three".utf8), magic: "ustar  \u{0}")
    tar.add("old.csv", Array("four".utf8), flag: "\u{0}", magic: "")
    tar.add("link.csv", flag: "2")
    tar.add("holes.csv", flag: "S", magic: "ustar  \u{0}")
    tar.add("tty", flag: "3")
    return tar
  }

  @Test(arguments: [1, 7, 512, 100_000])
  func everyMemberHasItsNameAndItsBytes(_ part: Int) throws {
    #expect(
      try members(archive.bytes, part: part) == [
        Read(name: "a.csv", kind: .file, text: "one"),
        Read(name: "deep/er/b.csv", kind: .file, text: ""),
        Read(name: TarReaderTests.long, kind: .file, text: "two"),
        Read(name: TarReaderTests.long, kind: .file, text: ""),
        Read(name: "old.csv", kind: .file, text: "four"),
        Read(name: "link.csv", kind: .link, text: ""),
        Read(name: "holes.csv", kind: .sparse, text: ""),
        Read(name: "tty", kind: .device, text: ""),
      ])
    #expect(TarReader.isTar(archive.bytes))
  }

  @Test func sizesOfExtendedHeadersAndOfGNUTarCount() throws {
    var tar = TarFixture()
    tar.add(pax: [("size", "5")])
    tar.add("a", Array("fives".utf8), size: Array("00000000000\u{0}".utf8))
    tar.add(
      "b", Array("seven77".utf8), size: [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7])
    tar.add("c", Array("c".utf8))
    #expect(try members(tar.bytes).map(\.name) == ["a", "b", "c"])
    #expect(try members(tar.bytes)[0].text == "fives")
    tar.add(pax: [("GNU.sparse.major", "1")])
    tar.add("d", Array("map".utf8))
    #expect(try members(tar.bytes).map(\.kind) == [.file, .file, .file, .sparse])
  }

  @Test func joinedArchivesAreOne() throws {
    var second = TarFixture()
    second.add("z.csv", Array("z".utf8))
    let joined = archive.bytes + [UInt8](repeating: 0, count: 4_096) + second.bytes
    #expect(try members(joined).map(\.name).last == "z.csv")
    #expect(try members(joined).count == 9)
  }

  /// An archive that is cut says so, wherever it is cut; what fills it behind its end may be missing.
  @Test func aCutAtAnyPlaceIsNamed() throws {
    var tar = TarFixture()
    tar.add("a.csv", Array("one".utf8))
    tar.add(pax: [("path", "b.csv")])
    tar.add("b", Array(repeating: 0x79, count: 600))
    for count in 1..<(tar.blocks.count + 512) {
      let what = try damage(Array(tar.bytes.prefix(count)))
      #expect(what?.contains("it is cut") == true || what == "it ends early", "\(count)")
    }
    #expect(try damage(Array(tar.bytes.prefix(tar.blocks.count + 512))) == nil)
    #expect(try damage(tar.bytes) == nil)
  }

  @Test func damageIsNamedWithItsPlace() throws {
    var changed = archive.bytes
    changed[1_024 + 3] ^= 1
    #expect(try damage(changed) == "the header at byte 1024 is damaged")
    #expect(
      try damage(archive.bytes + Array(repeating: 0x41, count: 512)) == "bytes follow its end")
    var tar = TarFixture()
    tar.add("a", Array("a".utf8), size: [0x80, 0, 0, 0, 0x7F] + Array(repeating: 0xFF, count: 7))
    #expect(try damage(tar.bytes)?.contains("it says it holds") == true)
    var names = TarFixture()
    names.add("x", Array("9 path=a".utf8), flag: "x")
    #expect(try damage(names.bytes) == "its extended header is damaged")
    var vast = TarFixture()
    vast.add("x", Array(repeating: 0x61, count: 2 << 20), flag: "L")
    #expect(try damage(vast.bytes) == "a name in it takes 2097152 bytes")
  }

  @Test func textIsNoTar() {
    var text = Array(repeating: UInt8(ascii: "a"), count: 2_048)
    #expect(!TarReader.isTar(text))
    text.replaceSubrange(257..<263, with: Array("ustar\u{0}".utf8))
    #expect(!TarReader.isTar(text))
    #expect(!TarReader.isTar([UInt8](repeating: 0, count: 1_024)))
    #expect(!TarReader.isTar([]))
  }
}
