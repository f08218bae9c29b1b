/// A value of a record as a tree, for the notations that are too rare to be read in place (R22).
indirect enum RecordNode: Equatable {
  /// `null`.
  case nothing
  /// The text that a string means.
  case text([UInt8])
  /// A number, `true` or `false`, as written.
  case word([UInt8])
  case list([RecordNode])
  /// In the order of the bytes; a name may stand twice.
  case object([Member])

  struct Member: Equatable {
    var name: [UInt8]
    var value: RecordNode

    /// Without outer blanks, in lower case: names are compared without either.
    var key: String {
      String(decoding: FieldText.trimmed(name[...]), as: UTF8.self).lowercased()
    }
  }

  /// Levels that are followed into texts that hold JSON or another notation.
  static let deepest = 8

  // MARK: - Reading

  /// The whole of a JSON text; `nil` for anything else.
  init?(json text: [UInt8]) {
    let bytes = text.span.bytes
    var position = 0
    do throws(JSONFault) {
      self = try RecordNode(bytes, &position, text.count, quote: 1, depth: 0)
    } catch {
      return nil
    }
    JSONScan.skipBlanks(bytes, &position, text.count)
    if position != text.count { return nil }
  }

  /// A value that was noted; it was checked as JSON when it was passed.
  init(_ slice: Slice, _ bytes: RawSpan, quote: Int) {
    switch slice.kind {
    case .absent: self = .nothing
    case .string:
      var text: [UInt8] = []
      JSONText.decode(slice, bytes, quote: quote, into: &text)
      self = .text(text)
    case .number, .word: self = RecordNode.word(bytes, slice.start, slice.end)
    case .object, .array:
      var position = slice.start
      // What was passed once is read again; if not, it is lost and not absent.
      let node = try? RecordNode(bytes, &position, slice.end, quote: quote, depth: 0)
      self = node ?? .text(Array("...".utf8))
    }
  }

  private static func word(_ bytes: RawSpan, _ start: Int, _ end: Int) -> RecordNode {
    let word = (start..<end).map { bytes[$0] }
    return word.first == UInt8(ascii: "n") ? .nothing : .word(word)
  }

  private init(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int
  ) throws(JSONFault) {
    if depth > JSONScan.deepest { throw .tooDeep(at: position) }
    switch try JSONScan.next(bytes, &position, end) {
    case UInt8(ascii: "["):
      var list: [RecordNode] = []
      try JSONScan.list(bytes, &position, end) { (position) throws(JSONFault) in
        list.append(try RecordNode(bytes, &position, end, quote: quote, depth: depth + 1))
      }
      self = .list(list)
    case UInt8(ascii: "{"):
      var members: [Member] = []
      position += 1
      if try JSONScan.next(bytes, &position, end) == UInt8(ascii: "}") {
        position += 1
        self = .object([])
        return
      }
      repeat {
        if try JSONScan.next(bytes, &position, end) != UInt8(ascii: "\"") {
          throw .invalid(at: position)
        }
        let slice = try JSONScan.string(bytes, &position, end, quote: quote)
        var name: [UInt8] = []
        JSONText.decode(slice, bytes, quote: quote, into: &name)
        try JSONScan.passColon(bytes, &position, end)
        members.append(
          Member(
            name: name,
            value: try RecordNode(bytes, &position, end, quote: quote, depth: depth + 1)))
      } while try JSONScan.another(bytes, &position, end, close: UInt8(ascii: "}"))
      self = .object(members)
    default:
      let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth)
      if slice.kind == .string {
        self = RecordNode(slice, bytes, quote: quote)
      } else {
        self = RecordNode.word(bytes, slice.start, slice.end)
      }
    }
  }

  // MARK: - Writing

  func write(into json: inout [UInt8]) {
    switch self {
    case .nothing: json.append(contentsOf: "null".utf8)
    case .text(let text): FlatRecord.quote(text[...], into: &json)
    case .word(let word): json.append(contentsOf: word)
    case .list(let list):
      json.append(UInt8(ascii: "["))
      for (index, element) in list.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        element.write(into: &json)
      }
      json.append(UInt8(ascii: "]"))
    case .object(let members):
      json.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        FlatRecord.quote(member.name[...], into: &json)
        json.append(UInt8(ascii: ":"))
        member.value.write(into: &json)
      }
      json.append(UInt8(ascii: "}"))
    }
  }
}
