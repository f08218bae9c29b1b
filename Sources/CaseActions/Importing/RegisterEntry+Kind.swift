import CaseImport
import CaseModel
import CasePipeline
import Files

extension RegisterEntry {
  /// An archive: its members are evidence of their own, and it holds no records itself.
  var isArchive: Bool { ArchiveKind(rawValue: format) != nil }

  /// How auditing was set: it holds no records either.
  var isConfiguration: Bool { format == auditConfigurationFormat }

  /// An export of records, or what an older or newer casefile took for one.
  var holdsRecords: Bool {
    !isArchive && !isConfiguration && !isTally && inventoryFormat == nil
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
