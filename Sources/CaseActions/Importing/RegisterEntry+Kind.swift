import CaseImport
import CaseModel
import CasePipeline
import Files

extension RegisterEntry {
  /// An archive: its members are evidence of their own, and it holds no records itself.
  var isArchive: Bool { ArchiveKind(rawValue: format) != nil }

  /// How auditing was set: it holds no records either.
  var isConfiguration: Bool { format == auditConfigurationFormat }

  /// What a search asked for.
  var isQuery: Bool { format == statedQueryFormat }

  /// An export of records, or what an older or newer casefile took for one.
  var holdsRecords: Bool {
    !isArchive && !isConfiguration && !isQuery && !isTally && inventoryFormat == nil
  }

  /// What external evidence adds up to.
  var isTally: Bool { format == tallyFormat }

  /// A list of messages; `nil` for other evidence.
  var inventoryFormat: InventoryFormat? { InventoryFormat(rawValue: format) }
}

/// The register's format of a tally.
let tallyFormat = "tally"

extension [RegisterEntry] {
  /// The audit configurations among the evidence.
  ///
  /// - Parameter open: the stored file of an entry.
  func configurations(
    _ open: (RegisterEntry) throws -> ByteStream
  ) throws -> [AuditConfiguration] {
    try filter(\.isConfiguration).map { entry in
      var configuration = try readAuditConfiguration(try open(entry))
      configuration.evidence = entry.evidence
      configuration.sha256 = entry.sha256
      configuration.collectedAt = entry.origin.collectedAt
      return configuration
    }
  }
}

extension [RegisterEntry] {
  /// The queries among the evidence.
  ///
  /// - Parameter open: the stored file of an entry.
  func queries(_ open: (RegisterEntry) throws -> ByteStream) throws -> [StatedQuery] {
    try filter(\.isQuery).flatMap { entry in
      try readStatedQueries(try open(entry)).map { query in
        var query = query
        query.evidence = entry.evidence
        query.exports = entry.exports
        return query
      }
    }
  }
}

/// Reads a file that states queries, logs among them: one of more than 16 MiB is another.
package func readStatedQueries(_ source: ByteStream) throws -> [StatedQuery] {
  let most = 16 << 20
  var bytes = [UInt8](repeating: 0, count: most + 1)
  var count = 0
  while count < bytes.count {
    let taken = try source.read(into: &bytes, from: count)
    if taken == 0 { break }
    count += taken
  }
  if count > most {
    throw NotAnExport(
      found: "a file of more than 16 MiB", hint: "casefile import CASE FILE (for records)")
  }
  return try QueryReader.read(Array(bytes.prefix(count)))
}

extension [RegisterEntry] {
  /// The message inventories among the evidence.
  ///
  /// - Parameter open: the stored file of an entry.
  func inventories(
    _ open: (RegisterEntry) throws -> ByteStream
  ) throws -> [MessageInventory] {
    try compactMap { entry in
      guard let format = entry.inventoryFormat else { return nil }
      var inventory = try readInventory(try open(entry), format, entry.origin)
      inventory.evidence = entry.evidence
      inventory.sha256 = entry.sha256
      inventory.format = entry.format
      inventory.collectedAt = entry.origin.collectedAt
      inventory.source =
        entry.origin.collectedTool ?? entry.origin.collectedCommand ?? entry.origin.sourceSystem
      inventory.reach = entry.origin.inventory
      return inventory
    }
  }
}

extension OpenCase {
  /// The evidence that holds records.
  var exports: [RegisterEntry] { register.filter(\.holdsRecords) }
}
