import CaseModel
import TextFormats

/// A tally file: a line of JSON that says what it is, then numbers.
extension PartialTally {
  package func encoded() -> [UInt8] {
    var header = JSONWriter(compact: true)
    header.object { writer in
      writer.key("rules", rules)
      writer.key("schema", PartialTally.schema)
      writer.key("scopeSha256", scopeSHA256)
      if !extent.isPlain { writer.key("tally", extent.kind.rawValue) }
    }
    var writer = NumberWriter()
    writer.put(parts.count)
    for part in parts {
      writer.put(text: part.source)
      writer.put(signed: part.offset)
      writer.put(signed: part.length)
      writer.put(part.isSplit ? 1 : 0)
      writer.put(text: part.sha256)
      writer.put(text: part.format)
      PartialTally.put(part.ledger, into: &writer)
    }
    if !extent.isPlain { PartialTally.put(extent, into: &writer) }
    tally.encode(into: &writer)
    if extent.kind == .narrowed { tally.encodeElsewhere(into: &writer) }
    return header.finish() + writer.bytes
  }

  /// What the first bytes of a file promise.
  package static func isTally(_ head: [UInt8]) -> Bool {
    guard head.starts(with: Array("{\"rules\":".utf8)),
      let end = head.prefix(1 << 12).firstIndex(of: 0x0A),
      let header = try? JSONReader.read(Array(head[..<end]))
    else { return false }
    return header["schema"]?.text?.hasPrefix("casefile/tally/") ?? false
  }

  /// - Throws: `TallyDamage` for what no casefile wrote, and for what a newer one did.
  package init(decoding bytes: ArraySlice<UInt8>) throws(TallyDamage) {
    guard let end = bytes.prefix(1 << 12).firstIndex(of: 0x0A),
      let header = try? JSONReader.read(Array(bytes[..<end])),
      let schema = header["schema"]?.text, schema.hasPrefix("casefile/tally/")
    else { throw TallyDamage("it is not a casefile tally") }
    guard schema == PartialTally.schema, let rules = header["rules"]?.text,
      let scope = header["scopeSha256"]?.text
    else {
      throw TallyDamage("its format is \(schema), this casefile knows \(PartialTally.schema)")
    }
    var reader = NumberReader(bytes[(end + 1)...])
    var parts: [TallyPart] = []
    for _ in 0..<(try reader.count()) { parts.append(try PartialTally.part(from: &reader)) }
    // As many as no sum of their counts carries out of 64 bits.
    guard (1...1 << 20).contains(parts.count) else {
      throw TallyDamage("it has no part, or too many")
    }
    for (part, next) in zip(parts, parts.dropFirst()) where !TallyPart.precedes(part, next) {
      throw TallyDamage("its parts are out of order")
    }
    do {
      try PartialTally.check(parts)
    } catch {
      throw TallyDamage("its parts overlap")
    }
    var extent = TallyExtent()
    if let word = header["tally"]?.text {
      guard let kind = TallyExtent.Kind(rawValue: word) else {
        throw TallyDamage("it is '\(word)', which this casefile does not know")
      }
      extent = try PartialTally.extent(kind, from: &reader)
    }
    var tally = try Tally(decoding: &reader, sources: parts.count)
    if extent.kind == .narrowed {
      try tally.readElsewhere(sources: parts.count, from: &reader)
    }
    if !reader.isAtEnd { throw TallyDamage("something follows its end") }
    self.init(
      scopeSHA256: scope, rules: rules, extent: extent, parts: parts, tally: tally)
  }

  private static func part(from reader: inout NumberReader) throws(TallyDamage) -> TallyPart {
    let source = try reader.text()
    let (offset, length) = (try reader.position(), try reader.position())
    let isSplit = try reader.number(below: UInt8(2)) == 1
    let sha256 = try reader.text()
    let isHash =
      sha256.utf8.count == 64
      && sha256.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    if !isHash { throw TallyDamage("a part has no SHA-256") }
    return TallyPart(
      source: source, offset: offset, length: length, isSplit: isSplit, sha256: sha256,
      format: try reader.text(), ledger: try ledger(from: &reader))
  }

  private static func put(_ ledger: FileLedger, into writer: inout NumberWriter) {
    for count in ledgerCounts { writer.put(signed: ledger[keyPath: count]) }
    writer.put(ledger.unclosedLists)
    writer.put(ledger.first == nil ? 0 : 1)
    if let first = ledger.first { writer.put(signed: first.seconds) }
    if let last = ledger.last { writer.put(signed: last.seconds) }
    writer.put(ledger.results.count)
    for (count, run) in ledger.results.sorted(by: { $0.key < $1.key }) {
      writer.put(signed: count)
      writer.put(signed: run.rows)
      writer.put(signed: run.highestIndex)
      writer.put(signed: run.more)
      writer.put(signed: run.noMore)
    }
    put(ledger.pages, into: &writer)
    writer.put(ledger.cutLengths.count)
    for (length, count) in ledger.cutLengths.sorted(by: { $0.key < $1.key }) {
      writer.put(signed: length)
      writer.put(signed: count)
    }
  }

  private static func put(_ pages: [StatedPage: Int], into writer: inout NumberWriter) {
    writer.put(pages.count)
    let ordered = pages.sorted {
      ($0.key.context, $0.key.nextLink, $0.key.count ?? -1)
        < ($1.key.context, $1.key.nextLink, $1.key.count ?? -1)
    }
    for (page, count) in ordered {
      writer.put(text: page.context)
      writer.put(text: page.nextLink)
      writer.put(signed: page.count ?? -1)
      writer.put(count)
    }
  }

  private static func pages(
    from reader: inout NumberReader
  ) throws(TallyDamage) -> [StatedPage: Int] {
    var pages: [StatedPage: Int] = [:]
    for _ in 0..<(try reader.count()) {
      var page = StatedPage()
      page.context = try reader.text()
      page.nextLink = try reader.text()
      let count = try reader.signed()
      page.count = count < 0 ? nil : count
      pages[page] = try reader.number(below: Int(Int32.max))
    }
    return pages
  }

  private static func ledger(from reader: inout NumberReader) throws(TallyDamage) -> FileLedger {
    // The number of the evidence is that of the case, and comes later.
    var ledger = FileLedger(evidence: 0)
    for count in ledgerCounts {
      ledger[keyPath: count] = try reader.amount()
    }
    ledger.unclosedLists = try reader.number(below: Int(Int32.max))
    if try reader.number(below: UInt8(2)) == 1 {
      ledger.first = try reader.time()
      ledger.last = try reader.time()
    }
    for _ in 0..<(try reader.count()) {
      let count = try reader.signed()
      var run = ResultRun()
      run.rows = try reader.amount()
      run.highestIndex = try reader.signed()
      run.more = try reader.amount()
      run.noMore = try reader.amount()
      ledger.results[count] = run
    }
    ledger.pages = try pages(from: &reader)
    for _ in 0..<(try reader.count()) {
      let length = try reader.signed()
      ledger.cutLengths[length] = try reader.amount()
    }
    return ledger
  }

  private static let ledgerCounts: [WritableKeyPath<FileLedger, Int64> & Sendable] = [
    \.rows, \.records, \.mailAccess, \.rejected, \.failedResults, \.lossy, \.unread,
    \.shortLastRows, \.unindexedRejects,
  ]
}
