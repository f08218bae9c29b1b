import Archiving
import CaseModel
import TextFormats

/// The recorded messages as a Concordance load file: U+0014 between fields, U+00FE around them,
/// U+00AE for a new line in one, UTF-8 with a byte order mark, CRLF. A convention, no standard.
///
/// A value that holds one of the three characters shows it as `[U+00FE]`.
func writeLoadFile(_ rows: ExchangeRows, into sink: ([UInt8]) -> Void) throws {
  var text = TextBytes.mark
  func row(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { text.append(0x14) }
      text += [0xC3, 0xBE]
      text += LoadFile.plain(field).utf8
      text += [0xC3, 0xBE]
    }
    text += [0x0D, 0x0A]
    if text.count >= 1 << 18 {
      sink(text)
      text = []
    }
  }
  row(LoadFile.fields)
  var number = 0
  try rows.forEach { entry in
    number += 1
    let digits = String(number)
    let message = entry.message
    row([
      "CF" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits,
      entry.mailbox.name.visible, entry.mailbox.guid.visible,
      entry.folders.map(\.visible).joined(separator: "; "), message.message.visible,
      message.identifiedBy.name, entry.edrmHash, message.first.iso, message.last.iso,
      String(message.records), "recorded", message.basis,
      entry.sources.map { "\(evidenceName(Int($0.evidence))):\($0.row)" }
        .joined(separator: "; "),
    ])
  }
  sink(text)
}

private enum LoadFile {
  static let fields = [
    "BEGDOC", "CUSTODIAN", "MAILBOXGUID", "FOLDER", "MESSAGEID", "IDENTIFIEDBY", "EDRMMIH",
    "FIRSTRECORDED", "LASTRECORDED", "RECORDS", "ACCESSCLASS", "BASIS", "SOURCES",
  ]

  static func plain(_ text: String) -> String {
    text.replacing("\u{14}", with: "[U+0014]").replacing("\u{FE}", with: "[U+00FE]")
      .replacing("\u{AE}", with: "[U+00AE]")
  }
}
