import CaseModel
import CaseScope
import TestSupport
import Testing
import TextFormats

/// A device is a field of indicators and of known good, wherever a record states it (R14).
struct DeviceTests {
  private static let device = "D0D0D0D0-0000-4000-8000-000000000001"

  /// Nobody's address, session or token.
  private func record(_ number: Int, _ extra: (String, String)...) -> FixtureRecord {
    var record = FixtureRecord(number)
    record.folders = [
      FixtureRecord.Folder(id: "F", path: "\\Inbox", items: [.init("<m\(number)@x>")])
    ]
    record.extra = extra
    return record
  }

  private func scope(_ more: String = "") throws -> Scope {
    try fixtureScope(
      #"{"indicators": [{"id": "A1", "devices": ["\#(DeviceTests.device)"]}]\#(more)}"#)
  }

  @Test(arguments: [
    ("DeviceId", "\"\(device)\""), ("DeviceId", "\"\(device.lowercased())\""),
    ("AppAccessContext", "{\"DeviceId\":\"\(device)\"}"),
    ("AppAccessContext", "{\"AADSessionId\":\"s\",\"DeviceId\":\"\(device)\"}"),
    ("AppAccessContext", "[{\"Name\":\"DeviceId\",\"Value\":\"\(device)\"}]"),
    ("AppAccessContext", "\"@{AADSessionId=s; DeviceId=\(device)}\""),
    ("DeviceProperties", "[{\"Name\":\"Id\",\"Value\":\"\(device)\"}]"),
    ("DeviceProperties", "{\"Id\":\"\(device)\",\"SessionId\":\"s\"}"),
  ])
  func itIsReadWhereverItStands(_ name: String, _ value: String) throws {
    let findings = try fixtureFindings([record(1, (name, value)), record(2)], try scope())
    #expect(findings.recordedIds == ["m1@x"])
    let context = try #require(findings.contexts.first { $0.attribution.kind == .attacker })
    #expect(context.context.device.string == DeviceTests.device.lowercased())
    #expect(
      context.attribution.reasons.map(\.english)
        == ["indicator A1: device \(DeviceTests.device.lowercased())"])
  }

  @Test func aKnownGoodDeviceIsKnownGood() throws {
    let good = #", "knownGood": [{"id": "K1", "devices": ["\#(DeviceTests.device)"]}]"#
    let scope = try fixtureScope(
      #"{"indicators": [{"id": "A1", "users": ["m.rivera@northwind-clinic.example"]}]\#(good)}"#)
    var other = record(3, ("DeviceId", "\"\(DeviceTests.device)\""))
    other.user = "someone@x"
    let findings = try fixtureFindings([record(1), other], scope)
    #expect(findings.recordedIds == ["m1@x"])
    #expect(findings.attribution[.knownGood] == 1)
  }

  /// What cannot be understood is not taken for another device (R22).
  @Test(arguments: [
    ("DeviceId", "\"System.Object[]\""), ("DeviceId", "{\"a\":1}"),
    ("AppAccessContext", "{\"DeviceId\":{\"a\":1}}"),
    ("DeviceProperties", "\"System.Object[]\""),
  ])
  func oneThatCannotBeUnderstoodIsSaid(_ name: String, _ value: String) throws {
    let findings = try fixtureFindings([record(1, (name, value))], try scope())
    #expect(!findings.unread.isEmpty)
    #expect(findings.mailboxes[0].coverage.state == .notShown)
  }

  @Test func copiesThatDifferInItAreUnited() throws {
    let plain = record(1)
    let whole = record(1, ("DeviceId", "\"\(DeviceTests.device)\""))
    for copies in [[plain, whole], [whole, plain]] {
      let findings = try fixtureFindings(copies, try scope())
      #expect(findings.recordedIds == ["m1@x"])
      #expect(findings.totals.conflicts == 0 && findings.totals.duplicates == 1)
    }
  }

  @Test func whatIsWrittenIsReadAsTheSame() throws {
    let scope = try scope()
    #expect(try readScope(try JSONReader.read(writeScope(scope))) == scope)
  }
}
