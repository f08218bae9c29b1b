import CaseFindings
import CaseModel
import CasePipeline
import CaseScope
import CaseTally

/// What evidence adds up to that stays elsewhere: tallies, which are evidence of the case in place of
/// the bytes. A tally of all records serves any scope; a narrowed one those that it was narrowed to,
/// and only alone, because it cannot tell what is a copy of a record that it counted.
struct ExternalTallies {
  var register: [RegisterEntry]
  var scope: Scope
  var rules: String
  /// The stored tally of an entry.
  var read: (RegisterEntry) throws -> PartialTally

  /// Adds each piece of external evidence once, of the newest tally that holds it.
  ///
  /// - Throws: `TallyProblem` where a piece is in no tally of these rules and this scope.
  func add(to tally: inout Tally) throws {
    let external = register.filter { $0.external != nil && $0.holdsRecords }
    var open = Set(external.map(\.evidence))
    var refusal: TallyProblem?
    for entry in register.filter(\.isTally).reversed() where !open.isEmpty {
      let partial = try read(entry)
      if partial.rules != rules {
        refusal = .otherRules(rules, partial.rules)
        continue
      }
      let sources = partial.sources
      let pieces = external.filter { sources.contains($0.external?.address ?? "") }
      // A newer one has these already.
      if !pieces.allSatisfy({ open.contains($0.evidence) }) { continue }
      if let problem = narrowedProblem(partial, Set(pieces.map(\.evidence))) {
        refusal = problem
        continue
      }
      open.subtract(pieces.map(\.evidence))
      tally.merge(try partial.whole(pieces.compactMap { TallyEvidence(external: $0) }))
    }
    guard let missing = open.min() else { return }
    if let refusal { throw refusal }
    throw TallyProblem.missingSource(evidenceName(missing))
  }

  /// Why a narrowed tally cannot be used; `nil` for any other.
  ///
  /// - Parameter pieces: numbers of the evidence that it is of.
  private func narrowedProblem(_ tally: PartialTally, _ pieces: Set<Int>) -> TallyProblem? {
    guard let narrowed = tally.extent.reach else { return nil }
    if let lacking = narrowed.lacks(reach(of: scope)) { return .narrowedAway(lacking) }
    let besides = register.first { $0.holdsRecords && !pieces.contains($0.evidence) }
    return besides.map { .narrowedBesides($0.name) }
  }
}

extension TallyEvidence {
  /// `nil` for evidence that is here.
  init?(external entry: RegisterEntry) {
    guard let external = entry.external else { return nil }
    self.init(
      name: entry.name, originalName: external.address, number: entry.evidence,
      bytes: entry.bytes, format: entry.format)
    readAlike = TallyEvidence.readAlike(entry.format)
    sha256 = entry.sha256
    beginsWithMark = external.beginsWithMark
    endsOpen = external.endsOpen
  }
}

extension OpenCase {
  /// The evidence as it adds up: read here, or elsewhere.
  func tally() throws -> Tally {
    if let merged = try mergeTallyFiles(settings.tallies) {
      if merged.rules != surroundings.tool.rules {
        throw TallyProblem.otherRules(surroundings.tool.rules, merged.rules)
      }
      if let lacking = merged.extent.reach?.lacks(reach(of: scope)) {
        throw TallyProblem.narrowedAway(lacking)
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
    try ExternalTallies(register: register, scope: scope, rules: surroundings.tool.rules) {
      try readTallyFile(place.evidenceFile($0), followsLinks: false)
    }.add(to: &tally)
    return tally
  }
}
