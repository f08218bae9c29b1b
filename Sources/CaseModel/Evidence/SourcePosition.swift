/// Where a record stands in the evidence: what every number is traced back to.
package struct SourcePosition: Hashable, Sendable, Comparable {
  /// Bytes from the start of the original file to the row or JSON value; counts the byte-order mark.
  package var offset: Int64
  /// 1 for E001.
  package var evidence: Int32
  // 48 bits each, because there is one for every record: rows of a file, and bytes of a row. No file
  // system holds a file of so many.
  private var rowLow: UInt32
  private var lengthLow: UInt32
  private var rowHigh: UInt16 = 0
  private var lengthHigh: UInt16 = 0

  package init(evidence: Int32, row: Int64, offset: Int64, length: Int64) {
    self.evidence = evidence
    self.offset = offset
    rowLow = 0
    lengthLow = 0
    self.row = row
    self.length = length
  }

  /// Data rows from 1: the first after a CSV header, the first element of JSON.
  package var row: Int64 {
    get { Int64(rowHigh) << 32 | Int64(rowLow) }
    set { (rowLow, rowHigh) = SourcePosition.parts(newValue) }
  }

  /// Bytes of the row or JSON value, without the line end.
  package var length: Int64 {
    get { Int64(lengthHigh) << 32 | Int64(lengthLow) }
    set { (lengthLow, lengthHigh) = SourcePosition.parts(newValue) }
  }

  private static func parts(_ number: Int64) -> (low: UInt32, high: UInt16) {
    let held = min(max(number, 0), 1 << 48 - 1)
    return (UInt32(truncatingIfNeeded: held), UInt16(truncatingIfNeeded: held >> 32))
  }

  /// In the order of the evidence; by offset, because rows count from the beginning of what was read.
  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.evidence, left.offset, left.row) < (right.evidence, right.offset, right.row)
  }
}

/// `E001` for 1; more digits where they are needed.
package func evidenceName(_ number: Int) -> String {
  var name: [UInt8] = []
  appendEvidenceName(number, to: &name)
  return String(decoding: name, as: UTF8.self)
}

/// The number of E001, as people may write it too (e1); `nil` for any other text.
package func evidenceNumber(_ name: String) -> Int? {
  guard let letter = name.first, letter == "E" || letter == "e", let number = Int(name.dropFirst()),
    number > 0
  else { return nil }
  return number
}

/// The same, behind other bytes.
package func appendEvidenceName(_ number: Int, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "E"))
  if number < 100 { bytes.append(0x30) }
  if number < 10 { bytes.append(0x30) }
  bytes.append(contentsOf: String(number).utf8)
}
