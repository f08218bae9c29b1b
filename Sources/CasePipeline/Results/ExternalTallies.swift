import CaseFindings
import CaseModel

/// What evidence adds up to that stays elsewhere: tallies, which are evidence of the case in place of
/// the bytes. A tally holds all that was read, whatever the scope was, so another scope needs no
/// other tally.
struct ExternalTallies {
  var register: [RegisterEntry]
  var rules: String
  /// The stored tally of an entry.
  var read: (RegisterEntry) throws -> PartialTally

  /// Adds each piece of external evidence once, of the newest tally that holds it.
  ///
  /// - Throws: `TallyProblem` where a piece is in no tally of these rules.
  func add(to tally: inout Tally) throws {
    let external = register.filter { $0.external != nil && $0.holdsRecords }
    var open = Set(external.map(\.evidence))
    var otherRules: String?
    for entry in register.filter(\.isTally).reversed() where !open.isEmpty {
      let partial = try read(entry)
      if partial.rules != rules {
        otherRules = partial.rules
        continue
      }
      let sources = partial.sources
      let pieces = external.filter { sources.contains($0.external?.address ?? "") }
      // A newer one has these already.
      if !pieces.allSatisfy({ open.contains($0.evidence) }) { continue }
      open.subtract(pieces.map(\.evidence))
      tally.merge(try partial.whole(pieces.compactMap { TallyEvidence(external: $0) }))
    }
    guard let missing = open.min() else { return }
    if let otherRules { throw TallyProblem.otherRules(rules, otherRules) }
    throw TallyProblem.missingSource(evidenceName(missing))
  }
}

extension TallyEvidence {
  /// `nil` for evidence that is here.
  init?(external entry: RegisterEntry) {
    guard let external = entry.external else { return nil }
    self.init(
      name: entry.name, originalName: external.address, number: entry.evidence,
      bytes: entry.bytes, format: entry.format)
    sha256 = entry.sha256
    beginsWithMark = external.beginsWithMark
    endsOpen = external.endsOpen
  }
}

extension OpenCase {
  /// The evidence as it adds up: read here, or elsewhere.
  func tally() throws -> Tally {
    if let merged = try mergeTallyFiles(tallies) {
      if merged.rules != surroundings.tool.rules {
        throw TallyProblem.otherRules(surroundings.tool.rules, merged.rules)
      }
      return try merged.whole(
        exports.map { entry in
          if let piece = TallyEvidence(external: entry) { return piece }
          var piece = try TallyEvidence(entry, folder.evidenceFile(entry))
          // Spark names the compressed object that it read.
          if let number = entry.memberOf,
            let archive = register.first(where: { $0.evidence == number }),
            archive.format == ArchiveKind.gzip.rawValue
          {
            piece.originalName = archive.originalName.string
          }
          return piece
        })
    }
    let place = folder
    var tally = try CasePipeline.tally(try inputs(), threads: surroundings.threads)
    try ExternalTallies(register: register, rules: surroundings.tool.rules) {
      try readTallyFile(place.evidenceFile($0))
    }.add(to: &tally)
    return tally
  }
}
