import CaseFindings
import CaseImport
import CaseModel
import TestSupport
import Testing

/// The same 1,000 records with all quirks in every container: the same findings, the ledger apart.
struct ContainerTests {
  private static let records = QuirkyRecords(count: 1_000, seed: 41, haveIds: true)
  private static let plain = Result { try findings(ndjson) }
  /// Containers that give the time a name of their own: it counts as the wrapper's (R4).
  private static let wrapped: Set = ["Sentinel CSV", "Search-MailboxAuditLog"]
  private static let plainWithWrapperTime = Result {
    try findings(ndjson.replacing("\"CreationTime\":", with: "\"TimeGenerated\":"))
  }
  private static var ndjson: String { records.json.map { $0 + "\n" }.joined() }

  private static func findings(_ text: String) throws -> Findings {
    try findings(Array(text.utf8))
  }

  private static func findings(_ bytes: [UInt8]) throws -> Findings {
    try fixtureFindings([FixtureFile(bytes)], try attackerScope())
  }

  private static func lines(_ wrap: (String) -> String) -> String {
    records.json.map { wrap($0) + "\n" }.joined()
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

  private static let texts: [(name: String, text: @Sendable () throws -> String)] = [
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
      "Purview, old header",
      {
        csv(["CreationDate", "UserIds", "Operations", "AuditData"]) { ["2025", "u\($0)", "x", $1] }
      }
    ),
    (
      "Purview, new header",
      {
        csv(["RecordId", "CreationDate", "RecordType", "Operation", "UserId", "AuditData"]) {
          ["\($0)", "2025-01-01T00:00:00Z", "50", "x", "u", $1]
        }
      }
    ),
    ("an array", { "[" + records.json.joined(separator: ",\n") + "]" }),
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
      "Graph pages",
      {
        stride(from: 0, to: 1_000, by: 500).map { start in
          let part = records.json[start..<(start + 500)].map {
            "{\"@odata.type\":\"#x\",\"id\":\"x\",\"userId\":\"k\",\"userPrincipalName\":\"u@x\","
              + "\"clientIp\":null,\"auditData@odata.type\":\"#y\",\"auditData\":\($0)}"
          }
          return "{\"@odata.context\":\"c\",\"value\":[\(part.joined(separator: ","))]}"
        }.joined(separator: "\n")
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
    ("Splunk CSV", { csv(["_time", "host", "_raw"]) { ["t\($0)", "h", $1] } }),
    ("Splunk JSON", { lines { "{\"result\":{\"_raw\":\(quoted($0))}}" } }),
    ("Elastic", { lines { "{\"_source\":{\"event\":{\"original\":\(quoted($0))}}}" } }),
    ("Elastic CSV", { csv(["@timestamp", "event.original"]) { ["t\($0)", $1] } }),
    ("Defender JSON", { lines { "{\"Timestamp\":\"t\",\"RawEventData\":\($0)}" } }),
    ("Defender CSV", { csv(["Timestamp", "ActionType", "RawEventData"]) { ["\($0)", "x", $1] } }),
    ("JSON in JSON text", { lines { quoted($0) } }),
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
      "Format-List",
      {
        records.json.enumerated().map { index, text in
          "RecordType  : ExchangeItem\r\nOperations  : x\r\nAuditData   : \(wrapped(text))\r\n"
            + "ResultIndex :\r\nIdentity    : \(index)\r\n\r\n"
        }.joined()
      }
    ),
    (
      "fields in columns",
      {
        let fields = try records.fields()
        let names = Set(fields.flatMap(\.keys)).sorted()
        return csv(names) { row, _ in names.map { fields[row][$0] ?? "" } }
      }
    ),
    (
      "fields in JSON lines",
      {
        try records.fields().map { fields in
          let members = fields.sorted { $0.key < $1.key }.map { "\(quoted($0)):\(quoted($1))" }
          return "{\(members.joined(separator: ","))}\n"
        }.joined()
      }
    ),
    (
      "Sentinel CSV",
      {
        let fields = try records.fields()
        let names = Set(fields.flatMap(\.keys)).sorted()
        return csv(names.map(sentinelName)) { row, _ in
          names.map { name in
            let value = fields[row][name] ?? ""
            return name == "CreationTime" ? portalTime(value) : value
          }
        }
      }
    ),
    (
      "Search-MailboxAuditLog",
      {
        let fields = try records.fields()
        let names = Set(fields.flatMap(\.keys)).sorted()
        let other = [
          "CreationTime": "LastAccessed", "Id": "Identity",
          "Folders": "AggregatedRecordFoldersData",
          "OperationCount": "AuditOperationsCountInAggregatedRecord",
        ]
        return csv(names.map { other[$0] ?? $0 }) { row, _ in names.map { fields[row][$0] ?? "" } }
      }
    ),
  ]

  /// As Format-List writes a long text: cut wherever the line is full, in the column of values.
  private static func wrapped(_ text: String) -> String {
    var lines: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      var count = min(90, rest.count)
      // Not inside a character, and not where a blank would be lost.
      while count < rest.count {
        let next = rest[rest.startIndex + count]
        let last = rest[rest.startIndex + count - 1]
        if next & 0xC0 != 0x80, next != 0x20, last != 0x20 { break }
        count += 1
      }
      lines.append(String(decoding: rest.prefix(count), as: UTF8.self))
      rest = rest.dropFirst(count)
    }
    return lines.joined(separator: "\r\n" + String(repeating: " ", count: 14))
  }

  private static func sentinelName(_ name: String) -> String {
    switch name {
    case "CreationTime": "TimeGenerated [UTC]"
    case "Id": "OfficeId"
    case "ClientIPAddress": "Client_IPAddress"
    case "LogonType": "Logon_Type"
    default: name
    }
  }

  /// `3/12/2025, 2:05:00.000 PM`
  private static func portalTime(_ iso: String) -> String {
    let parts = iso.split { "-T:".contains($0) }.compactMap { Int($0) }
    if parts.count < 6 { return iso }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return
      "\(parts[1])/\(parts[2])/\(parts[0]), \(parts[3] % 12 == 0 ? 12 : parts[3] % 12):"
      + "\(two(parts[4])):\(two(parts[5])).000 \(parts[3] < 12 ? "AM" : "PM")"
  }

  /// What both runs must say, computed once.
  private static let expected = plain.map { ($0, withoutLedger($0)) }
  private static let expectedWithWrapperTime = plainWithWrapperTime.map { ($0, withoutLedger($0)) }

  @Test(arguments: texts.map(\.name))
  func everyContainerGivesTheSameFindings(_ name: String) throws {
    let container = try #require(ContainerTests.texts.first { $0.name == name })
    let (plain, expected) = try
      (ContainerTests.wrapped.contains(name)
      ? ContainerTests.expectedWithWrapperTime : ContainerTests.expected).get()
    #expect(plain.totals.uniqueRecords > 850)
    #expect(plain.recordedIds.count > 300)
    let found = try ContainerTests.findings(try container.text())
    #expect(found.totals.rows == 1_000)
    #expect(found.rejected.map(\.detail) == [])
    #expect(found.totals.uniqueRecords == plain.totals.uniqueRecords)
    let bytes = withoutLedger(found)
    if bytes != expected {
      let lines = zip(bytes.split(separator: 0x0A), expected.split(separator: 0x0A))
      let first = lines.first { $0 != $1 }.map {
        "\(String(decoding: $0, as: UTF8.self)) | \(String(decoding: $1, as: UTF8.self))"
      }
      Issue.record("first difference: \(first ?? "the length")")
    }
  }
}
