/// The place of a cell, such as `B5`.
enum CellReference {
  /// `XFD`, the last column that a sheet has.
  static let columns = 16_384

  /// The column, from 0 on; `nil` for what is no place in a sheet.
  static func column(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var column = 0
    var index = range.lowerBound
    while index < range.upperBound {
      let letter = bytes[index] & 0xDF
      guard letter >= 0x41, letter <= 0x5A else { break }
      column = column * 26 + Int(letter - 0x40)
      if column > columns { return nil }
      index += 1
    }
    guard column > 0, index < range.upperBound,
      bytes[index..<range.upperBound].allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return column - 1
  }
}
