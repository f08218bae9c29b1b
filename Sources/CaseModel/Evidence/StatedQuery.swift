/// A query behind exports, as the service or a collector wrote it down (R23): evidence of its own.
package struct StatedQuery: Equatable, Sendable {
  /// Of the file that states it; 0 before it is registered.
  package var evidence = 0
  /// The service's, in lower case; empty where none is stated.
  package var id = ""
  package var query = ExportQuery()
  /// As written: `succeeded`, `running` …; `nil`: not stated.
  package var status: String?
  /// The service's own word that the query found more than it returns.
  package var isLimitExceeded: Bool?
  /// Numbers of the exports that somebody says it belongs to.
  package var exports: [Int] = []

  package init() {}

  /// It ended, or nobody says that it did not.
  package var isFinished: Bool {
    guard let status else { return true }
    return ["succeeded", "completed"].contains(status.lowercased())
  }

  /// Of a file whose pages name its id, or that it was said to belong to.
  package func belongs(to file: EvidenceFacts, _ ledger: FileLedger) -> Bool {
    if exports.contains(file.evidence) { return true }
    if let archive = file.memberOf, exports.contains(archive) { return true }
    return !id.isEmpty && ledger.pages.keys.contains { $0.query == id }
  }
}

extension ExportQuery {
  /// What both say: the time that both cover, and the filters of either. What one does not state, the
  /// other says.
  package func narrowed(by other: ExportQuery) -> ExportQuery {
    func both(_ first: [String]?, _ second: [String]?) -> [String]? {
      guard let first, let second else { return first ?? second }
      return first.isEmpty ? second : first
    }
    var result = self
    result.from = [from, other.from].compactMap { $0 }.max()
    result.to = [to, other.to].compactMap { $0 }.min()
    result.operations = both(operations, other.operations)
    result.users = both(users, other.users)
    result.mailboxes = both(mailboxes, other.mailboxes)
    result.addresses = both(addresses, other.addresses)
    let texts = [freeText, other.freeText].compactMap { $0 }
    result.freeText = texts.first { !$0.isEmpty } ?? texts.first
    return result
  }

  /// The members that both state, and differently: by the names of a side file.
  package func differences(from other: ExportQuery) -> [String] {
    func differ(_ first: [String]?, _ second: [String]?) -> Bool {
      guard let first, let second else { return false }
      return Set(first.map { $0.lowercased() }) != Set(second.map { $0.lowercased() })
    }
    func differ<Value: Equatable>(_ first: Value?, _ second: Value?) -> Bool {
      first != nil && second != nil && first != second
    }
    let members = [
      ("from", differ(from, other.from)), ("to", differ(to, other.to)),
      ("operations", differ(operations, other.operations)), ("users", differ(users, other.users)),
      ("mailboxes", differ(mailboxes, other.mailboxes)),
      ("addresses", differ(addresses, other.addresses)),
      ("freeText", differ(freeText, other.freeText)),
    ]
    return members.filter(\.1).map(\.0)
  }
}
