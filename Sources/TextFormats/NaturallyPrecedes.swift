/// By bytes, but numbers in names by their value: `part-2` before `part-10`.
package func naturallyPrecedes(_ left: String, _ right: String) -> Bool {
  let (one, two) = (Array(left.utf8), Array(right.utf8))
  var (first, second) = (0, 0)
  while first < one.count, second < two.count {
    let (a, b) = (run(one, first), run(two, second))
    if a != b {
      if isDigit(one[first]), isDigit(two[second]) {
        let (x, y) = (a.drop { $0 == 0x30 }, b.drop { $0 == 0x30 })
        if x.count != y.count { return x.count < y.count }
        if x != y { return x.lexicographicallyPrecedes(y) }
      }
      return a.lexicographicallyPrecedes(b)
    }
    (first, second) = (a.endIndex, b.endIndex)
  }
  return first == one.count && second < two.count
}

/// Digits, or what is none, from a place on.
private func run(_ text: [UInt8], _ start: Int) -> ArraySlice<UInt8> {
  var end = start + 1
  while end < text.count, isDigit(text[end]) == isDigit(text[start]) { end += 1 }
  return text[start..<end]
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
