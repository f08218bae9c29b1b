/// What is told of an export and cannot be (R23).
package enum OriginFault: Error, Equatable, Sendable {
  /// The query ends before it begins, or where it begins.
  case reversed(from: UTCTime, to: UTCTime)
  /// - Parameter key: as a side file writes it: `collected.at`.
  case future(key: String, found: UTCTime, now: UTCTime)
}

extension ExportOrigin {
  /// - Parameter now: nothing that is told of an export can lie behind it.
  package func check(_ now: UTCTime) throws(OriginFault) {
    if let from = query.from, let to = query.to, to <= from { throw .reversed(from: from, to: to) }
    let times = [
      ("query.from", query.from), ("query.to", query.to), ("collected.at", collectedAt),
      ("receivedAt", receivedAt),
    ]
    for (key, time) in times {
      if let time, time > now { throw .future(key: key, found: time, now: now) }
    }
  }

  /// What another says counts; what it does not say stays.
  package func corrected(by other: ExportOrigin) -> ExportOrigin {
    var result = self
    result.sourceSystem = other.sourceSystem ?? sourceSystem
    result.tenant = other.tenant ?? tenant
    result.collectedAt = other.collectedAt ?? collectedAt
    result.collectedBy = other.collectedBy ?? collectedBy
    result.collectedTool = other.collectedTool ?? collectedTool
    result.collectedCommand = other.collectedCommand ?? collectedCommand
    result.receivedFrom = other.receivedFrom ?? receivedFrom
    result.receivedAt = other.receivedAt ?? receivedAt
    result.query.from = other.query.from ?? query.from
    result.query.to = other.query.to ?? query.to
    result.query.operations = other.query.operations ?? query.operations
    result.query.users = other.query.users ?? query.users
    result.query.mailboxes = other.query.mailboxes ?? query.mailboxes
    result.query.addresses = other.query.addresses ?? query.addresses
    result.query.freeText = other.query.freeText ?? query.freeText
    result.query.resultSize = other.query.resultSize ?? query.resultSize
    result.inventory.folder = other.inventory.folder ?? inventory.folder
    result.inventory.recoverableItems =
      other.inventory.recoverableItems ?? inventory.recoverableItems
    result.inventory.archive = other.inventory.archive ?? inventory.archive
    return result
  }

  /// What is said, by the names of a side file; `nil`: not stated.
  package var facts: [(key: String, value: String?)] {
    func list(_ names: [String]?) -> String? {
      names.map { $0.isEmpty ? "no filter" : $0.joined(separator: ", ") }
    }
    func answer(_ flag: Bool?) -> String? { flag.map { $0 ? "yes" : "no" } }
    return [
      ("sourceSystem", sourceSystem), ("tenant", tenant), ("collected.at", collectedAt?.iso),
      ("collected.by", collectedBy), ("collected.tool", collectedTool),
      ("collected.command", collectedCommand), ("query.from", query.from?.iso),
      ("query.to", query.to?.iso), ("query.operations", list(query.operations)),
      ("query.users", list(query.users)), ("query.mailboxes", list(query.mailboxes)),
      ("query.addresses", list(query.addresses)),
      ("query.freeText", query.freeText.map { $0.isEmpty ? "no filter" : $0 }),
      ("query.resultSize", query.resultSize.map { String($0) }),
      ("receivedFrom", receivedFrom), ("receivedAt", receivedAt?.iso),
      ("inventory.folder", inventory.folder), ("inventory.archive", answer(inventory.archive)),
      ("inventory.recoverableItems", answer(inventory.recoverableItems)),
    ]
  }
}
