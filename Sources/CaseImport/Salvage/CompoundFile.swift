/// Files of old Office programs, of Outlook, and Office documents with a password (MS-CFB): told by the names
/// in their directory.
enum CompoundFile {
  private static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  /// Of these, what no records stand in.
  private static let texts: Set<String> = ["__properties_version1.0", "WordDocument"]

  private static let streams: [(name: String, found: String, hint: String)] = [
    (
      "EncryptedPackage", "an Office document with a password",
      "open it with its password, save it without, and import that"
    ),
    (
      "Workbook", "an old Excel workbook (.xls)",
      "save it as .xlsx and import that; better, export the audit search again as CSV"
    ),
    (
      "Book", "an old Excel workbook (.xls)",
      "save it as .xlsx and import that; better, export the audit search again as CSV"
    ),
    (
      "__properties_version1.0", "a saved message of Outlook (.msg)",
      "mail is not read; export the audit log as CSV or JSON"
    ),
    (
      "WordDocument", "an old Word document (.doc)",
      "export the records themselves, as CSV or JSON"
    ),
  ]

  /// `nil` for any other file.
  static func describe(_ head: [UInt8]) -> NotAnExport? {
    guard head.starts(with: signature) else { return nil }
    // Each entry of the directory takes 128 bytes and begins with its name, in UTF-16.
    let names = Set(
      stride(from: 512, through: head.count - 128, by: 128).map { start in
        head[start..<(start + 64)].enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
          .prefix { $0 != 0 }
      }.map { String(decoding: $0, as: UTF8.self) })
    let stream = streams.first { names.contains($0.name) }
    return NotAnExport(
      found: stream?.found ?? "an old Office document or a saved message",
      hint: stream?.hint ?? "export the audit search again as CSV",
      records: stream.map { texts.contains($0.name) } == true ? .none : .perhaps)
  }
}
