/// The members of an object that was passed once already, by name.
enum JSONMembers {
  /// - Parameter body: false where the walk may stop.
  static func forEach(
    _ bytes: RawSpan, _ object: Range<Int>, _ body: (_ name: Slice, _ value: Slice) -> Bool
  ) throws(JSONFault) {
    var position = object.lowerBound + 1
    let end = object.upperBound
    if try JSONScan.next(bytes, &position, end) == UInt8(ascii: "}") { return }
    repeat {
      if try JSONScan.next(bytes, &position, end) != UInt8(ascii: "\"") {
        throw .invalid(at: position)
      }
      let name = try JSONScan.string(bytes, &position, end, quote: 1)
      try JSONScan.passColon(bytes, &position, end)
      let value = try JSONScan.value(bytes, &position, end, quote: 1, depth: 0)
      if !body(name, value) { return }
    } while try JSONScan.another(bytes, &position, end, close: UInt8(ascii: "}"))
  }

  /// The value at a path of names, compared without case; absent where there is none.
  static func value(_ path: [StaticString], _ bytes: RawSpan, _ object: Range<Int>) -> Slice {
    var range = object
    var found = Slice.absent
    for name in path {
      found = .absent
      guard range.lowerBound < range.upperBound, bytes[range.lowerBound] == UInt8(ascii: "{")
      else { return .absent }
      // A member that is cut is as good as none.
      try? forEach(bytes, range) { other, value in
        if isNamed(other, name, bytes) { found = value }
        return found.isAbsent
      }
      range = found.start..<found.end
    }
    return found
  }

  /// The name, without case; the word is in lower case.
  static func isNamed(_ name: Slice, _ word: StaticString, _ bytes: RawSpan) -> Bool {
    let count = word.utf8CodeUnitCount
    guard name.end - name.start == count else { return false }
    return (0..<count).allSatisfy { index in
      let byte = bytes[name.start + index]
      return (0x41...0x5A ~= byte ? byte | 0x20 : byte) == word.utf8Start[index]
    }
  }

  /// A value as it stands in the bytes, with the quotes of a text.
  static func raw(_ value: Slice, _ bytes: RawSpan) -> ArraySlice<UInt8> {
    let quotes = value.isString ? 1 : 0
    return bytes.extracting((value.start - quotes)..<(value.end + quotes)).withUnsafeBytes {
      Array($0)[...]
    }
  }
}
