import CaseModel
import TextFormats

/// The objects in what a cmdlet wrote, block by block: JSON (ConvertTo-Json), CSV (Export-Csv), or the
/// text of Format-List.
struct ConfigurationText {
  private enum Form {
    case unknown
    case json(ConfigurationJSON)
    case table(ConfigurationTable)
    case list(ConfigurationLines)
  }

  private var form = Form.unknown

  /// - Parameter bytes: UTF-8, each block from where the last ended.
  /// - Returns: bytes taken; what is left belongs before the next block.
  mutating func read(
    _ bytes: [UInt8], isLast: Bool, _ take: (ConfigurationEntry) -> Void
  ) throws(ConfigurationFault) -> Int {
    if case .unknown = form { form = ConfigurationText.form(bytes, isLast: isLast) }
    switch form {
    case .unknown: return 0
    case .json(var json):
      defer { form = .json(json) }
      return try json.read(bytes, isLast: isLast, take)
    case .table(var table):
      defer { form = .table(table) }
      return table.read(bytes, isLast: isLast, take)
    case .list(var list):
      defer { form = .list(list) }
      return list.read(bytes, isLast: isLast, take)
    }
  }

  /// Unknown where the first line goes on.
  private static func form(_ bytes: [UInt8], isLast: Bool) -> Form {
    guard let first = bytes.first(where: { $0 > 0x20 }) else {
      return isLast ? .list(ConfigurationLines()) : .unknown
    }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return .json(ConfigurationJSON())
    }
    let isEnd = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
    let span = bytes.span.bytes
    var position = 0
    while position < bytes.count, CSVPreamble.isBeforeHeader(span, position) {
      position = (bytes[position...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
    }
    let line = bytes[position...].prefix { !isEnd($0) }
    if line.endIndex == bytes.count, !isLast { return .unknown }
    guard let delimiter = CSVRows.delimiters.first(where: { line.contains($0) }),
      !line.contains(UInt8(ascii: ":")), !line.contains(UInt8(ascii: "{"))
    else { return .list(ConfigurationLines()) }
    return .table(ConfigurationTable(delimiter: delimiter, start: position))
  }
}
