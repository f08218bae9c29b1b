import CaseModel

/// The pages of the searches in Graph, over all files of the evidence (R18).
///
/// A page does not say its own address, so a next page is not found by name: of as many pages of one
/// query as name a next one, one is missing. A middle page that is missing shows in the count alone.
struct PageChains {
  private struct Chain {
    var pages = 0
    var nextLinks = 0
    /// Rows of the files that hold its pages.
    var rows: Int64 = 0
    var counts: Set<Int64> = []
    /// Every file states as many records as it has.
    var countsOwnRows = true
  }

  private var chains: [String: Chain] = [:]

  init(_ files: [FileCompleteness]) {
    for file in files {
      var stated: [String: Int64] = [:]
      for (page, count) in file.ledger.pages {
        chains[page.query, default: Chain()].pages += count
        if !page.nextLink.isEmpty { chains[page.query]?.nextLinks += count }
        if let records = page.count {
          chains[page.query]?.counts.insert(records)
          stated[page.query, default: 0] += records * Int64(count)
        }
      }
      for query in Set(file.ledger.pages.keys.map(\.query)) {
        chains[query]?.rows += file.ledger.rows
        if stated[query] != file.ledger.rows { chains[query]?.countsOwnRows = false }
      }
    }
  }

  /// Of a file that holds pages.
  func signs(_ ledger: FileLedger) -> [Sign] {
    var signs: [Sign] = []
    for query in Set(ledger.pages.keys.map(\.query)).sorted() {
      guard let chain = chains[query] else { continue }
      if chain.nextLinks >= chain.pages {
        signs.append(
          Sign(
            .nextPageMissing,
            Statement(
              "\(chain.nextLinks) of \(chain.pages) page(s) of the query name a next page, so a page is not"
                + " here")))
      }
      if let count = chain.counts.max(), !chain.countsOwnRows, !isWhole(chain, count) {
        signs.append(
          Sign(
            .countMismatch,
            Statement(
              "the query has \(count) records, as the service states it; \(chain.rows) are here")))
      }
    }
    return signs
  }

  /// As many rows as the service counts, or all of them several times.
  private func isWhole(_ chain: Chain, _ count: Int64) -> Bool {
    count == 0 ? chain.rows == 0 : chain.rows >= count && chain.rows % count == 0
  }
}
