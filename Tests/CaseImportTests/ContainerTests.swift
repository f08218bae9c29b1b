import CaseFindings
import CaseImport
import CaseModel
import TestSupport
import Testing

/// The same 1,000 records with all quirks in every container: the same findings, the ledger apart.
struct ContainerTests {
  private static let records = QuirkyRecords(count: 1_000, seed: 41, haveIds: true)

  private static func findings(_ text: String) throws -> Findings {
    try findings(Array(text.utf8))
  }

  private static func findings(_ bytes: [UInt8]) throws -> Findings {
    try fixtureFindings([FixtureFile(bytes)], try attackerScope())
  }

  private static func csv(
    _ header: [String], _ delimiter: String = ",", _ row: (Int, String) -> [String]
  ) -> String {
    var text: [UInt8] = []
    func line(_ fields: [String]) {
      for (index, field) in fields.enumerated() {
        if index > 0 { text += delimiter.utf8 }
        text.append(0x22)
        for byte in field.utf8 {
          if byte == 0x22 { text.append(0x22) }
          text.append(byte)
        }
        text.append(0x22)
      }
      text += [0x0D, 0x0A]
    }
    line(header)
    for (index, json) in records.json.enumerated() { line(row(index, json)) }
    return String(decoding: text, as: UTF8.self)
  }

  private static let texts: [(name: String, text: @Sendable () -> String)] = [
    (
      "Search-UnifiedAuditLog, columns in another order",
      {
        csv(["AuditData", "Unknown", "Operations", "UserIds", "CreationDate"]) {
          [$1, "x\($0)", "MailItemsAccessed", "u", "3/2/2025 10:43:17 PM"]
        }
      }
    ),
    (
      "#TYPE line and semicolons",
      {
        "#TYPE Selected.System.Object\r\n"
          + csv(["RecordType", "UserIds", "AuditData"], ";") { ["ExchangeItem", "u\($0)", $1] }
      }
    ),
    ("tabs", { csv(["CreationDate", "AuditData"], "\t") { ["\($0)", $1] } }),
    (
      "AuditData over many lines",
      {
        csv(["AuditData", "Identity"]) {
          [$1.replacing(",\"OrganizationId\"", with: ",\r\n\r\n    \"OrganizationId\""), "\($0)"]
        }
      }
    ),
    (
      "NDJSON with a mark and CRLF",
      {
        "\u{FEFF}" + records.json.joined(separator: "\r\n") + "\r\n"
      }
    ),
    (
      "blobs one after the other",
      {
        stride(from: 0, to: 1_000, by: 100).map { start in
          "[" + records.json[start..<(start + 100)].joined(separator: ",") + "]"
        }.joined()
      }
    ),
    (
      "merged lists with commas between",
      {
        "[\n"
          + stride(from: 0, to: 1_000, by: 250).map { start in
            "[\n" + records.json[start..<(start + 250)].joined(separator: ",\n") + "\n]"
          }.joined(separator: ",\n") + "\n]"
      }
    ),
    (
      "Graph CSV with JSON over many lines",
      {
        csv(["id", "createdDateTime", "auditLogRecordType", "userPrincipalName", "auditData"]) {
          [
            "x\($0)", "2025-01-01T00:00:00Z", "x", "u",
            $1.replacing(",\"Id\"", with: ",\n  \"Id\""),
          ]
        }
      }
    ),
    (
      "ConvertTo-Json",
      {
        "["
          + records.json.map { "{\"UserIds\":\"u\",\"AuditData\":\(quoted($0))}" }.joined(
            separator: ",")
          + "]"
      }
    ),
    (
      "fields in JSON lines",
      {
        records.json.map { json in
          let members = fixtureFields(json).sorted { $0.key < $1.key }.map {
            "\(quoted($0)):\(quoted($1))"
          }
          return "{\(members.joined(separator: ","))}\n"
        }.joined()
      }
    ),
  ]

  /// What is expected of all that lose nothing, computed once.
  private static let plain = Result { try findings(FixtureExport.ndjson.plain(records.json)) }

  @Test(arguments: texts.map(\.name))
  func everyContainerGivesTheSameFindings(_ name: String) throws {
    let container = try #require(ContainerTests.texts.first { $0.name == name })
    let plain = try ContainerTests.plain.get()
    #expect(plain.totals.uniqueRecords > 850)
    #expect(plain.recordedIds.count > 300)
    try expect(try ContainerTests.findings(container.text()), plain)
  }

  /// Every format against all others; of what one loses, what is left (R17).
  @Test(arguments: FixtureExport.allCases)
  func everyExportGivesTheSameFindings(_ export: FixtureExport) throws {
    let json = ContainerTests.records.json
    let plain =
      FixtureExport.whole.contains(export)
      ? try ContainerTests.plain.get() : try ContainerTests.findings(export.plain(json))
    try expect(try ContainerTests.findings(export.bytes(json: json)), plain)
  }

  private func expect(_ found: Findings, _ plain: Findings) throws {
    #expect(found.totals.rows == 1_000)
    #expect(found.rejected.map(\.detail) == [])
    #expect(found.totals.uniqueRecords == plain.totals.uniqueRecords)
    let (bytes, expected) = (withoutLedger(found), withoutLedger(plain))
    if bytes != expected {
      let lines = zip(bytes.split(separator: 0x0A), expected.split(separator: 0x0A))
      let first = lines.first { $0 != $1 }.map {
        "\(String(decoding: $0, as: UTF8.self)) | \(String(decoding: $1, as: UTF8.self))"
      }
      Issue.record("first difference: \(first ?? "the length")")
    }
  }
}
