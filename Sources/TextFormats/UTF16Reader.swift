import CaseModel

/// Turns UTF-16 into UTF-8 as it comes, and places in the one into places in the other; also where a part of the
/// file is UTF-8 already.
///
/// A lone surrogate becomes its three generalised bytes, as an escape in JSON does, so that each
/// unit of the original is accounted for.
package struct UTF16Reader: Sendable {
  /// Of the bytes that are read now; `nil` where they are UTF-8.
  private var littleEndian: Bool?
  /// A half unit, a high surrogate, or what may begin or end UTF-16, that waits for what follows.
  private var waiting: [UInt8] = []
  private var skipMark = false
  /// The byte before UTF-8 that is read.
  private var before: UInt8?
  /// UTF-16 that is read stands at the start of a line.
  private var isAfterLine = false
  /// Bytes of output so far.
  private var produced: Int64 = 0
  /// Bytes of the file so far: half a unit at its end is a whole character, but one byte.
  private var fileBytes: Int64 = 0
  private var places: UTF16Places

  package init?(_ encoding: TextEncoding) {
    guard case .utf16(let littleEndian, let mark) = encoding else { return nil }
    self.littleEndian = littleEndian
    skipMark = mark
    places = UTF16Places(original: mark ? 2 : 0)
  }

  /// A reader of a file whose first bytes were UTF-8.
  ///
  /// - Parameter before: the last of them.
  package init(behind count: Int64, before: UInt8?) {
    self.before = before
    produced = count
    fileBytes = count
    places = UTF16Places()
  }

  /// - Parameter isLast: nothing follows; half a unit at the end becomes U+FFFD, or NUL where
  ///   it is one: it fills the file.
  package mutating func read(_ input: ArraySlice<UInt8>, isLast: Bool) -> [UInt8] {
    fileBytes += Int64(input.count)
    var bytes = waiting + input
    if skipMark, bytes.count >= 2 {
      bytes.removeFirst(2)
      skipMark = false
    }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    var wasWide: Bool?
    // Each turn ends where the encoding does, or where more bytes are needed.
    while wasWide != (littleEndian != nil) {
      wasWide = littleEndian != nil
      if let littleEndian {
        wide(bytes, &index, littleEndian, isLast, &output)
      } else {
        narrow(bytes, &index, isLast, &output)
      }
    }
    if isLast, index < bytes.count, littleEndian != nil {
      UTF8Bytes.append(bytes[index] == 0 ? 0 : 0xFFFD, to: &output)
      index = bytes.count
    }
    waiting = Array(bytes[index...])
    produced += Int64(output.count)
    return output
  }

  private mutating func wide(
    _ bytes: [UInt8], _ index: inout Int, _ littleEndian: Bool, _ isLast: Bool,
    _ output: inout [UInt8]
  ) {
    while index + 1 < bytes.count {
      let unit = UTF16Reader.unit(bytes, index, littleEndian)
      if isAfterLine, unit >= 0x100 {
        let rest = bytes[index...]
        if rest.count < WideText.enough, !isLast { return }
        if WideText.ends(rest, isLast: isLast) {
          self.littleEndian = nil
          before = 0x0A
          places.turn(at: produced + Int64(output.count), skipping: 0, isWide: false)
          return
        }
      }
      var scalar = UInt32(unit)
      var taken = 2
      if (0xD800..<0xDC00).contains(unit) {
        if index + 3 < bytes.count {
          let low = UTF16Reader.unit(bytes, index + 2, littleEndian)
          if (0xDC00..<0xE000).contains(low) {
            scalar = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
            taken = 4
          }
        } else if !isLast {
          return
        }
      }
      isAfterLine = unit == 0x0A
      UTF8Bytes.append(scalar, to: &output)
      index += taken
    }
  }

  /// UTF-8 up to where UTF-16 begins; the end is held back where that may be so.
  private mutating func narrow(
    _ bytes: [UInt8], _ index: inout Int, _ isLast: Bool, _ output: inout [UInt8]
  ) {
    let rest = bytes[index...]
    let found = WideText.beginning(rest, before: before, isLast: isLast)
    output += rest[..<found.end]
    before = rest[..<found.end].last ?? before
    index = found.end
    guard let start = found.start else { return }
    places.turn(
      at: produced + Int64(output.count), skipping: Int64(start - found.end), isWide: true)
    index = start
    littleEndian = found.isLittleEndian
    isAfterLine = false
  }

  private static func unit(_ bytes: [UInt8], _ index: Int, _ littleEndian: Bool) -> UInt16 {
    littleEndian
      ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
      : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
  }

  /// Rewrites the places of a batch that was walked over `bytes`, which start at `offset` of what was read;
  /// `taken` of them are done with, but for a row from `longRow` on.
  package mutating func place(
    _ batch: inout RecordBatch, _ bytes: ArraySlice<UInt8>, offset: Int64, taken: Int,
    longRow: Int64?
  ) {
    places.place(
      &batch, bytes, offset: offset, taken: taken, longRow: longRow, fileBytes: fileBytes)
  }
}
