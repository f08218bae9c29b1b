import Files

/// Reads what gzip compressed (RFC 1952), also several members one after the other, as bytes come.
package final class GzipReader {
  private let source: ByteStream
  private var inflater: Inflater
  private var block: [UInt8]
  private var input: ArraySlice<UInt8> = []
  private var output: [UInt8]
  private var ready: Range<Int> = 0..<0
  private var sourceEnded = false
  private var members = 0
  private var (taken, made) = (0, 0)

  /// - Parameter blockBytes: read, and made, at a time.
  package init(_ source: ByteStream, blockBytes: Int = 1 << 18) throws(DeflateProblem) {
    self.source = source
    block = [UInt8](repeating: 0, count: blockBytes)
    output = block
    inflater = try Inflater(gzip: true)
  }

  /// Fills `buffer` from `start` on; returns the bytes read, 0 at the end.
  package func read(into buffer: inout [UInt8], from start: Int) throws -> Int {
    if ready.isEmpty { try fill() }
    let count = min(ready.count, buffer.count - start)
    for index in 0..<count { buffer[start + index] = output[ready.lowerBound + index] }
    ready = (ready.lowerBound + count)..<ready.upperBound
    return count
  }

  private func fill() throws {
    while ready.isEmpty {
      if input.isEmpty, !sourceEnded {
        let count = try source.read(into: &block, from: 0)
        sourceEnded = count == 0
        input = block[..<count]
      }
      if inflater.ended {
        // Zeros may pad the end (tapes); anything else is the next member.
        while input.first == 0 { input = input.dropFirst() }
        if input.isEmpty {
          if sourceEnded { return }
          continue
        }
        if input.first != 0x1F { throw ArchiveDamage(what: "bytes follow its compressed data") }
        inflater.restart()
      }
      if input.isEmpty, sourceEnded { throw ArchiveDamage(what: "its compressed data ends early") }
      let result: (taken: Int, made: Int)
      do throws(DeflateProblem) {
        result = try inflater.read(input, into: &output)
      } catch {
        throw ArchiveDamage(what: "its compressed data is damaged")
      }
      input = input.dropFirst(result.taken)
      ready = 0..<result.made
      taken += result.taken
      made += result.made
      if ArchiveDamage.isBomb(compressed: taken, size: made) {
        throw ArchiveDamage(what: "it unpacks to more than 200 times its size")
      }
    }
  }
}

/// What is wrong with an archive that somebody else made.
package struct ArchiveDamage: Error, Equatable, Sendable {
  package var what: String

  package init(what: String) { self.what = what }

  /// Audit exports shrink to a tenth or a thirtieth; nothing honest shrinks so much.
  package static func isBomb(compressed: Int, size: Int) -> Bool {
    size > 1 << 30 && size / 200 > compressed
  }
}
