import CZlib

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
