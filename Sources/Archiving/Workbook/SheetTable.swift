import Files

/// A sheet of a workbook as CSV (RFC 4180, CR LF), made as its XML comes: texts in quotes, numbers and
/// truths without, dates year first. Rows without a text are left out, and every row has at least the
/// fields of the first.
final class SheetTable {
  private enum Kind { case number, shared, inline, formula, truth, error, date }

  private let xml: XMLReader
  private let strings: SharedStrings?
  private let dates: CellDates
  private var csv: [UInt8] = []
  /// Fields of the first row that has some.
  private var width: Int?
  // Of the row that is read: its next field in the CSV, and its next cell.
  private var field = 0
  private var column = 0
  // Of the cell that is read.
  private var kind = Kind.number
  private var style = 0
  private var isInline = false
  private var text: [UInt8] = []
  private var isData = false
  private var isText = false
  private var phonetic = 0

  init(_ xml: XMLReader, _ strings: SharedStrings?, _ dates: CellDates) {
    (self.xml, self.strings, self.dates) = (xml, strings, dates)
  }

  /// The next part of the CSV; empty at the end.
  func next() throws -> ArraySlice<UInt8> {
    csv.removeAll(keepingCapacity: true)
    while csv.count < 1 << 16 {
      switch try xml.next() {
      case .finished: return csv[...]
      case .start: try start()
      case .text: if isText { try xml.appendText(to: &text) }
      case .end: try end()
      }
    }
    return csv[...]
  }

  // MARK: - Elements

  private func start() throws {
    if !isData {
      isData = xml.isNamed("sheetData")
    } else if xml.isNamed("c") {
      try startCell()
    } else if xml.isNamed("v") {
      isText = !isInline
    } else if xml.isNamed("is") {
      isInline = true
      text.removeAll(keepingCapacity: true)
    } else if xml.isNamed("t") {
      isText = isInline && phonetic == 0
    } else if xml.isNamed("rPh") {
      phonetic += 1
    } else if xml.isNamed("row") {
      (field, column) = (0, 0)
    }
  }

  private func end() throws {
    guard isData else { return }
    if xml.isNamed("v") || xml.isNamed("t") {
      isText = false
    } else if xml.isNamed("c") {
      try endCell()
    } else if xml.isNamed("row") {
      endRow()
    } else if xml.isNamed("rPh") {
      phonetic -= 1
    } else if xml.isNamed("sheetData") {
      isData = false
    }
  }

  private func startCell() throws {
    text.removeAll(keepingCapacity: true)
    (isInline, isText, style) = (false, false, 0)
    if let place = xml.value("r") {
      guard let found = CellReference.column(xml.bytes, place), found >= column else {
        throw xml.damage("the cell '\(try xml.string(place))' is not where a cell can be")
      }
      column = found
    }
    if column >= CellReference.columns { throw xml.damage("a row has more than 16,384 cells") }
    if let number = xml.value("s") { style = Int(try xml.string(number)) ?? 0 }
    kind = try xml.value("t").map { try kind(of: $0) } ?? .number
  }

  private func kind(of value: Range<Int>) throws -> Kind {
    if xml.equals(value, "s") { return .shared }
    if xml.equals(value, "n") { return .number }
    if xml.equals(value, "inlineStr") { return .inline }
    if xml.equals(value, "str") { return .formula }
    if xml.equals(value, "b") { return .truth }
    if xml.equals(value, "e") { return .error }
    if xml.equals(value, "d") { return .date }
    throw xml.damage("a cell is of the kind '\(try xml.string(value))', which no workbook has")
  }

  // MARK: - Fields

  private func endCell() throws {
    defer { column += 1 }
    if isInline || kind == .inline || kind == .formula || kind == .date {
      CellText.unescape(&text)
      if text.isEmpty { return }
      delimit()
      return CellText.appendQuoted(text, to: &csv)
    }
    while let last = text.last, last <= 0x20 { text.removeLast() }
    text.removeFirst(text.prefix { $0 <= 0x20 }.count)
    if text.isEmpty { return }
    switch kind {
    case .shared:
      guard let number = Int(String(decoding: text, as: UTF8.self)),
        let field = strings?.field(number)
      else {
        throw xml.damage(
          "a cell names text \(String(decoding: text.prefix(20), as: UTF8.self)) of the workbook,"
            + " which is not there")
      }
      if field.isEmpty { return }
      delimit()
      csv += field
    case .truth:
      delimit()
      csv += Array((text == [0x31] ? "TRUE" : "FALSE").utf8)
    case .error:
      delimit()
      CellText.appendQuoted(text, to: &csv)
    default:
      delimit()
      csv += number()
    }
  }

  /// A whole number as its digits, a date as a date, any other as it stands.
  private func number() -> [UInt8] {
    let form = dates.form(style)
    let isPlain = text.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    if form == .number, isPlain { return text }
    guard let value = Double(String(decoding: text, as: UTF8.self)) else { return text }
    if let date = dates.text(value, form) { return Array(date.utf8) }
    // 15 digits are what a workbook keeps of a number.
    if value == value.rounded(), abs(value) < 1e15 { return Array(String(Int64(value)).utf8) }
    return text
  }

  /// The commas before the field of the cell.
  private func delimit() {
    while field < column {
      csv.append(UInt8(ascii: ","))
      field += 1
    }
    isFilled = true
  }

  private var isFilled = false

  private func endRow() {
    defer { isFilled = false }
    if !isFilled { return }
    let width = width ?? field + 1
    self.width = width
    while field + 1 < width {
      csv.append(UInt8(ascii: ","))
      field += 1
    }
    csv.append(0x0D)
    csv.append(0x0A)
  }
}
