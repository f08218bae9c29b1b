import Archiving
import CaseImport
import CaseModel
import Files
import TextFormats

/// A saved message, or one of an mbox, as its headers tell it.
private struct ListedMail {
  var file: String
  var folder: String
  var sha256: String
  /// Of the message in its file.
  var offset: Int64
  var bytes: Int64
  var headers: MailHeaders
}

/// What a file of mail is.
package enum SavedMail: Sendable {
  case message
  case mbox

  /// `nil` for a file that is no saved mail.
  package init?(_ path: String) throws {
    let file = try FileHandle(reading: path, followsLinks: true)
    var head = [UInt8](repeating: 0, count: 16_384)
    var count = 0
    while count < head.count {
      let read = try file.read(into: &head, from: count)
      if read == 0 { break }
      count += read
    }
    if MboxSplitter.isSeparator(head[..<count].prefix { $0 != 0x0A }) {
      self = .mbox
    } else if MailHeaders.areAt(head[..<count]) {
      self = .message
    } else {
      return nil
    }
  }
}

/// Lists saved mail: the headers, the place and the SHA-256 of each, in the order of the files. The
/// mail is read once and none of it is kept.
///
/// - Parameters:
///   - root: what `files` are below; a file's folder there is its mail folder.
///   - files: with what they are.
/// - Returns: JSON, one element a line.
package func listMail(_ root: String, _ files: [(path: String, kind: SavedMail)]) throws -> [UInt8]
{
  var all: [ListedMail] = []
  for (path, kind) in files {
    var name = path[...]
    if name.hasPrefix(root + "/") { name = name.dropFirst(root.count + 1) }
    if path == root { name = lastPathPart(path)[...] }
    let parts = name.split(separator: "/")
    all += try list(
      path, kind, file: String(name), folder: parts.dropLast().joined(separator: "/"))
  }
  var writer = JSONWriter()
  writer.array(lines: all.count) { writer, index in write(all[index], &writer) }
  return writer.finish()
}

private func list(
  _ path: String, _ kind: SavedMail, file: String, folder: String
) throws -> [ListedMail] {
  let opened = try SharedFile(path, followsLinks: true)
  var splitter = MboxSplitter(isMbox: kind == .mbox)
  let sha256 = try hexadecimalHash(of: opened.stream) { splitter.add($0) }
  splitter.finish()
  return splitter.messages.map { message in
    ListedMail(
      file: file, folder: folder, sha256: sha256, offset: message.offset, bytes: message.bytes,
      headers: message.headers)
  }
}

private func write(_ mail: ListedMail, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("bytes", mail.bytes)
    writer.key("file", mail.file)
    if !mail.folder.isEmpty { writer.key("folder", mail.folder) }
    writer.key("from", EvidenceText(bytes: mail.headers.from))
    writer.key("internetMessageId", EvidenceText(bytes: mail.headers.messageId))
    writer.key("offset", mail.offset)
    if let received = mail.headers.received { writer.key("receivedDateTime", received) }
    writer.key("sha256", mail.sha256)
    writer.key("subject", EvidenceText(bytes: mail.headers.subject))
  }
}
