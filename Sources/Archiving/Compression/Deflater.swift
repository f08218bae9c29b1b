import CZlib

/// zlib refused: the stream is damaged, or memory ran out.
package struct DeflateProblem: Error, Equatable, Sendable {
  /// zlib's return code.
  package var code: Int32
}

/// Compresses blocks (RFC 1951, level 6) so that those of a member, one after the other, are one
/// stream. Each begins with the 32 KiB before it as its dictionary and ends at a byte: which thread
/// compresses it changes no bit.
package struct Deflater: ~Copyable {
  /// Bytes of a block: smaller ones cost size, larger ones memory.
  package static let blockSize = 256 << 10
  /// What deflate looks back on.
  package static let dictionarySize = 32 << 10

  private let stream: UnsafeMutablePointer<z_stream>

  package init() throws(DeflateProblem) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = casefile_deflate_start(stream, 6)
    guard code == Z_OK else {
      stream.deallocate()
      throw DeflateProblem(code: code)
    }
    self.stream = stream
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// The compressed block.
  ///
  /// - Parameters:
  ///   - dictionary: the end of the block before it; empty for the first.
  ///   - last: the block ends the stream.
  package func compress(_ block: [UInt8], after dictionary: ArraySlice<UInt8>, last: Bool)
    throws(DeflateProblem) -> [UInt8]
  {
    try check(deflateReset(stream))
    if !dictionary.isEmpty {
      let code = dictionary.withUnsafeBufferPointer { bytes in
        deflateSetDictionary(stream, bytes.baseAddress, uInt(bytes.count))
      }
      try check(code)
    }
    // The bound is for a stream of its own; a flush adds an empty block.
    let room = Int(deflateBound(stream, uLong(block.count))) + 16
    var code: Int32 = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: room) { output, count in
      block.withUnsafeBufferPointer { input in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = uInt(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = uInt(output.count)
        code = deflate(stream, last ? Z_FINISH : Z_SYNC_FLUSH)
        count = output.count - Int(stream.pointee.avail_out)
        if stream.pointee.avail_in > 0 { code = Z_BUF_ERROR }
      }
    }
    if code != (last ? Z_STREAM_END : Z_OK) { throw DeflateProblem(code: code) }
    return output
  }

  private func check(_ code: Int32) throws(DeflateProblem) {
    if code != Z_OK { throw DeflateProblem(code: code) }
  }
}
