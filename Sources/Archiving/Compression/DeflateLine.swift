import Dispatch

/// A block of a member on its way into an archive.
///
/// Unchecked, because the compiler cannot see that the lane writes before it signals and the writer
/// reads after it waited.
final class ArchiveBlock: @unchecked Sendable {
  /// Number of the member.
  let member: Int
  let isFirst: Bool
  let isLast: Bool
  /// Bytes of the member that it holds.
  let count: Int
  fileprivate let source: [UInt8]
  fileprivate let dictionary: ArraySlice<UInt8>
  // Written by the lane before it signals, read after.
  fileprivate(set) var crc = CRC32()
  fileprivate(set) var output: Result<[UInt8], DeflateProblem> = .success([])
  fileprivate let isDone = DispatchSemaphore(value: 0)

  init(
    member: Int, _ source: [UInt8], after dictionary: ArraySlice<UInt8>, isFirst: Bool, isLast: Bool
  ) {
    self.member = member
    self.source = source
    self.dictionary = dictionary
    self.isFirst = isFirst
    self.isLast = isLast
    count = source.count
  }
}

/// Compresses blocks on several threads and gives them back in their order; a few at a time, so that
/// memory does not grow with what goes through.
final class DeflateLine {
  private let lanes: [Lane]
  private var waiting: [ArchiveBlock] = []
  private var next = 0

  init(threads: Int, compresses: Bool) throws {
    lanes = try (0..<max(1, threads)).map { _ in try Lane(compresses: compresses) }
  }

  /// Takes a block in, and hands those out that are ready or that there is no more room for.
  func add(_ block: ArchiveBlock, _ take: (ArchiveBlock, [UInt8]) throws -> Void) throws {
    lanes[next].run(block, isAlone: lanes.count == 1)
    next = (next + 1) % lanes.count
    waiting.append(block)
    while waiting.count >= lanes.count * 2 { try first(take) }
  }

  /// Hands out the rest.
  func finish(_ take: (ArchiveBlock, [UInt8]) throws -> Void) throws {
    while !waiting.isEmpty { try first(take) }
  }

  private func first(_ take: (ArchiveBlock, [UInt8]) throws -> Void) throws {
    let block = waiting.removeFirst()
    block.isDone.wait()
    try take(block, try block.output.get())
  }
}

/// One thread's worth: its blocks one after the other, with one compressor.
///
/// Unchecked, because the compiler cannot see that the queue alone touches the compressor.
private final class Lane: @unchecked Sendable {
  private let queue = DispatchQueue(label: "casefile.deflate")
  private let deflater: Deflater?

  init(compresses: Bool) throws { deflater = compresses ? try Deflater() : nil }

  func run(_ block: ArchiveBlock, isAlone: Bool) {
    if isAlone { work(block) } else { queue.async { self.work(block) } }
  }

  private func work(_ block: ArchiveBlock) {
    block.crc.update(block.source[...])
    do throws(DeflateProblem) {
      let bytes =
        try deflater?.compress(block.source, after: block.dictionary, last: block.isLast)
      block.output = .success(bytes ?? block.source)
    } catch {
      block.output = .failure(error)
    }
    block.isDone.signal()
  }
}
