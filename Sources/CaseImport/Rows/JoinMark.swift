import TextFormats

/// Bytes between rows that belong to none: what is left where files were joined (`cat`, `copy`).
enum JoinMark {
  case none
  /// The rows go on behind it.
  case passed(next: Int)
  /// More bytes are needed to tell.
  case unfinished

  /// What stands where a row should start.
  @inline(__always)
  init(_ bytes: RawSpan, _ input: WalkInput) {
    let start = input.position
    switch bytes[start] {
    // Each file brings its byte-order mark along.
    case 0xEF: self = JoinMark.byteOrderMark(bytes, input)
    // Before each record of a JSON text sequence (RFC 7464).
    case 0x1E: self = .passed(next: start + 1)
    // The end of file of `copy`.
    case 0x1A where start + 1 == bytes.byteCount:
      self = input.isLast ? .passed(next: start + 1) : .unfinished
    default: self = .none
    }
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
