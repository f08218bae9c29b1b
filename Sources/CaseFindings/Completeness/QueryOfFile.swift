import CaseModel

/// What is known of the query behind a file: what somebody told, and what the evidence states (R23).
struct QueryOfFile {
  /// The time and the filters that all of them leave.
  private(set) var query: ExportQuery
  /// What the evidence states otherwise than it was told.
  private(set) var differences: [Statement] = []
  private(set) var signs: [Sign] = []

  init(_ file: EvidenceFacts, _ ledger: FileLedger, _ stated: [StatedQuery]) {
    query = file.query
    for found in stated where found.belongs(to: file, ledger) {
      let names = file.query.differences(from: found.query)
      if !names.isEmpty {
        differences.append(
          Statement(
            "\(evidenceName(file.evidence)): what was told of its query and what"
              + " \(evidenceName(found.evidence)) states differ in \(names.joined(separator: ", ")); the"
              + " narrower of both counts"))
      }
      query = query.narrowed(by: found.query)
      if found.isLimitExceeded == true {
        signs.append(
          Sign(
            .recordLimitExceeded,
            Statement(
              "\(evidenceName(found.evidence)) states that the query exceeded the limit of records")
          ))
      }
      if !found.isFinished {
        signs.append(
          Sign(
            .queryNotFinished,
            Statement(
              "\(evidenceName(found.evidence)) states that the query had the status"
                + " '\(EvidenceText(found.status ?? "").visible)'")))
      }
    }
  }
}
