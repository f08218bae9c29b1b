import CaseModel

/// Where an archive came from: a file that was given, or a member of another archive.
struct ArchivePlace {
  var name: EvidenceText
  /// The path that was given, and the names of the archives on the way.
  var shown: EvidenceText
  /// Number of the archive that it is a member of.
  var memberOf: Int?
  /// Archives around it.
  var depth = 0

  /// What is at most read: an archive in an archive.
  static let deepest = 1

  init(name: EvidenceText, shown: EvidenceText) {
    self.name = name
    self.shown = shown
  }

  /// `a.zip » inner.zip » audit.csv`.
  func shown(_ member: EvidenceText) -> EvidenceText {
    EvidenceText(bytes: shown.bytes + Array(" » ".utf8) + member.bytes)
  }

  /// Of an archive that is a member of this one.
  ///
  /// - Parameter evidence: number of this archive.
  func inner(_ member: EvidenceText, of evidence: Int? = nil) -> ArchivePlace {
    var place = ArchivePlace(name: member, shown: shown(member))
    place.memberOf = evidence
    place.depth = depth + 1
    return place
  }

  /// A workbook is a document, wherever an export may stand; any other archive is one only so deep.
  func takes(_ kind: ArchiveKind) -> Bool {
    kind == .workbook ? depth <= ArchivePlace.deepest + 1 : depth <= ArchivePlace.deepest
  }
}
