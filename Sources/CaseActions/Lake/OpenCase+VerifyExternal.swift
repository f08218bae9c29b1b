import Archiving
import CaseFindings
import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import CaseTally
import Files
import TextFormats

/// What became of a piece of external evidence whose bytes were to be hashed again.
package struct ExternalCheck: Sendable {
  package enum Outcome: Equatable, Sendable {
    case equal
    /// The hash that was found.
    case different(String)
    /// The bytes are those of the register, but not those that the tally was made of, from an offset
    /// on.
    case otherTally(offset: Int64)
    /// Its bytes cannot be unpacked.
    case damaged(String)
    /// This machine does not reach it, and no list states its hash.
    case unreached
  }

  package var entry: RegisterEntry
  package var outcome: Outcome

  /// For the log; `nil` where nothing was hashed.
  package var found: CustodyObject? {
    switch outcome {
    case .equal, .otherTally: CustodyObject(entry.custodyName, entry.sha256)
    case .different(let hash): CustodyObject(entry.custodyName, hash)
    case .damaged, .unreached: nil
    }
  }
}

extension OpenCase {
  /// Compares the hashes of external evidence with the register: of the bytes where the address is a
  /// file that this machine reaches, else as a list states them.
  ///
  /// - Parameter list: made now, of the same objects.
  package func checkExternal(_ list: ObjectList) throws -> [ExternalCheck] {
    let external = register.filter { $0.external != nil }
    let meter = surroundings.meter
    meter?.begin("hash what stays elsewhere", total: 0)
    defer { meter?.end() }
    let ranges = list.objects.isEmpty ? try tallyRanges() : [:]
    return try external.map { entry throws -> ExternalCheck in
      do {
        let own = ranges[entry.evidence] ?? []
        return ExternalCheck(entry: entry, outcome: try check(entry, list, own))
      } catch {
        guard let refusal = NotAnExport(archive: error) else { throw error }
        return ExternalCheck(entry: entry, outcome: .damaged(refusal.found))
      }
    }
  }

  /// Logs what was found of evidence that stays elsewhere.
  package mutating func logExternal(_ checks: [ExternalCheck], _ list: ObjectList) throws {
    let objects = checks.compactMap(\.found)
    if objects.isEmpty { return }
    let equal = checks.count { $0.outcome == .equal }
    try log(
      .externalVerified, objects,
      reason: "\(equal) of \(checks.count) equal"
        + (list.objects.isEmpty ? "" : "; hashes from a list"))
  }

  private func check(
    _ entry: RegisterEntry, _ list: ObjectList, _ ranges: [TallyRange]
  ) throws -> ExternalCheck.Outcome {
    guard let address = entry.external?.address else { return .unreached }
    if let object = list.objects[address] {
      // Of what is in a compressed object, a list may say nothing.
      let stated = entry.memberOf == nil ? object : list.members[address]
      guard let hash = stated?.sha256 else { return .unreached }
      return hash == entry.sha256 ? .equal : .different(hash)
    }
    for path in localPaths(address) where try targetFacts(path)?.kind == .file {
      let whole = try HeadedSource(path: path).stream
      let source = entry.memberOf == nil ? whole : try gunzip(whole)
      let (hash, other) = try hashRanges(source, ranges, surroundings.meter)
      if hash != entry.sha256 { return .different(hash) }
      return other.map { .otherTally(offset: $0.offset) } ?? .equal
    }
    return .unreached
  }

  /// By evidence number: what the newest tally of it was made of.
  private func tallyRanges() throws -> [Int: [TallyRange]] {
    var ranges: [Int: [TallyRange]] = [:]
    for entry in register.filter(\.isTally).reversed() {
      let tally = try readTallyFile(folder.evidenceFile(entry), followsLinks: false)
      let sources = tally.sources
      let pieces = register.filter {
        $0.holdsRecords && sources.contains($0.external?.address ?? "")
      }
      if pieces.allSatisfy({ ranges[$0.evidence] != nil }) { continue }
      let all = try tally.ranges(pieces.compactMap { TallyEvidence(external: $0) })
      for (evidence, own) in Dictionary(grouping: all, by: \.evidence)
      where ranges[evidence] == nil { ranges[evidence] = own }
    }
    return ranges
  }
}

/// Hashes bytes and the ranges of them that parts of a tally were made of, in one pass.
///
/// - Parameter ranges: in their order, one behind the other.
/// - Returns: the SHA-256 of all, and the first range that has other bytes.
private func hashRanges(
  _ source: ByteStream, _ ranges: [TallyRange], _ meter: WorkMeter?
) throws -> (sha256: String, other: TallyRange?) {
  var whole = SHA256()
  var part = SHA256()
  var block = [UInt8](repeating: 0, count: 1 << 20)
  var rest = ranges.filter { $0.length > 0 }[...]
  var place: Int64 = 0
  var other: TallyRange?
  func close(_ range: TallyRange) throws {
    var done = SHA256()
    swap(&done, &part)
    if hexadecimal(try done.finish()) != range.sha256, other == nil { other = range }
    rest = rest.dropFirst()
  }
  while case let count = try source.read(into: &block, from: 0), count > 0 {
    whole.update(block[..<count])
    meter?.add(count)
    var index = 0
    while index < count, let range = rest.first {
      let isBefore = place < range.offset
      let length = Int(min(Int64(count - index), (isBefore ? range.offset : range.end) - place))
      if !isBefore { part.update(block[index..<(index + length)]) }
      index += length
      place += Int64(length)
      if place == range.end { try close(range) }
    }
    place += Int64(count - index)
  }
  // A line end was put behind a last line that had none.
  if let range = rest.first, place == range.end - 1 {
    part.update([0x0A][...])
    try close(range)
  }
  return (hexadecimal(try whole.finish()), other ?? rest.first)
}

/// Where a file may lie that an engine names: `file:///lake/a%20b.json`, or a path.
func localPaths(_ address: String) -> [String] {
  if address.hasPrefix("/") { return [address] }
  guard address.hasPrefix("file:/") else { return [] }
  var path = address.dropFirst("file:".count)
  if path.hasPrefix("//") { path = path.dropFirst(2) }
  // Behind the slashes a host may stand.
  guard path.hasPrefix("/") else { return [] }
  let plain = String(path)
  return [plain, percentDecoded(plain)]
}

/// RFC 3986, section 2.1.
private func percentDecoded(_ text: String) -> String {
  var bytes: [UInt8] = []
  var rest = text.utf8[...]
  while let byte = rest.popFirst() {
    let digits = String(decoding: rest.prefix(2), as: UTF8.self)
    if byte == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy(\.isHexDigit),
      let value = UInt8(digits, radix: 16)
    {
      bytes.append(value)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
