import Files
import TestSupport
import Testing

@testable import Archiving

struct ArchiveTests {
  private func archive(
    _ members: [(String, [UInt8])], _ method: ArchiveMethod = .deflated, threads: Int = 1
  ) throws -> MemorySink {
    let sink = MemorySink()
    let writer = try ZIPWriter(sink, method: method, threads: threads)
    for (name, bytes) in members {
      #expect(try writer.add(name, bytes) == hexadecimalHash(bytes))
    }
    try writer.finish()
    return sink
  }

  private func content(_ entry: ZIPEntry, _ sink: MemorySink) throws -> [UInt8] {
    let member = try ZIPMember(entry, read: sink.read)
    var bytes: [UInt8] = []
    while true {
      let part = try member.next()
      if part.isEmpty { return bytes }
      bytes += part
    }
  }

  @Test func membersComeBackAsTheyWent() throws {
    var random = FixtureRandom(seed: 3)
    let noise = (0..<700_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let members: [(String, [UInt8])] = [
      ("a/empty", []), ("a/text", Array("hello".utf8)), ("b/noise", noise),
      ("c/same", [UInt8](repeating: 7, count: 3_000_000)),
    ]
    let sink = try archive(members)
    let directory = try ZIPDirectory(size: UInt64(sink.bytes.count), read: sink.read)
    #expect(directory.problems.isEmpty)
    #expect(directory.entries.map(\.text) == members.map(\.0))
    for (entry, member) in zip(directory.entries, members) {
      #expect(try content(entry, sink) == member.1)
    }
    #expect(try archive(members).bytes == sink.bytes)
  }

  /// Blocks of every length around the limit, and parts that end anywhere in them.
  @Test func anyNumberOfThreadsWritesTheSameBytes() throws {
    var random = FixtureRandom(seed: 5)
    let words = (0..<400_000).flatMap { _ in Array("row \(random.next() % 5_000),".utf8) }
    let sizes = [-1, 0, 1].flatMap { [Deflater.blockSize + $0, 2 * Deflater.blockSize + $0] }
    let members = sizes.map { ("m/\($0)", Array(words.prefix($0))) } + [("n/all", words)]
    for method in [ArchiveMethod.deflated, .stored] {
      let alone = try archive(members, method)
      for threads in [2, 3, 8] {
        #expect(try archive(members, method, threads: threads).bytes == alone.bytes)
      }
      let directory = try ZIPDirectory(size: UInt64(alone.bytes.count), read: alone.read)
      #expect(directory.problems.isEmpty)
      for (entry, member) in zip(directory.entries, members) {
        #expect(try content(entry, alone) == member.1)
      }
      // Parts of another length than the blocks.
      let other = MemorySink()
      let writer = try ZIPWriter(other, method: method, threads: 2)
      for (name, bytes) in members {
        var rest = bytes[...]
        let content = ByteStream(parts: {
          let part = rest.prefix(70_001)
          rest = rest.dropFirst(part.count)
          return part
        })
        _ = try writer.add(name, size: UInt64(bytes.count), content)
      }
      try writer.finish()
      #expect(other.bytes == alone.bytes)
    }
  }

  @Test func aMemberThatGrewOrShrankIsNoMember() throws {
    for size in [4, 6] as [UInt64] {
      let writer = try ZIPWriter(MemorySink())
      #expect(throws: ZIPProblem.self) {
        try writer.add("a/x", size: size, ByteStream(Array("hello".utf8)))
      }
    }
  }

  @Test func moreMembersThanSixteenBitsCountNeedZIP64() throws {
    let sink = try archive((0..<66_000).map { ("m/\($0)", []) })
    let directory = try ZIPDirectory(size: UInt64(sink.bytes.count), read: sink.read)
    #expect(directory.problems.isEmpty)
    #expect(directory.entries.count == 66_000)
  }

  @Test func everyTruncationIsFound() throws {
    let sink = try archive([("a/x", Array("hello".utf8)), ("a/y", Array("world".utf8))])
    for length in 0..<sink.bytes.count {
      let cut = MemorySink()
      cut.write(sink.bytes[..<length])
      let directory = try ZIPDirectory(size: UInt64(length), read: cut.read)
      #expect(!directory.problems.isEmpty)
      #expect(directory.isUnreadable)
    }
  }

  @Test func whatIsNotPartOfTheArchiveIsFound() throws {
    let bytes = try archive([("a/x", Array("hello".utf8))]).bytes
    func problems(_ bytes: [UInt8]) throws -> [String] {
      let sink = MemorySink()
      sink.write(bytes[...])
      return try ZIPDirectory(size: UInt64(bytes.count), read: sink.read).problems.map(\.what)
    }
    #expect(try problems(bytes + Array("tail".utf8)).contains("4 bytes follow the archive's end"))
    #expect(!(try problems(Array("head".utf8) + bytes)).isEmpty)
    #expect(
      try problems(Array("not a zip at all, but long enough".utf8)) == ["it is not a ZIP archive"])
    #expect(try problems([]) == ["it is not a ZIP archive"])
  }

  @Test func hashesAreThoseOfTheStandards() throws {
    #expect(
      try hexadecimalHash(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(base64(Array("foobar".utf8)) == "Zm9vYmFy")
    #expect(base64(Array("fooba".utf8)) == "Zm9vYmE=")
    var crc = CRC32()
    crc.update(Array("123456789".utf8)[...])
    #expect(crc.value == 0xCBF4_3926)
  }
}
