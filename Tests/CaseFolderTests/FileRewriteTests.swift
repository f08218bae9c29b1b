import Files
import TestSupport
import Testing

/// A derived file is replaced only where a byte is different, and then as a whole.
struct FileRewriteTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func rewrite(_ parts: [[UInt8]]) throws -> Bool {
    var file = FileRewrite(place.path("x"))
    for part in parts { try file.write(part[...]) }
    return try file.commit()
  }

  /// In parts of any size.
  private func parts(_ bytes: [UInt8], _ random: inout FixtureRandom) -> [[UInt8]] {
    var rest = bytes[...]
    var parts: [[UInt8]] = []
    while !rest.isEmpty {
      parts.append(Array(rest.prefix(1 + random.below(90))))
      rest = rest.dropFirst(parts[parts.count - 1].count)
    }
    return parts
  }

  @Test func theSameBytesLeaveTheFileAsItIs() throws {
    var random = FixtureRandom(seed: 1)
    let bytes = (0..<500).map { UInt8(truncatingIfNeeded: $0 * 7) }
    #expect(try rewrite(parts(bytes, &random)))
    let before = try #require(try fileFacts(place.path("x")))
    for _ in 0..<20 { #expect(try !rewrite(parts(bytes, &random))) }
    let after = try #require(try fileFacts(place.path("x")))
    #expect(before.inode == after.inode && before.modified == after.modified)
    #expect(try folderEntries(place.root) == ["x"])
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func anyDifferenceGivesTheNewBytes(_ seed: UInt64) throws {
    var random = FixtureRandom(seed: seed)
    var bytes = (0..<random.below(600)).map { _ in UInt8(random.below(4)) }
    try place.write("x", bytes)
    switch random.below(3) {
    case 0 where !bytes.isEmpty: bytes[random.below(bytes.count)] ^= 0x80
    case 1 where !bytes.isEmpty: bytes.removeLast(1 + random.below(bytes.count))
    default: bytes += [1, 2, 3]
    }
    #expect(try rewrite(parts(bytes, &random)))
    #expect(try place.read("x") == bytes)
    #expect(try folderEntries(place.root) == ["x"])
  }

  @Test func nothingIsLeftOfAFileThatIsNotFinished() throws {
    try place.write("x", "old")
    do {
      var file = FileRewrite(place.path("x"))
      try file.write(Array("new".utf8)[...])
    }
    #expect(try place.text("x") == "old")
    #expect(try folderEntries(place.root) == ["x"])
  }

  @Test func anEmptyFileIsAFileToo() throws {
    #expect(try rewrite([]))
    #expect(try place.read("x").isEmpty)
    #expect(try !rewrite([]))
  }
}
