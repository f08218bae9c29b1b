import CaseModel
import TextFormats

/// A range of a source that was read, and how its rows reconcile.
package struct TallyPart: Hashable, Sendable {
  /// What the case calls the source, or its address.
  package var source: String
  /// Bytes from the start of the source.
  package var offset: Int64
  /// Bytes that were read.
  package var length: Int64
  /// A split of lines as Hadoop makes them: it begins with the first line that begins behind
  /// `offset`, and ends with the last one that begins before the next split. Where lines end is only
  /// known when all splits are there.
  package var isSplit: Bool
  /// Of the bytes that were read, lower-case hexadecimal.
  package var sha256: String
  /// What it was read as; empty where it holds nothing.
  package var format: String
  /// Its evidence is 0: the case numbers it.
  package var ledger: FileLedger

  package init(
    source: String, offset: Int64, length: Int64, isSplit: Bool = false, sha256: String,
    format: String, ledger: FileLedger
  ) {
    self.source = source
    self.offset = offset
    self.length = length
    self.isSplit = isSplit
    self.sha256 = sha256
    self.format = format
    self.ledger = ledger
    self.ledger.evidence = 0
    self.ledger.formats = []
  }

  static func precedes(_ left: TallyPart, _ right: TallyPart) -> Bool {
    if left.source != right.source { return naturallyPrecedes(left.source, right.source) }
    return (left.offset, left.length) < (right.offset, right.length)
  }
}

/// What the case says of a piece of evidence that may have been read elsewhere.
package struct TallyEvidence: Sendable {
  /// `E001`.
  package var name: String
  /// As it was received; counts where no other has it.
  package var originalName: String
  package var number: Int
  package var bytes: Int64
  package var format: String
  /// Those that are read as it is: a part does not show which of them all of it is.
  package var readAlike: Set<String> = []
  /// Lower-case hexadecimal; empty where it is not known.
  package var sha256 = ""
  /// A byte-order mark of UTF-8, which Spark takes away.
  package var beginsWithMark = false
  /// Its last line is not ended; Spark's lines all are.
  package var endsOpen = false

  package init(name: String, originalName: String, number: Int, bytes: Int64, format: String) {
    self.name = name
    self.originalName = originalName
    self.number = number
    self.bytes = bytes
    self.format = format
  }

  static func bySource(_ evidence: [TallyEvidence]) -> [String: TallyEvidence] {
    var known: [String: TallyEvidence] = [:]
    let originals = Dictionary(grouping: evidence, by: \.originalName)
    for (name, same) in originals where same.count == 1 { known[name] = same[0] }
    for piece in evidence { known[piece.name] = piece }
    return known
  }
}

/// Bytes of a piece of evidence that a part of a tally was made of.
package struct TallyRange: Equatable, Sendable {
  /// Number of the piece.
  package var evidence: Int
  package var offset: Int64
  /// One more than the piece holds, where a line end was put behind its last line.
  package var length: Int64
  package var sha256: String

  package var end: Int64 { offset + length }
}

/// Where parts stand in the evidence.
struct PartLayout {
  struct Place {
    var evidence: Int32
    /// Rows and bytes of the source that stand before the part.
    var row: Int64
    var offset: Int64
  }

  private(set) var ranges: [TallyRange] = []
  /// By part.
  private(set) var places: [Place] = []
  private(set) var evidence: Set<Int> = []

  /// - Parameter parts: in their order.
  init(_ parts: [TallyPart], _ known: [String: TallyEvidence]) throws(TallyProblem) {
    var last: (source: String, number: Int)?
    var index = 0
    while index < parts.count {
      let source = parts[index].source
      let run = parts[index...].prefix { $0.source == source }
      let name = source.split(separator: "/").last.map(String.init) ?? source
      guard let piece = known[source] ?? known[name] else { throw .unknownSource(source) }
      if let last, last.number >= piece.number { throw .otherOrder(last.source, source) }
      last = (source, piece.number)
      evidence.insert(piece.number)
      try add(run, piece)
      index = run.endIndex
    }
  }

  /// The parts of a source, which must hold each of its bytes.
  private mutating func add(
    _ parts: ArraySlice<TallyPart>, _ piece: TallyEvidence
  ) throws(TallyProblem) {
    let formats = piece.readAlike.union([piece.format])
    for part in parts where !formats.contains(part.format) && part.length > 0 {
      throw .otherFormat(source: part.source, part.format, piece.format)
    }
    let total = parts.map(\.length).reduce(0, +)
    let isSplit = parts.contains { $0.isSplit }
    let ends = isSplit && piece.endsOpen ? [piece.bytes, piece.bytes + 1] : [piece.bytes]
    let isWithoutMark = isSplit && piece.beginsWithMark && ends.contains(total + 3)
    var place: Int64 = isWithoutMark ? 3 : 0
    var row: Int64 = 0
    for part in parts {
      let isAtPlace = part.isSplit ? part.offset <= place : part.offset == place
      if !isAtPlace { throw .gap(source: part.source, from: place, to: part.offset) }
      places.append(Place(evidence: Int32(piece.number), row: row, offset: place))
      ranges.append(
        TallyRange(
          evidence: piece.number, offset: place, length: part.length, sha256: part.sha256))
      row += part.ledger.rows
      place += part.length
    }
    if let only = parts.first, parts.count == 1, only.length == piece.bytes, !piece.sha256.isEmpty,
      only.sha256 != piece.sha256
    {
      throw .otherBytes(source: only.source, only.sha256, piece.sha256)
    }
    if !ends.contains(place) {
      throw .gap(source: parts.first?.source ?? "", from: place, to: piece.bytes)
    }
  }
}
