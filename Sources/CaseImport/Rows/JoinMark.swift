import TextFormats

/// Bytes between rows that belong to none: what is left where files were joined (`cat`, `copy`), or where
/// a file was not written as far as it was made.
enum JoinMark {
  case none
  /// The rows go on behind it.
  case passed(next: Int)
  /// NUL bytes, and more behind them: what stood there is lost.
  case hole(end: Int)
  /// More bytes are needed to tell.
  case unfinished

  /// What stands where a row should start.
  @inline(__always)
  init(_ bytes: RawSpan, _ input: WalkInput) {
    let start = input.position
    switch bytes[start] {
    // Each file brings its byte-order mark along.
    case 0xEF: self = JoinMark.byteOrderMark(bytes, input)
    case 0x00: self = JoinMark.nulBytes(bytes, input)
    // Before each record of a JSON text sequence (RFC 7464).
    case 0x1E: self = .passed(next: start + 1)
    // The end of file of `copy`.
    case 0x1A where start + 1 == bytes.byteCount:
      self = input.isLast ? .passed(next: start + 1) : .unfinished
    default: self = .none
    }
  }

  /// At the end of a file that was made longer than it was written they are no row; elsewhere they
  /// stand where something was.
  private static func nulBytes(_ bytes: RawSpan, _ input: WalkInput) -> JoinMark {
    let end = ByteMarks.endOfNulBytes(bytes, from: input.position)
    if end < bytes.byteCount { return .hole(end: end) }
    return input.isLast ? .passed(next: end) : .unfinished
  }

  private static func byteOrderMark(_ bytes: RawSpan, _ input: WalkInput) -> JoinMark {
    for (index, byte) in TextBytes.mark.enumerated() {
      let place = input.position + index
      if place == bytes.byteCount { return input.isLast ? .none : .unfinished }
      if bytes[place] != byte { return .none }
    }
    return .passed(next: input.position + TextBytes.mark.count)
  }
}
