/// A file inside an archive of the evidence that was not read: the archive holds it, and nothing else says
/// what is in it (R22).
package struct NotReadMember: Equatable, Sendable {
  /// In the archive; of an archive in it, with that one's name before it.
  package var name: EvidenceText
  /// What it is, in English, as the import said it.
  package var found: String
  /// It may hold records of access: nobody could look inside, or it names mail access.
  package var mayHoldRecords: Bool

  package init(name: EvidenceText, found: String, mayHoldRecords: Bool) {
    self.name = name
    self.found = found
    self.mayHoldRecords = mayHoldRecords
  }

  /// What stands for all that may be in an archive whose import kept no account of it.
  package static func unknown(in archive: EvidenceText) -> NotReadMember {
    NotReadMember(
      name: archive, found: "files of which the import kept no account, if there are any",
      mayHoldRecords: true)
  }
}

/// Those of one archive.
package struct NotReadArchive: Equatable, Sendable {
  package var evidence: Int
  package var members: [NotReadMember]

  package init(evidence: Int, members: [NotReadMember]) {
    self.evidence = evidence
    self.members = members
  }

  /// How many may hold records.
  package var count: Int { members.count(where: \.mayHoldRecords) }
}
