import Files

/// Reads XML 1.0 in UTF-8 as its bytes come: elements, with their attributes, and text. Names are compared
/// without their prefix, because every program has prefixes of its own. A document type is refused: no part
/// of a workbook has one, and its entities could grow without bound.
///
/// Ranges are places in `bytes`, and hold until the next event.
final class XMLReader {
  enum Event { case start, end, text, finished }

  struct Attribute {
    var name: Range<Int>
    var value: Range<Int>
  }

  /// Bytes of one tag or one text that are waited for.
  static let longest = 16 << 20

  private let source: ByteStream
  private let part: String
  private(set) var bytes: [UInt8] = []
  private(set) var position = 0
  private var filled = 0
  private var ended = false
  /// The start that came last is an end too.
  private var isClosed = false
  private var sawRoot = false
  private(set) var depth = 0
  /// Of the last start or end, without its prefix.
  private(set) var name = 0..<0
  private(set) var attributes: [Attribute] = []
  /// The last text, as it stands: its references are not resolved where `isLiteral` is not set.
  private(set) var text = 0..<0
  private(set) var isLiteral = false

  /// - Parameter part: for messages.
  init(_ source: ByteStream, part: String, blockBytes: Int = 1 << 16) throws {
    self.source = source
    self.part = part
    bytes = [UInt8](repeating: 0, count: max(16, blockBytes))
    try fill()
    if filled >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    if filled >= 2, bytes[0] == 0 || bytes[1] == 0 || bytes[0] >= 0xFE {
      throw damage("it is not UTF-8")
    }
  }

  func damage(_ what: String) -> WorkbookDamage { WorkbookDamage(part: part, what) }

  func next() throws -> Event {
    if isClosed {
      isClosed = false
      depth -= 1
      return .end
    }
    while true {
      if position == filled, try !fill() { return try finish() }
      if bytes[position] != UInt8(ascii: "<") {
        let end = try find(UInt8(ascii: "<"), from: position)
        let range = position..<end
        position = end
        // Blanks around the root are no text.
        if depth == 0 {
          try checkBlank(range)
          continue
        }
        (text, isLiteral) = (range, false)
        return .text
      }
      if let event = try markup() { return event }
    }
  }

  /// The value of an attribute of the last start, whatever its prefix.
  func value(_ name: StaticString) -> Range<Int>? {
    for attribute in attributes where equals(attribute.name, name) { return attribute.value }
    return nil
  }

  func isNamed(_ text: StaticString) -> Bool { equals(name, text) }

