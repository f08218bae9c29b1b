import CaseActions
import CaseImport
import CasePipeline
import Files
import TestSupport
import Testing

/// Real samples that others made public: their counts, and no reject that this table does not have.
struct PublicDataTests {
  struct Sample: Sendable {
    var path: String
    /// `nil`: no export that this build reads.
    var counts: Counts?
  }

  struct Counts: Sendable, Equatable {
    var rows: Int64
    var mailAccess: Int64
    /// Different message ids.
    var ids: Int
    var rejected: Int64
  }

  static let samples: [Sample] = [
    sample("ddaptools/management_activity_array.json", 5, 2, 9),
    sample("plaso/microsoft_audit_log.jsonl", 4, 0, 0),
    sample("purview-parser-sample/sample_purview_audit_log.csv", 14, 4, 11),
    sample("techjollof/TestFormated.csv", 4, 0, 0),
    sample(
      "det-eng-samples/t1098.002_Mail Account Delegation full access permissions.csv", 1, 0, 0),
    sample("det-eng-samples/t1114_Set-Mailbox-ForwardSMTPAddress.csv", 1, 0, 0),
    sample("det-eng-samples/t1562-Set-MailboxAuditBypassAssociation.json", 1, 0, 0),
    sample("det-eng-samples/t1562-UnifiedAuditlogIngestion-Stopped.json", 1, 0, 0),
    sample("det-eng-samples/t1562.001_Set-Mailbox-AuditLogAgeLimitoZero.csv", 1, 0, 0),
    sample("det-eng-samples/t1562.008_Advanced Auditing policy removed from a user.csv", 1, 0, 0),
    sample("det-eng-samples/t1562.008_Disable UAL ingestion.csv", 1, 0, 0),
    sample("det-eng-samples/t1562.008_Set-MailboxAuditBypassAssociation.csv", 1, 0, 0),
    sample("det-eng-samples/t1562_Set-Mailbox-AuditLogAgeLimitoZero.json", 1, 0, 0),
    sample("det-eng-samples/t1564.008_New inbox rule to delete email.csv", 1, 0, 0),
    sample(
      "det-eng-samples/t1564.008_Update existing mailbox rule using Set-InboxRule.csv", 1, 0, 0),
    sample("det-eng-samples/t1564.008_rule_mark_as_read_move.json", 1, 0, 0),
    sample("otrf/OfficeActivityEvents.json", 1, 1, 6),
    sample("sentinel-training-lab/office_activity.csv", 266, 3, 13),
    sample("sentinel-training-lab/office_activity_inbox_rule.csv", 2, 0, 0),
    // Beside the samples: licences, and the tests of Mustache.
    Sample(path: "det-eng-samples/LICENSE"),
  ]

  static func sample(_ path: String, _ rows: Int64, _ mailAccess: Int64, _ ids: Int) -> Sample {
    Sample(
      path: path, counts: Counts(rows: rows, mailAccess: mailAccess, ids: ids, rejected: 0))
  }

  @Test(
    .enabled(if: PublicData.isPresent, Comment(rawValue: PublicData.absence)), arguments: samples)
  func countsAreThoseOfTheTable(_ sample: Sample) throws {
    let path = "\(PublicData.folder)/\(sample.path)"
    guard let expected = sample.counts else {
      #expect(throws: NotAnExport.self) { try recogniseFile(path) }
      return
    }
    var ids: Set<[UInt8]> = []
    var rejected: Int64 = 0
    let ledger = try walkFile(path, format: try recogniseFile(path), evidence: 1) { batch in
      for item in batch.items where item.kind == .message {
        ids.insert(Array(batch.messages.bytes(item.message)))
      }
      rejected += Int64(batch.rejects.count)
    }
    #expect(ledger.rows == ledger.records + ledger.rejected)
    let found = Counts(
      rows: ledger.rows, mailAccess: ledger.mailAccess, ids: ids.count, rejected: rejected)
    #expect(found == expected, "\(sample.path)")
  }

  @Test(.enabled(if: PublicData.isPresent, Comment(rawValue: PublicData.absence)))
  func everyFileIsInTheTable() throws {
    func files(_ folder: String, _ prefix: String) throws -> [String] {
      try folderEntries(folder).flatMap { name in
        try targetFacts("\(folder)/\(name)")?.kind == .folder
          ? files("\(folder)/\(name)", "\(prefix)\(name)/") : ["\(prefix)\(name)"]
      }
    }
    let present = try files(PublicData.folder, "").filter { !$0.hasPrefix("mustache-spec/") }
    #expect(present.sorted() == PublicDataTests.samples.map(\.path).sorted())
  }
}
