/// By bytes, but numbers in names by their value: `part-2` before `part-10`.
package func naturallyPrecedes(_ left: String, _ right: String) -> Bool {
  let (one, two) = (pieces(left), pieces(right))
  for (a, b) in zip(one, two) where a != b {
    if a.isNumber, b.isNumber {
      let (x, y) = (a.bytes.drop { $0 == 0x30 }, b.bytes.drop { $0 == 0x30 })
      if x.count != y.count { return x.count < y.count }
      if x != y { return x.lexicographicallyPrecedes(y) }
    }
    return a.bytes.lexicographicallyPrecedes(b.bytes)
  }
  return one.count < two.count
}

private func pieces(_ name: String) -> [(bytes: ArraySlice<UInt8>, isNumber: Bool)] {
  var pieces: [(bytes: ArraySlice<UInt8>, isNumber: Bool)] = []
  for byte in name.utf8 {
    let isDigit = (0x30...0x39).contains(byte)
    if let last = pieces.indices.last, pieces[last].isNumber == isDigit {
      pieces[last].bytes.append(byte)
    } else {
      pieces.append(([byte], isDigit))
    }
  }
  return pieces
}
