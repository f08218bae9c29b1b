import CaseModel

/// Where bytes of UTF-8 stood in the file that they were made of, which is UTF-16, or in part.
struct UTF16Places: Sendable {
  /// From where on the file is in another encoding.
  private struct Turn: Sendable {
    /// In the UTF-8.
    var start: Int64
    /// Bytes of the file before it that are no text: a byte-order mark.
    var skipped: Int64
    var isWide: Bool
  }

  private var isWide: Bool
  private var turns: [Turn] = []
  /// `utf8` bytes of output stand for `original` bytes of the file; `nil` until the first are placed.
  private var utf8: Int64?
  private var original: Int64
  /// Up to here, places are those of the file.
  private var unchanged: Int64 = 0
  /// Where a row that goes on starts in the file.
  private var rowStart: Int64 = 0

  /// Of a file that is UTF-16 from its beginning.
  init(original: Int64) {
    isWide = true
    utf8 = 0
    self.original = original
  }

  /// Of a file that is UTF-8 up to where the first bytes are placed.
  init() {
    isWide = false
    original = 0
  }

  mutating func turn(at start: Int64, skipping skipped: Int64, isWide: Bool) {
    turns.append(Turn(start: start, skipped: skipped, isWide: isWide))
  }

  mutating func place(
    _ batch: inout RecordBatch, _ bytes: ArraySlice<UInt8>, offset: Int64, taken: Int,
    longRow: Int64?, fileBytes: Int64
  ) {
    if utf8 == nil {
      utf8 = offset
      original = offset
      unchanged = offset
    }
    let start = utf8 ?? offset
    var cursor = Cursor(
      start: start, index: bytes.startIndex, original: original, isWide: isWide, turns: turns[...])
    func place(_ offset: Int64) -> Int64 {
      min(cursor.original(at: offset, bytes), fileBytes)
    }
    // Records and rejects stand in the order of the file.
    var rows: [(offset: Int64, isReject: Bool, index: Int)] =
      batch.records.enumerated().map { ($1.source.offset, false, $0) }
      + batch.rejects.enumerated().map { ($1.source.offset, true, $0) }
    rows.sort { $0.offset < $1.offset }
    // Records that stand in one row have one place, and the cursor does not go back.
    var last: (offset: Int64, placed: SourcePosition)?
    for row in rows {
      var source =
        row.isReject ? batch.rejects[row.index].source : batch.records[row.index].source
      let end = source.offset + source.length
      if let last, last.offset == row.offset {
        source.offset = last.placed.offset
        source.length = last.placed.length
      } else {
        if source.offset >= start {
          source.offset = place(source.offset)
        } else if source.offset >= unchanged {
          source.offset = rowStart
        }
        source.length = place(end) - source.offset
      }
      last = (row.offset, source)
      if row.isReject {
        batch.rejects[row.index].source = source
      } else {
        batch.records[row.index].source = source
      }
    }
    if let longRow, longRow >= start { rowStart = place(longRow) }
    original = place(start + Int64(taken))
    utf8 = start + Int64(taken)
    isWide = cursor.isWide
    turns = Array(cursor.turns)
  }

  /// Goes over bytes once.
  private struct Cursor {
    let start: Int64
    var index: Int
    var original: Int64
    var isWide: Bool
    var turns: ArraySlice<Turn>

    mutating func original(at offset: Int64, _ bytes: ArraySlice<UInt8>) -> Int64 {
      // Only the return of a line end may stand before these bytes.
      if offset < start { return original - (isWide ? 2 : 1) * (start - offset) }
      let end = bytes.startIndex + Int(offset - start)
      while true {
        if let turn = turns.first, turn.start <= start + Int64(index - bytes.startIndex) {
          original += turn.skipped
          isWide = turn.isWide
          turns = turns.dropFirst()
        }
        if index >= end { return original }
        original += isWide ? UTF16Places.units(bytes[index]) * 2 : 1
        index += 1
      }
    }
  }

  /// UTF-16 units that a byte of UTF-8 begins: two for four-byte characters, none for followers.
  private static func units(_ byte: UInt8) -> Int64 {
    byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
  }
}