  func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
    if range.count != text.utf8CodeUnitCount { return false }
    for index in 0..<range.count where bytes[range.lowerBound + index] != text.utf8Start[index] {
      return false
    }
    return true
  }

  // MARK: - Markup

  /// What begins with `<`; `nil` for what says nothing.
  private func markup() throws -> Event? {
    try need(2)
    switch bytes[position + 1] {
    case UInt8(ascii: "?"):
      try pass("?>")
      return nil
    case UInt8(ascii: "!"): return try declaration()
    case UInt8(ascii: "/"):
      let end = try tagEnd()
      if depth == 0 { throw damage("an element ends that never began") }
      name = localName(position + 2, end)
      position = end + 1
      depth -= 1
      return .end
    default: return try start()
    }
  }

  private func declaration() throws -> Event? {
    try need(4)
    if bytes[position + 2] == UInt8(ascii: "-") {
      try pass("-->")
      return nil
    }
    guard bytes[position + 2] == UInt8(ascii: "["), depth > 0 else {
      throw damage("it has a document type (DTD), which no workbook has")
    }
    let start = position + 9
    try pass("]]>")
    if position - 3 < start { throw damage("its XML is damaged") }
    (text, isLiteral) = (start..<(position - 3), true)
    return .text
  }

  private func start() throws -> Event {
    if depth == 0, sawRoot { throw damage("it has more than one root element") }
    let end = try tagEnd()
    var last = end
    isClosed = bytes[end - 1] == UInt8(ascii: "/")
    if isClosed { last -= 1 }
    name = localName(position + 1, last)
    try readAttributes(name.upperBound, last)
    position = end + 1
    sawRoot = true
    depth += 1
    if depth > 200 { throw damage("its elements are nested deeper than 200") }
    return .start
  }

  private func localName(_ start: Int, _ end: Int) -> Range<Int> {
    var (first, index) = (start, start)
    while index < end, bytes[index] > 0x20 {
      if bytes[index] == UInt8(ascii: ":") { first = index + 1 }
      index += 1
    }
    return first..<index
  }

  private func readAttributes(_ start: Int, _ end: Int) throws {
    attributes.removeAll(keepingCapacity: true)
    var index = start
    while true {
      while index < end, bytes[index] <= 0x20 { index += 1 }
      if index >= end { return }
      var first = index
      while index < end, bytes[index] != UInt8(ascii: "="), bytes[index] > 0x20 {
        if bytes[index] == UInt8(ascii: ":") { first = index + 1 }
        index += 1
      }
      let name = first..<index
      while index < end, bytes[index] <= 0x20 { index += 1 }
      guard index < end, bytes[index] == UInt8(ascii: "=") else {
        throw damage("its XML is damaged")
      }
      index += 1
      while index < end, bytes[index] <= 0x20 { index += 1 }
      guard index < end, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'")
      else { throw damage("its XML is damaged") }
      let close = ByteSearch.first(bytes[index], bytes.span.bytes, from: index + 1, to: end)
      if close == end { throw damage("its XML is damaged") }
      attributes.append(Attribute(name: name, value: (index + 1)..<close))
      index = close + 1
    }
  }

  // MARK: - Bytes

  /// The `>` that ends the tag at the position; one in quotes is none.
  private func tagEnd() throws -> Int {
    var index = position + 1
    var quote: UInt8 = 0
    while true {
      if index == filled {
        let held = index - position
        if try !fill() { throw damage("it ends early: it is cut") }
        index = position + held
      }
      let byte = bytes[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return index
      }
      index += 1
    }
  }

  /// The next `byte`, from the position on: `start` is the position.
  private func find(_ byte: UInt8, from start: Int) throws -> Int {
    var index = start
    while true {
      index = ByteSearch.first(byte, bytes.span.bytes, from: index, to: filled)
      if index < filled { return index }
      let held = index - position
      if try !fill() { return filled }
      index = position + held
    }
  }

  /// Passes up to and with a text.
  private func pass(_ text: StaticString) throws {
    let count = text.utf8CodeUnitCount
    var index = position
    while true {
      if index + count > filled {
        let held = index - position
        if try !fill() { throw damage("it ends early: it is cut") }
        index = position + held
        continue
      }
      if (0..<count).allSatisfy({ bytes[index + $0] == text.utf8Start[$0] }) { break }
      index += 1
    }
    position = index + count
  }

  private func need(_ count: Int) throws {
    while filled - position < count {
      if try !fill() { throw damage("it ends early: it is cut") }
    }
  }

  /// Reads on; what was not taken moves to the front.
  ///
  /// - Returns: there was more.
  @discardableResult
  private func fill() throws -> Bool {
    if ended { return false }
    if position > 0 {
      bytes.withUnsafeMutableBytes { all in
        all.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<filled]))
      }
      filled -= position
      position = 0
    }
    if filled == bytes.count {
      if filled >= XMLReader.longest {
        throw damage("a tag or a text in it is longer than \(XMLReader.longest >> 20) MiB")
      }
      bytes += [UInt8](repeating: 0, count: bytes.count)
    }
    let count = try source.read(into: &bytes, from: filled)
    ended = count == 0
    filled += count
    return count > 0
  }

  private func checkBlank(_ range: Range<Int>) throws {
    if !range.allSatisfy({ bytes[$0] <= 0x20 }) {
      throw damage("text stands outside its root element")
    }
  }

  private func finish() throws -> Event {
    if depth > 0 || !sawRoot { throw damage("it ends early: it is cut") }
    return .finished
  }
}
