import CaseImport
import CaseModel
import CasePipeline
import Files
import TextFormats

/// Bytes of one line or row of a list that are waited for; more than that is no line that anybody
/// wrote.
package let longestListRow = 64 << 20

/// Reads a list that people or programs wrote, block by block, as UTF-8 without its mark: of a list of
/// any size no more is held than what `take` keeps.
///
/// - Parameter take: gets what is there, and whether it is the end; returns the bytes it is done with.
package func readList(
  _ source: ByteStream, blockBytes: Int = blockBytes, longest: Int = longestListRow,
  _ take: (_ bytes: [UInt8], _ isLast: Bool) throws -> Int
) throws {
  var input = try UTF8Source(source, blockBytes: blockBytes)
  var isAtStart = true
  var waiting: [UInt8] = []
  var wanted = TextBytes.mark.count
  var block = [UInt8](repeating: 0, count: blockBytes)
  while true {
    let count = try input.read(into: &block, from: 0)
    let isLast = count == 0
    waiting += block[..<count]
    if waiting.count < wanted, !isLast { continue }
    if isAtStart { waiting.removeFirst(TextBytes(utf8: waiting).start) }
    isAtStart = false
    let taken = try take(waiting, isLast)
    if isLast { return }
    waiting.removeFirst(taken)
    // A row that goes on is looked at again when there is twice as much of it.
    wanted = min(waiting.count * 2, longest + 1)
  }
}

/// The lines of a list, numbered from 1: LF, CR LF or CR.
package func readLines(
  _ path: String, longest: Int = longestListRow,
  _ take: (_ line: ArraySlice<UInt8>, _ number: Int) throws -> Void
) throws {
  var number = 0
  try readList(try HeadedSource(path: path).stream, longest: longest) { bytes, isLast in
    let taken = try TextLines.read(bytes, isLast: isLast) { line in
      number += 1
      try take(line, number)
    }
    if bytes.count - taken > longest {
      throw LongLineProblem(path: path, line: number + 1, mebibytes: longest >> 20)
    }
    return taken
  }
}

/// A line of a list that does not end.
package struct LongLineProblem: Error, Equatable, Sendable {
  package var path: String
  package var line: Int
  /// The most that is waited for.
  package var mebibytes: Int

  package init(path: String, line: Int, mebibytes: Int) {
    self.path = path
    self.line = line
    self.mebibytes = mebibytes
  }
}

extension MessageIdList {
  /// - Parameter path: a file, or `-` for standard input.
  package mutating func add(reading path: String) throws {
    try readLines(path) { line, _ in add(line: line) }
  }
}

extension ReviewList {
  /// - Throws: `NotAnExport` for what is no review list.
  package init(
    reading source: ByteStream, blockBytes: Int = blockBytes,
    longestRow: Int = longestListRow
  ) throws {
    self.init(longestRow: longestRow)
    try readList(source, blockBytes: blockBytes, longest: longestRow) { bytes, isLast in
      try add(bytes, isLast: isLast)
    }
    try finish()
  }
}

/// Reads how auditing was set, block by block.
///
/// - Throws: `NotAnExport` for what says nothing of it.
package func readAuditConfiguration(
  _ source: ByteStream, blockBytes: Int = blockBytes
) throws -> AuditConfiguration {
  var reader = ConfigurationReader()
  try readList(source, blockBytes: blockBytes) { bytes, isLast in
    try reader.add(bytes, isLast: isLast, longest: longestListRow)
  }
  return try reader.finish()
}

/// What an import of how auditing was set would find; nothing is written.
package func dryRunQueries(_ path: String) throws -> [StatedQuery] {
  let source = try HeadedSource(path: path)
  if let kind = ArchiveKind(head: source.head) {
    throw NotAnExport(archive: kind, head: source.head)
  }
  return try readStatedQueries(source.stream)
}

package func dryRunConfiguration(_ path: String) throws -> AuditConfiguration {
  let source = try HeadedSource(path: path)
  if let kind = ArchiveKind(head: source.head) {
    throw NotAnExport(archive: kind, head: source.head)
  }
  return try readAuditConfiguration(source.stream)
}
