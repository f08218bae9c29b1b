/// Where a record stands in the evidence: what every number is traced back to.
package struct SourcePosition: Hashable, Sendable, Comparable {
  /// 1 for E001.
  package var evidence: Int32
  /// Data rows from 1: the first after a CSV header, the first element of JSON.
  package var row: Int64
  /// Bytes from the start of the original file to the row or JSON value; counts the byte-order mark.
  package var offset: Int64
  /// Bytes of the row or JSON value, without the line end.
  package var length: Int64

  package init(evidence: Int32, row: Int64, offset: Int64, length: Int64) {
    self.evidence = evidence
    self.row = row
    self.offset = offset
    self.length = length
  }

  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.evidence, left.row) < (right.evidence, right.row)
  }
}

/// `E001` for 1; more digits where they are needed.
package func evidenceName(_ number: Int) -> String {
  let digits = String(number)
  return "E" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
}
