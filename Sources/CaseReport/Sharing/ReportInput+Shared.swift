import CaseModel

extension ReportInput {
  /// What a report is made from: all of it, or a copy that may be shared.
  ///
  /// A copy is built from nothing: what is in it is listed here and in `SharedCopy`, and a field that
  /// nobody lists is not in it.
  var shared: ReportInput {
    if pseudonyms == nil, !withholdsReasons { return self }
    let copy = SharedCopy(withholdsNames: pseudonyms != nil)
    return ReportInput(
      findings: copy.findings(findings), document: copy.document(document),
      register: register.map(copy.entry), stateSeq: stateSeq, stateTime: stateTime, draft: draft,
      review: copy.review(review),
      adoption: adoption.map {
        Adoption(reason: Pseudonyms.withheld, time: $0.time, seq: $0.seq)
      }, custody: custody.map(copy.line), regimes: regimes, findingsSHA256: findingsSHA256,
      templates: templates, formats: formats, pseudonyms: pseudonyms,
      // Whoever makes the copy writes for whom it is.
      recipient: recipient, withholdsReasons: withholdsReasons, onlyMailboxes: onlyMailboxes,
      paper: paper, language: language)
  }
}
