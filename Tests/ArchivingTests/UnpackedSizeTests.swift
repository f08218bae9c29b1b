import Archiving
import CaseActions
import Files
import Testing

/// What small archives in archives, or a text that thousands of cells name, may unpack to.
struct UnpackedSizeTests {
  private static let part = [UInt8](repeating: 0, count: 1 << 22)

  private func stream(_ parts: Int) -> ByteStream {
    var left = parts
    return ByteStream(parts: {
      left -= 1
      return left < 0 ? [] : UnpackedSizeTests.part[...]
    })
  }

  private func read(_ stream: ByteStream) throws -> Int {
    var count = 0
    while case let part = try stream.next(), !part.isEmpty { count += part.count }
    return count
  }

  @Test func allThatIsUnpackedIsCountedTogether() throws {
    let size = UnpackedSize(packed: 1 << 20)
    #expect(try read(size.counted(stream(200))) == 200 << 22)
    #expect(throws: ArchiveDamage.self) { try read(size.counted(stream(60))) }
    let honest = UnpackedSize(packed: 100 << 20)
    #expect(try read(honest.counted(stream(260))) == 260 << 22)
  }
}
