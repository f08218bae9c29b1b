import CaseActions

/// What is imported, and what is known of it.
struct ImportOptions {
  var kind: EvidenceKind?
  /// A list of what stays elsewhere, for a tally.
  var objects: String?
  var origin = OriginOptions()

  static let options: [Option<Self>] =
    [
      .choice(
        "kind", \.kind,
        "what the files hold: audit records, how auditing was set, or a mailbox's messages"),
      .text(
        "objects", "LIST", \.objects,
        "for a tally: addresses and hashes of the evidence that stays elsewhere"),
    ] + OriginOptions.options.map { $0.inside(\.origin) }
}
