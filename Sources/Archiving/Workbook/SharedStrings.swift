import Files

/// The texts that the cells of a workbook name by number, each as the field of CSV that it becomes, in
/// one buffer.
struct SharedStrings {
  /// Bytes that they may take, with four for each: more is not held.
  static let limit = 1 << 30

  private var fields: [UInt8] = []
  private var ends: [UInt32] = []

  /// - Parameters:
  ///   - expected: bytes of the part.
  ///   - part: for messages.
  init(
    _ source: ByteStream, expected: UInt64, part: String, limit: Int = SharedStrings.limit
  ) throws {
    fields.reserveCapacity(min(limit, Int(clamping: expected)))
    let xml = try XMLReader(source, part: part)
    var text: [UInt8] = []
    var (isText, phonetic) = (false, 0)
    while true {
      switch try xml.next() {
      case .finished: return
      case .start:
        if xml.isNamed("si") {
          text.removeAll(keepingCapacity: true)
        } else if xml.isNamed("rPh") {
          phonetic += 1
        } else if xml.isNamed("t") {
          isText = phonetic == 0
        }
      case .text: if isText { try xml.appendText(to: &text) }
      case .end:
        if xml.isNamed("t") {
          isText = false
        } else if xml.isNamed("rPh") {
          phonetic -= 1
        } else if xml.isNamed("si") {
          CellText.unescape(&text)
          if !text.isEmpty { CellText.appendQuoted(text, to: &fields) }
          ends.append(UInt32(truncatingIfNeeded: fields.count))
          if fields.count + ends.count * 4 > limit {
            throw xml.damage("the texts of its cells take more than \(limit >> 20) MiB")
          }
        }
      }
    }
  }

  /// `nil` where there is no such text.
  func field(_ number: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(number) else { return nil }
    return fields[Int(number == 0 ? 0 : ends[number - 1])..<Int(ends[number])]
  }
}
