extension JSONScan {
  /// An object begins there, behind blanks.
  static func isObject(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    skipBlanks(bytes, &position, range.upperBound)
    return position < range.upperBound && bytes[position] == UInt8(ascii: "{")
  }

  /// The range is one value and blanks around it, and nothing else.
  static func isWhole(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    do throws(JSONFault) {
      skipBlanks(bytes, &position, range.upperBound)
      try pass(bytes, &position, range.upperBound, quote: 1, depth: 1)
    } catch {
      return false
    }
    skipBlanks(bytes, &position, range.upperBound)
    return position == range.upperBound
  }
}
