import CZlib

/// zlib refused: the stream is damaged, or memory ran out.
package struct DeflateProblem: Error, Equatable, Sendable {
  /// zlib's return code.
  package var code: Int32
}

/// The CRC-32 of ZIP (ISO 3309), by zlib.
package struct CRC32: Sendable {
  package private(set) var value: UInt32 = 0

  package init() {}

  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    value = bytes.withUnsafeBytes { buffer in
      let start = buffer.bindMemory(to: UInt8.self).baseAddress
      return UInt32(truncatingIfNeeded: crc32_z(uLong(value), start, buffer.count))
    }
  }
}

/// A raw deflate stream (RFC 1951), compressed at level 6.
package struct Deflater: ~Copyable {
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

  /// Compresses `input` and hands what comes out to `sink`; `last` ends the stream.
  package func write<Problem: Error>(
    _ input: ArraySlice<UInt8>, last: Bool, to sink: (ArraySlice<UInt8>) throws(Problem) -> Void
  ) throws(Problem) {
    var output = [UInt8](repeating: 0, count: 1 << 16)
    var source = Array(input)
    var taken = 0
    while true {
      let remaining = source.count - taken
      let produced = source.withUnsafeMutableBufferPointer { from in
        output.withUnsafeMutableBufferPointer { into in
          stream.pointee.next_in = from.baseAddress.map { $0 + taken }
          stream.pointee.avail_in = uInt(remaining)
          stream.pointee.next_out = into.baseAddress
          stream.pointee.avail_out = uInt(into.count)
          deflate(stream, last ? Z_FINISH : Z_NO_FLUSH)
          return into.count - Int(stream.pointee.avail_out)
        }
      }
      taken = source.count - Int(stream.pointee.avail_in)
      if produced > 0 { try sink(output[..<produced]) }
      if produced < output.count { return }
    }
  }
}

/// Reads a raw deflate stream, or gzip members.
package struct Inflater: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  /// The stream's own end was reached.
  package private(set) var ended = false

  package init(gzip: Bool = false) throws(DeflateProblem) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = gzip ? casefile_gunzip_start(stream) : casefile_inflate_start(stream)
    guard code == Z_OK else {
      stream.deallocate()
      throw DeflateProblem(code: code)
    }
    self.stream = stream
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Begins anew, at the next member of the same kind.
  mutating func restart() {
    inflateReset(stream)
    ended = false
  }

  /// Reads from `input` into `output`.
  ///
  /// - Returns: bytes of input taken and bytes of output made.
  package mutating func read(_ input: ArraySlice<UInt8>, into output: inout [UInt8])
    throws(DeflateProblem) -> (taken: Int, made: Int)
  {
    var source = Array(input)
    var code: Int32 = Z_OK
    let counts = source.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { into in
        stream.pointee.next_in = from.baseAddress
        stream.pointee.avail_in = uInt(from.count)
        stream.pointee.next_out = into.baseAddress
        stream.pointee.avail_out = uInt(into.count)
        code = inflate(stream, Z_NO_FLUSH)
        return (
          from.count - Int(stream.pointee.avail_in), into.count - Int(stream.pointee.avail_out)
        )
      }
    }
    if code == Z_STREAM_END { ended = true }
    if code != Z_OK, code != Z_STREAM_END, code != Z_BUF_ERROR { throw DeflateProblem(code: code) }
    return counts
  }
}
