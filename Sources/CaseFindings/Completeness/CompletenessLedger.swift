import CaseModel
import CaseTally

/// The ledger of every file and the signs of a cut or narrow export (R18).
struct CompletenessLedger {
  private(set) var files: [FileCompleteness] = []
  private var position: [Int: Int] = [:]
  /// Most records are of the same file as the one before.
  private var last = (evidence: -1, index: 0)
  /// By file: records whose OperationCount is not the number of items; records with lost lists.
  private var countMismatches: [Int] = []
  private var flattened: [Int] = []
  private var owners: [Bool] = []

  private static let roundCounts: Set<Int64> = [
    100, 1_000, 2_000, 5_000, 10_000, 50_000, 1_000_000,
  ]

  /// By file: the queries that the evidence states of it, and what was told otherwise.
  private(set) var queries: [QueryOfFile] = []

  init(
    _ facts: [EvidenceFacts], _ ledgers: [Int: FileLedger], _ stated: [StatedQuery] = []
  ) {
    for file in facts.sorted(by: { $0.evidence < $1.evidence }) {
      position[file.evidence] = files.count
      let ledger = ledgers[file.evidence] ?? FileLedger(evidence: file.evidence)
      let query = QueryOfFile(file, ledger, stated)
      queries.append(query)
      var file = file
      file.query = query.query
      files.append(FileCompleteness(facts: file, ledger: ledger))
    }
    countMismatches = [Int](repeating: 0, count: files.count)
    flattened = countMismatches
    owners = [Bool](repeating: true, count: files.count)
  }

  /// An id whose copies say different things, once.
  mutating func addConflict(evidence: Int) {
    if let index = position[evidence] { files[index].conflicts += 1 }
  }

  mutating func add(_ counted: CountedRecords, evidence: Int) {
    if last.evidence != evidence {
      guard let known = position[evidence] else { return }
      last = (evidence, known)
    }
    let index = last.index
    files[index].unique += Int(counted.unique)
    files[index].otherOperations += Int(counted.otherOperations)
    files[index].uniqueMailAccess += Int(counted.mailAccess)
    flattened[index] += Int(counted.flattened)
    countMismatches[index] += Int(counted.countMismatches)
    if counted.byOthers > 0 { owners[index] = false }
  }

  mutating func finish(_ overlaps: ExportOverlaps) throws(FindingsProblem) {
    let chains = PageChains(files)
    for index in files.indices {
      files[index].duplicates = files[index].ledger.records - Int64(files[index].unique)
      if !files[index].reconciles {
        throw .ledgerDoesNotReconcile(evidence: files[index].facts.evidence)
      }
      files[index].signs =
        signs(index) + chains.signs(files[index].ledger) + queries[index].signs
        + overlaps.signs(files[index].facts.evidence)
    }
  }

  private func signs(_ index: Int) -> [Sign] {
    searchSigns(files[index].ledger) + lossSigns(index) + querySigns(index)
  }

  /// A search that did not hand out all that it found.
  private func searchSigns(_ ledger: FileLedger) -> [Sign] {
    var signs: [Sign] = []
    if CompletenessLedger.roundCounts.contains(ledger.rows) {
      signs.append(
        Sign(
          .roundCount,
          Statement("exactly \(ledger.rows) records: a limit may have cut the export")))
    }
    for (count, run) in ledger.results.sorted(by: { $0.key < $1.key }) {
      if run.more > 0, run.noMore == 0 {
        signs.append(
          Sign(
            .moreRecordsAvailable,
            Statement(
              "\(run.more) rows state that the search has more records, and none that it has not")))
      }
      // What was rejected is no gap, and ResultCount counts only where the service does not say more.
      let rows = run.rows + ledger.unindexedRejects
      let isCounted = run.more == 0 && run.noMore == 0
      guard count > 0, (isCounted && rows < count) || run.highestIndex > rows else { continue }
      signs.append(
        Sign(
          .resultIndexGap,
          Statement(
            "the search had \(count) results; \(run.rows) rows of it are here, the highest"
              + " ResultIndex is \(run.highestIndex)")))
    }
    if ledger.failedResults > 0 {
      signs.append(
        Sign(
          .resultFailed,
          Statement(
            "\(ledger.failedResults) rows with ResultIndex -1 or ResultCount 0: the search failed"))
      )
    }
    return signs
  }

  /// Records that lost something on their way.
  private func lossSigns(_ index: Int) -> [Sign] {
    let ledger = files[index].ledger
    var signs: [Sign] = []
    if countMismatches[index] > 0 {
      signs.append(
        Sign(
          .operationCountMismatch,
          Statement(
            "\(countMismatches[index]) records whose OperationCount is not the number of items")))
    }
    for (length, count) in ledger.cutLengths.sorted(by: { $0.key < $1.key }) {
      signs.append(
        Sign(
          .auditDataCut, Statement("\(count) rows whose AuditData ends near \(length) characters")))
    }
    if flattened[index] > 0 {
      signs.append(
        Sign(
          .flattenedLists,
          Statement("\(flattened[index]) records whose lists became System.Object[]")))
    }
    if ledger.unclosedLists > 0 {
      signs.append(
        Sign(.unclosedList, Statement("the JSON list is not closed where the file ends")))
    }
    if ledger.shortLastRows > 0 {
      signs.append(
        Sign(.lastRowShort, Statement("the last row has fewer fields than the header")))
    }
    return signs
  }

  /// A query that did not ask for everything.
  private func querySigns(_ index: Int) -> [Sign] {
    let query = files[index].facts.query
    var signs: [Sign] = []
    if files[index].uniqueMailAccess > 0, owners[index] {
      signs.append(
        Sign(
          .onlyOwner,
          Statement(
            "every mail access is by the owner: a query by user hides delegates and applications")))
    }
    if let users = query.users, !users.isEmpty {
      signs.append(
        Sign(.queryFilteredByUser, Statement("the query asked for \(users.count) user(s) only")))
    }
    if let addresses = query.addresses, !addresses.isEmpty {
      signs.append(
        Sign(
          .queryFilteredByAddress,
          Statement("the query asked for \(addresses.count) address(es) only")))
    }
    if let text = query.freeText, !text.isEmpty {
      signs.append(
        Sign(.queryFilteredByText, Statement("the query was filtered by the text '\(text)'")))
    }
    return signs
  }

  /// - Parameter reasons: signs of mailboxes, found elsewhere.
  func completeness(_ reasons: [Statement]) -> Completeness {
    var result = Completeness()
    result.files = files
    result.reasons = reasons
    let signed = files.filter { !$0.signs.isEmpty }.map { evidenceName($0.facts.evidence) }
    let unstated = files.filter { !$0.facts.query.isStated }.map { evidenceName($0.facts.evidence) }
    let rejected = files.filter { $0.ledger.rejected > 0 }
    if !signed.isEmpty {
      result.reasons.append(Statement("signs in \(signed.joined(separator: ", "))"))
    }
    for file in rejected {
      result.reasons.append(
        Statement(
          "\(file.ledger.rejected) row(s) of \(evidenceName(file.facts.evidence)) could not be read"
        ))
    }
    if !unstated.isEmpty {
      result.reasons.append(
        Statement("the query of \(unstated.joined(separator: ", ")) is not stated"))
    }
    if files.isEmpty { result.reasons.append(Statement("no evidence was imported")) }
    result.statement =
      !signed.isEmpty || !reasons.isEmpty || !rejected.isEmpty
      ? .signsFound : unstated.isEmpty && !files.isEmpty ? .noSignFound : .notAssessable
    return result
  }
}
