import CaseModel

/// Turns UTF-16 into UTF-8 as it comes, and places in the one into places in the other.
///
/// A lone surrogate becomes its three generalised bytes, as an escape in JSON does, so that each
/// unit of the original is accounted for.
package struct UTF16Reader: Sendable {
  private let littleEndian: Bool
  /// A half unit or a high surrogate that waits for what follows.
  private var waiting: [UInt8] = []
  private var skipMark: Bool

  // Places: `utf8` bytes of output stand for `original` bytes of the file.
  private var utf8: Int64 = 0
  private var original: Int64 = 0
  /// Where a row that goes on starts in the file.
  private var rowStart: Int64 = 0
  /// Bytes of the file so far: half a unit at its end is a whole character, but one byte.
  private var fileBytes: Int64 = 0

  package init?(_ encoding: TextEncoding) {
    guard case .utf16(let littleEndian, let mark) = encoding else { return nil }
    self.littleEndian = littleEndian
    skipMark = mark
    original = mark ? 2 : 0
  }

  /// - Parameter isLast: nothing follows; half a unit at the end becomes U+FFFD, or NUL where
  ///   it is one: it fills the file.
  package mutating func read(_ input: ArraySlice<UInt8>, isLast: Bool) -> [UInt8] {
    fileBytes += Int64(input.count)
    var bytes = waiting + input
    waiting = []
    if skipMark, bytes.count >= 2 {
      bytes.removeFirst(2)
      skipMark = false
    }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index + 1 < bytes.count {
      let unit = self.unit(bytes, index)
      var scalar = UInt32(unit)
      var taken = 2
      if (0xD800..<0xDC00).contains(unit) {
        if index + 3 < bytes.count {
          let low = self.unit(bytes, index + 2)
          if (0xDC00..<0xE000).contains(low) {
            scalar = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
            taken = 4
          }
        } else if !isLast {
          break
        }
      }
      UTF8Bytes.append(scalar, to: &output)
      index += taken
    }
    if isLast {
      if index < bytes.count { UTF8Bytes.append(bytes[index] == 0 ? 0 : 0xFFFD, to: &output) }
    } else {
      waiting = Array(bytes[index...])
    }
    return output
  }

  private func unit(_ bytes: [UInt8], _ index: Int) -> UInt16 {
    littleEndian
      ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
      : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
  }

  // MARK: - Places

  /// Rewrites the places of a batch that was walked over `bytes`, which start at the place that
  /// the last call ended with; `taken` of them are done with, but for a row from `longRow` on.
  package mutating func place(
    _ batch: inout RecordBatch, _ bytes: ArraySlice<UInt8>, taken: Int, longRow: Int64?
  ) {
    let start = utf8
    var index = bytes.startIndex
    var units: Int64 = 0
    func original(at offset: Int64) -> Int64 {
      // Only the return of a line end may stand before these bytes.
      if offset < start { return self.original - 2 * (start - offset) }
      let end = bytes.startIndex + Int(offset - start)
      while index < end {
        units += UTF16Reader.units(bytes[index])
        index += 1
      }
      return min(self.original + units * 2, fileBytes)
    }
    // Records and rejects stand in the order of the file.
    var rows: [(offset: Int64, isReject: Bool, index: Int)] =
      batch.records.enumerated().map { ($1.source.offset, false, $0) }
      + batch.rejects.enumerated().map { ($1.source.offset, true, $0) }
    rows.sort { $0.offset < $1.offset }
    for row in rows {
      var source =
        row.isReject ? batch.rejects[row.index].source : batch.records[row.index].source
      let end = source.offset + source.length
      source.offset =
        source.offset < start ? rowStart : original(at: source.offset)
      source.length = original(at: end) - source.offset
      if row.isReject {
        batch.rejects[row.index].source = source
      } else {
        batch.records[row.index].source = source
      }
    }
    if let longRow, longRow >= start { rowStart = original(at: longRow) }
    self.original = original(at: start + Int64(taken))
    utf8 = start + Int64(taken)
  }

  /// UTF-16 units that a byte of UTF-8 begins: two for four-byte characters, none for followers.
  private static func units(_ byte: UInt8) -> Int64 {
    byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
  }
}
