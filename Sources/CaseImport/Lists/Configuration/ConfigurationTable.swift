/// The rows of a CSV file as objects.
struct ConfigurationTable {
  private let rows: CSVRows
  /// Bytes before the header.
  private var start: Int
  private var header: [String]?
  /// A quote that is not closed took the rest.
  private var isOver = false

  init(delimiter: UInt8, start: Int) {
    rows = CSVRows(delimiter: delimiter)
    self.start = start
  }

  mutating func read(
    _ bytes: [UInt8], isLast: Bool, _ take: (ConfigurationEntry) -> Void
  ) -> Int {
    let span = bytes.span.bytes
    var position = start
    start = 0
    var fields: [CSVRows.Field] = []
    while position < bytes.count, !isOver {
      switch rows.row(span, from: position, isLast: isLast, fields: &fields) {
      case .row(let end, let next):
        if end > position { self.take(bytes, fields, take) }
        position = next
      case .unfinished: return position
      case .unclosedQuote: isOver = true
      }
    }
    return bytes.count
  }

  private mutating func take(
    _ bytes: [UInt8], _ fields: [CSVRows.Field], _ take: (ConfigurationEntry) -> Void
  ) {
    let texts = fields.map { field in
      var text = Array(bytes[field.start..<field.end])
      if field.isQuoted, text.contains(0x22) {
        text = text.replacing([0x22, 0x22], with: [0x22])
      }
      return String(decoding: text, as: UTF8.self)
    }
    guard let names = header else {
      header = texts.map { $0.lowercased() }
      return
    }
    var entry = ConfigurationEntry()
    for (name, text) in zip(names, texts) { entry.values[name] = .text(text) }
    take(entry)
  }
}
