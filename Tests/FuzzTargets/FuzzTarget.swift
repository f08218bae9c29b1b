import Archiving
import CaseActions
import CaseImport
import CaseModel
import CasePipeline
import Files
import TestSupport

/// What is tried with bytes that nobody expected. Each target returns, or stops the process.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// The JSON scanner against a plain parser: both accept, or both refuse.
  case scanner
  /// Recognition, and then the format that it found.
  case recognition
  case auditDataCSV, flatCSV, json, formatList, utf16
  case gzip, zip, tar, workbook
  /// What people import besides records: how auditing was set, and a review list.
  case configuration, review, inventory
  /// A bundle in an archive; the tag files of a bag; signatures and time stamps.
  case bundle, bag, seal
  case mustache, scope, time
  /// A tally file, without its hash.
  case tally

  package func run(_ bytes: [UInt8]) {
    switch self {
    case .scanner: scanner(bytes)
    case .recognition:
      if let format = try? recognise(bytes, isWhole: true) { walk(bytes, format) }
    case .auditDataCSV: walk(bytes, .unifiedAuditLogCSV)
    case .flatCSV: walk(bytes, .officeActivityCSV)
    case .json: walk(bytes, .auditJSON)
    case .formatList: walk(bytes, .formatList)
    case .utf16:
      walk([0xFF, 0xFE] + bytes, .auditJSON)
      walk([0xFE, 0xFF] + bytes, .unifiedAuditLogCSV)
    case .gzip: gzip(bytes)
    case .zip: zip(bytes)
    case .tar: tar(bytes)
    case .workbook: workbook(bytes)
    case .configuration: configuration(bytes)
    case .review: review(bytes)
    case .inventory: inventory(bytes)
    case .bundle: bundle(bytes)
    case .bag: bag(bytes)
    case .seal: seal(bytes)
    case .mustache: mustache(bytes)
    case .scope: scope(bytes)
    case .time: time(bytes)
    case .tally: tally(bytes)
    }
  }

  // MARK: - What people import besides

  /// Every entry is counted, whatever it says; in blocks of any size the same.
  private func configuration(_ bytes: [UInt8]) {
    func read(part: Int) -> AuditConfiguration? {
      try? readAuditConfiguration(
        fixtureSource(bytes, part: part), blockBytes: 16 + min(part, bytes.count))
    }
    let whole = read(part: .max)
    if whole != read(part: 1 + bytes.count % 7) { stop("configurations differ") }
    guard let found = whole else { return }
    let told =
      found.mailboxes.map(\.subject.entry) + found.organizations.map(\.subject.entry)
      + found.bypasses.map(\.subject.entry) + found.licences.map(\.subject.entry)
    let all = Set(told + found.others).sorted()
    if all != Array(1...all.count) { stop("entries \(all)") }
    if !Set(told).isDisjoint(with: found.others) { stop("an entry says something and nothing") }
  }

  /// In blocks of any size the same decisions, or the same refusal; no message is decided twice, and
  /// each exception names its row.
  private func review(_ bytes: [UInt8]) {
    func read(part: Int) -> Result<ReviewList, any Error> {
      Result {
        try ReviewList(
          reading: fixtureSource(bytes, part: part), blockBytes: 16 + min(part, bytes.count))
      }
    }
    let whole = read(part: .max)
    let parts = read(part: 1 + bytes.count % 7)
    if (try? whole.get()) != (try? parts.get()) { stop("lists differ: \(whole) and \(parts)") }
    guard let list = try? whole.get() else { return }
    if Set(list.decisions.map(\.key)).count != list.decisions.count { stop("decided twice") }
    if list.exceptions.contains(where: { $0.row < 1 }) { stop("an exception without a row") }
  }

  /// In blocks of any size the same messages; and mail in parts of any size the same headers.
  private func inventory(_ bytes: [UInt8]) {
    if let format = try? recogniseInventory(bytes, isWhole: true) {
      let whole = read(bytes, format, part: .max)
      let parts = read(bytes, format, part: 1_024)
      if whole.rows.map(\.row) != parts.rows.map(\.row) || whole.exceptions != parts.exceptions {
        stop("rows differ: \(whole.exceptions) and \(parts.exceptions)")
      }
      for row in whole.rows where whole.text(row.message).isEmpty { stop("no message") }
    }
    var whole = MboxSplitter(isMbox: true)
    whole.add(bytes[...])
    whole.finish()
    var parts = MboxSplitter(isMbox: true)
    for start in stride(from: 0, to: bytes.count, by: 7) { parts.add(bytes[start...].prefix(7)) }
    parts.finish()
    let places = whole.messages.map { [$0.offset, $0.bytes] }
    if places != parts.messages.map({ [$0.offset, $0.bytes] }) { stop("messages \(places)") }
    for place in places where place[0] + place[1] > Int64(bytes.count) { stop("behind the end") }
  }

  private func read(_ bytes: [UInt8], _ format: InventoryFormat, part: Int) -> MessageInventory {
    do {
      return try readInventory(
        fixtureSource(bytes, part: part), format, ExportOrigin(),
        blockBytes: 16 + min(part, bytes.count))
    } catch {
      stop("not read: \(error)")
    }
  }

  // MARK: - Exports

  /// Everything that a walk says of an export.
  private struct Reading: Equatable {
    struct Row: Equatable {
      var source: SourcePosition
      var marks: UInt16 = 0
      var items = 0
      var reason: RejectReason?
    }

    /// By place: each thread fills batches of its own.
    var records: [Row] = []
    var rejects: [Row] = []
    var items = 0
    var ledger: FileLedger?
  }

  private func read(
    _ bytes: [UInt8], _ format: ExportFormat, part: Int, block: Int, threads: Int,
    longestRow: Int = 64 << 20
  ) -> Reading {
    var reading = Reading()
    reading.ledger = try? walkEvidence(
      fixtureSource(bytes, part: part), format: format, evidence: 1, threads: threads,
      blockBytes: block, longestRow: longestRow
    ) { batch in
      reading.records += batch.records.map {
        Reading.Row(source: $0.source, marks: $0.marks.rawValue, items: Int($0.itemCount))
      }
      reading.rejects += batch.rejects.map { Reading.Row(source: $0.source, reason: $0.reason) }
      reading.items += batch.items.count
    }
    reading.records.sort { $0.source < $1.source }
    reading.rejects.sort { $0.source < $1.source }
    return reading
  }

  /// The same in any parts and on any number of threads; sums reconcile; places are in the file.
  private func walk(_ bytes: [UInt8], _ format: ExportFormat) {
    for longestRow in [64 << 20, 150] { walk(bytes, format, longestRow) }
  }

  private func walk(_ bytes: [UInt8], _ format: ExportFormat, _ longestRow: Int) {
    let whole = read(
      bytes, format, part: .max, block: 16 + bytes.count * 2, threads: 1, longestRow: longestRow)
    guard let ledger = whole.ledger else { stop("the walk threw") }
    check(ledger.rows == ledger.records + ledger.rejected, "the ledger does not reconcile")
    check(ledger.records == Int64(whole.records.count), "records are missing")
    check(ledger.rejected == Int64(whole.rejects.count), "rejects are missing")
    for source in (whole.records + whole.rejects).map(\.source) {
      check(
        source.offset >= 0 && source.length >= 0
          && source.offset + source.length <= Int64(bytes.count), "a place is outside the file")
    }
    // The cuts follow from the input, so that a finding can be repeated.
    var random = FixtureRandom(seed: hashOfBytes(bytes.span.bytes))
    for threads in [1, 2, 3] {
      let cut = read(
        bytes, format, part: 1 + random.below(bytes.count + 1),
        block: 16 + random.below(bytes.count + 1), threads: threads, longestRow: longestRow)
      check(
        cut == whole,
        "\(threads) threads and other cuts give another reading:\n\(cut)\nthan\n\(whole)")
    }
  }

  // MARK: - JSON

  /// The bytes as the AuditData of one row.
  private func scanner(_ bytes: [UInt8]) {
    let blanks = bytes.prefix { $0 == 0x20 || $0 == 9 || $0 == 10 || $0 == 13 }.count
    if blanks == bytes.count || bytes[blanks] != UInt8(ascii: "{") { return }
    var file = Array("Operations,CreationDate,AuditData\nSend,2025-01-01T00:00:00Z,\"".utf8)
    for byte in bytes { file += byte == 0x22 ? [byte, byte] : [byte] }
    file += Array("\"\n".utf8)
    // Letters beside zeros are UTF-16, and say something else.
    if utf8(file) != file { return }
    let reading = read(file, .purviewCSV, part: .max, block: 16 + file.count, threads: 1)
    let jsonFaults: Set<RejectReason> = [.truncatedJSON, .invalidJSON, .tooDeep]
    let refused = reading.rejects.contains { $0.reason.map(jsonFaults.contains) ?? false }
    check(reading.ledger?.rows == 1, "one row became \(reading.ledger?.rows ?? -1)")
    // Control characters behind a record are what a cell was padded with.
    let padding = bytes.reversed().prefix { $0 <= 0x20 }.count
    check(
      refused == ((try? PlainJSON.read(Array(bytes.dropLast(padding)))) == nil),
      "the scanner and a plain parser disagree")
  }

  private func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    guard var source = try? UTF8Source(fixtureSource(bytes), blockBytes: 16 + bytes.count) else {
      return nil
    }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 + bytes.count)
    while let count = try? source.read(into: &buffer, from: 0), count > 0 {
      text += buffer[..<count]
    }
    return text
  }

  // MARK: - Archives

  private func gzip(_ bytes: [UInt8]) {
    let source = fixtureSource(bytes, part: 1 + bytes.count / 3)
    guard let reader = try? GzipReader(source, blockBytes: 1 + bytes.count) else { return }
    var buffer = [UInt8](repeating: 0, count: 4_096)
    var made = 0
    while made < 1 << 22, let count = try? reader.read(into: &buffer, from: 0), count > 0 {
      made += count
    }
  }

  private func zip(_ bytes: [UInt8]) {
    let read = archiveBytes(bytes)
    guard let directory = try? ZIPDirectory(size: UInt64(bytes.count), read: read) else { return }
    for entry in directory.entries.prefix(16) {
      guard let member = try? ZIPMember(entry, read: read) else { continue }
      var made = 0
      while made < 1 << 22, let part = try? member.next(), !part.isEmpty { made += part.count }
    }
  }

  private func tar(_ bytes: [UInt8]) {
    let reader = TarReader(fixtureSource(bytes, part: 1 + bytes.count / 3))
    var count = 0
    while count < 64, let member = (try? reader.next()) ?? nil {
      var made = 0
      let content = reader.content
      while let part = try? content.next(), !part.isEmpty { made += part.count }
      check(made <= Int(clamping: member.bytes), "a member has more bytes than it says")
      count += 1
    }
  }

  /// The bytes as the sheet, and as the texts of its cells.
  private func workbook(_ bytes: [UInt8]) {
    let fixture = WorkbookFixture("s", texts: [["a", "b"]])
    for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"] {
      let members = fixture.members.map { ($0.name, $0.name == part ? bytes : $0.bytes) }
      guard let archive = try? zipped(members), let book = try? open(archive),
        let table = try? book.table(book.sheets[0])
      else { continue }
      var made = 0
      while made < 1 << 24, let next = try? table.next(), !next.isEmpty { made += next.count }
    }
  }

  private func open(_ archive: [UInt8]) throws -> Workbook {
    try Workbook(
      try ZIPDirectory(size: UInt64(archive.count), read: archiveBytes(archive)))
  }

  /// The sentence is made only where it is needed: it is long.
  func check(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { stop(what()) }
  }

  func stop(_ what: String) -> Never {
    // A release build does not print what a precondition says.
    try? StandardStream.error.write(Array("\(rawValue): \(what)\n".utf8))
    preconditionFailure("\(rawValue): \(what)")
  }
}
