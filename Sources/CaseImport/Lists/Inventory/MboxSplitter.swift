import CaseModel

/// Finds the messages of an mbox (RFC 4155), or the one of a file, and reads their headers; of
/// anything else only the length is counted.
package struct MboxSplitter: Sendable {
  package struct Message: Sendable {
    /// Behind the separator.
    package var offset: Int64
    package var bytes: Int64
    package var headers: MailHeaders
  }

  package private(set) var messages: [Message] = []
  private let isMbox: Bool
  /// Headers end here at the latest.
  private static let longest = 1 << 20

  private var offset: Int64 = 0
  private var start: Int64?
  private var headers: [UInt8] = []
  private var isInHeaders = false
  /// The last line was empty, so a separator may follow.
  private var isBehindEmptyLine = true
  private var line: [UInt8] = []
  /// Of a line that is too long to be kept.
  private var skipped: Int64 = 0

  package init(isMbox: Bool) {
    self.isMbox = isMbox
    if !isMbox { begin(at: 0) }
  }

  /// `From someone@x.example Tue Mar 11 09:15:22 2025`
  package static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "From ".utf8) else { return false }
    let words = line.split { $0 == 0x20 || $0 == 0x0D }
    return words.count >= 6
      && words.dropFirst(2).contains { $0.count(where: { $0 == UInt8(ascii: ":") }) >= 1 }
  }

  package mutating func add(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while !rest.isEmpty {
      guard let feed = rest.firstIndex(of: 0x0A) else {
        keep(rest)
        return
      }
      keep(rest[...feed])
      takeLine()
      rest = rest[(feed + 1)...]
    }
  }

  package mutating func finish() {
    if !line.isEmpty || skipped > 0 { takeLine() }
    end(at: offset)
  }

  private mutating func keep(_ part: ArraySlice<UInt8>) {
    if line.count + part.count > MboxSplitter.longest {
      skipped += Int64(part.count)
    } else {
      line += part
    }
  }

  private mutating func takeLine() {
    let length = Int64(line.count) + skipped
    let isEmpty = skipped == 0 && line.allSatisfy { $0 == 0x0A || $0 == 0x0D }
    if isMbox, isBehindEmptyLine, MboxSplitter.isSeparator(line.dropLast()) {
      end(at: offset)
      begin(at: offset + length)
    } else if isInHeaders {
      if isEmpty || headers.count > MboxSplitter.longest {
        isInHeaders = false
      } else {
        headers += line
      }
    }
    isBehindEmptyLine = isEmpty
    offset += length
    line.removeAll(keepingCapacity: true)
    skipped = 0
  }

  private mutating func begin(at place: Int64) {
    start = place
    headers = []
    isInHeaders = true
  }

  private mutating func end(at place: Int64) {
    guard let start else { return }
    messages.append(
      Message(offset: start, bytes: place - start, headers: MailHeaders(headers[...])))
    self.start = nil
  }
}
