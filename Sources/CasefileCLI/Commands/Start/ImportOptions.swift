import CaseActions

/// What is imported, and what is known of it.
struct ImportOptions {
  var kind: EvidenceKind?
  /// A list of what stays elsewhere, for a tally.
  var objects: String?
  /// Names of the evidence that a query was asked for.
  var exports: [String] = []
  var origin = OriginOptions()

  static let options: [Option<Self>] =
    [
      .choice(
        "kind", \.kind,
        "what the files hold: records, how auditing was set, a mailbox's messages, a query"),
      .text(
        "objects", "LIST", \.objects,
        "for a tally: addresses and hashes of the evidence that stays elsewhere"),
      .texts("for", "E001", \.exports, "for a query: evidence that it was asked for"),
    ] + OriginOptions.options.map { $0.inside(\.origin) }
}
