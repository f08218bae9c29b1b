import CaseModel
import TextFormats

/// A content search that collects the folders in which recorded messages were.
///
/// By folder, because `folderid` is a property that Microsoft documents for targeted collections
/// ("Use Content search for targeted collections"); no source says which one finds an
/// InternetMessageId. So a search finds more than the messages, and misses what left the folder.
struct PurviewQuery: Equatable {
  /// The location of the search.
  var mailbox: MailboxIdentity
  /// In the product's query language; empty where no folder of the messages can be asked for.
  var text: String
  var folders: [EvidenceText]
  /// Recorded messages that were in one of the folders.
  var messages: Int

  /// So few that the text stays under 1,500 characters, far below every limit of a query.
  static let foldersInOne = 20

  static func all(_ findings: Findings) -> [PurviewQuery] {
    findings.mailboxes.flatMap { queries($0) }
  }

  private static func queries(_ mailbox: MailboxFindings) -> [PurviewQuery] {
    var folders: [(id: String, name: EvidenceText)] = []
    var numbers: [String: Int] = [:]
    // By message: the folders it was in.
    var places: [[Int]] = []
    for message in mailbox.recordedMessages {
      var own: [Int] = []
      for folder in message.folders {
        guard let id = indexId(folder.id) else { continue }
        let number = numbers[id] ?? folders.count
        if number == folders.count {
          numbers[id] = number
          folders.append((id, folder.name))
        }
        own.append(number)
      }
      places.append(own)
    }
    var queries: [PurviewQuery] = []
    for start in stride(from: 0, to: folders.count, by: foldersInOne) {
      let part = start..<min(start + foldersInOne, folders.count)
      queries.append(
        PurviewQuery(
          mailbox: mailbox.mailbox,
          text: part.map { "folderid:\(folders[$0].id)" }.joined(separator: " OR "),
          folders: part.map { folders[$0].name },
          messages: places.count { $0.contains(where: part.contains) }))
    }
    let lost = places.count(where: \.isEmpty)
    if lost > 0 {
      queries.append(
        PurviewQuery(mailbox: mailbox.mailbox, text: "", folders: [], messages: lost))
    }
    return queries
  }

  /// The 24 bytes of a folder's id that the index knows, as 48 hexadecimal digits.
  static func indexId(_ folder: EvidenceText) -> String? {
    guard folder.bytes.count == 64, let bytes = Base64Reader.read(folder.bytes), bytes.count == 48
    else { return nil }
    let digits = Array("0123456789ABCDEF".utf8)
    var text: [UInt8] = []
    for byte in bytes[23..<47] {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// The content searches as CSV: one a row.
package func writePurviewQueries(_ findings: Findings, into sink: ([UInt8]) -> Void) {
  withoutActuallyEscaping(sink) { sink in
    var csv = CSVWriter(header: ["mailbox", "query", "folders", "messages", "remark"], sink: sink)
    for query in PurviewQuery.all(findings) {
      csv.field(query.mailbox.name)
      csv.field(query.text)
      csv.field(query.folders.map(\.visible).joined(separator: " | "))
      csv.field(query.messages)
      csv.field(
        query.text.isEmpty
          ? "no folder id in the records that a search can use: search by date, sender or subject"
          : "finds all that is in the folders now; keep the messages on the list, by their ids")
      csv.endRow()
    }
    csv.finish()
  }
}
