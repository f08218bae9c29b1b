import CaseModel
import TestSupport
import Testing

/// R14: each field of an indicator, AND and OR, times, and known good.
struct AttributionTests {
  private var record: FixtureRecord {
    var record = FixtureRecord.attackerBind(1, "a@x", at: "2025-03-12T08:00:00")
    record.clientIPAddress = "192.0.2.1"
    record.clientIP = "192.0.2.2"
    record.actorIP = "2001:db8::7"
    record.session = "S-1"
    record.token = "Tok"
    record.client = "Client=OWA;Action=ViaProxy"
    record.appId = "APP-1"
    record.clientAppId = "app-2"
    record.user = "User@X"
    record.logonType = 2
    return record
  }

  @Test(arguments: [
    ("\"addresses\": [\"192.0.2.1\"]", true), ("\"addresses\": [\"192.0.2.2\"]", true),
    ("\"addresses\": [\"2001:DB8:0::7\"]", true), ("\"addresses\": [\"192.0.2.3\"]", false),
    ("\"addresses\": [\"192.0.2.9\", \"192.0.2.0/30\"]", true), ("\"sessions\": [\"s-1\"]", true),
    ("\"tokens\": [\"Tok\"]", true), ("\"tokens\": [\"tok\"]", false),
    ("\"clients\": [\"action=viaproxy\"]", true), ("\"clients\": [\"IMAP\"]", false),
    ("\"applications\": [\"app-1\"]", true), ("\"applications\": [\"APP-2\"]", true),
    ("\"users\": [\"user@x\"]", true), ("\"logonTypes\": [2]", true),
    ("\"logonTypes\": [0]", false),
    ("\"mailboxes\": [{\"upn\": \"M.RIVERA@northwind-clinic.example\"}]", true),
    ("\"mailboxes\": [{\"upn\": \"other@x\"}]", false),
    ("\"from\": \"2025-03-12T08:00:00Z\"", true), ("\"to\": \"2025-03-12T08:00:00Z\"", false),
    ("\"users\": [\"user@x\"], \"logonTypes\": [0]", false),
    ("\"users\": [\"user@x\"], \"from\": \"2025-03-13\"", false),
  ])
  func indicatorFieldsMatch(_ fields: String, _ matches: Bool) throws {
    let scope = try fixtureScope("{\"indicators\": [{\"id\": \"A1\", \(fields)}]}")
    let findings = try fixtureFindings([record], scope)
    #expect(findings.attribution[.attacker] == (matches ? 1 : 0))
    let reasons = findings.contexts[0].attribution.reasons
    #expect(reasons.isEmpty == !matches)
  }

  @Test func theReasonNamesTheAddressField() throws {
    let scope = try fixtureScope(
      "{\"indicators\": [{\"id\": \"A1\", \"addresses\": [\"192.0.2.2\"]}]}")
    let reasons = try fixtureFindings([record], scope).contexts[0].attribution.reasons
    #expect(reasons.map(\.english) == ["indicator A1: ClientIP 192.0.2.2"])
  }

  @Test func knownGoodMustMatchEveryAddressThatIsPresent() throws {
    func knownGood(_ addresses: String) throws -> Int {
      let scope = try fixtureScope(
        "{\"knownGood\": [{\"id\": \"K1\", \"addresses\": [\(addresses)]}]}")
      return try fixtureFindings([record], scope).attribution[.knownGood]
    }
    #expect(try knownGood("\"192.0.2.1\"") == 0)
    #expect(try knownGood("\"192.0.2.0/24\", \"2001:db8::/32\"") == 1)
  }

  @Test func addressFieldsThatDisagreeAreAnAnomaly() throws {
    #expect(try fixtureFindings([record]).anomalyCodes.contains("addressesDisagree"))
    var two = FixtureRecord.attackerBind(1, "a@x")
    for (other, disagrees) in [("198.51.100.7", true), ("203.0.113.66:443", false)] {
      two.clientIP = other
      let codes = try fixtureFindings([two]).anomalyCodes
      #expect(codes.contains("addressesDisagree") == disagrees)
    }
  }

  @Test func linkingIsOneStepAndNotAChain() throws {
    var anchor = FixtureRecord.attackerBind(1, "a@x")
    anchor.session = "s-1"
    var linked = FixtureRecord.attackerBind(2, "b@x")
    linked.clientIPAddress = "192.0.2.1"
    linked.session = "s-1"
    linked.token = "t-1"
    var chained = FixtureRecord.attackerBind(3, "c@x")
    chained.clientIPAddress = "192.0.2.2"
    chained.token = "t-1"
    let findings = try fixtureFindings([anchor, linked, chained], try attackerScope())
    #expect(findings.recordedIds == ["a@x", "b@x"])
  }

  @Test func aSignInOutsideWindowAndMailboxAnchorsASession() throws {
    var signIn = FixtureRecord(1)
    signIn.operation = "UserLoggedIn"
    signIn.time = "2025-01-01T00:00:00"
    signIn.mailboxGuid = nil
    signIn.mailboxUPN = nil
    signIn.clientIPAddress = nil
    signIn.actorIP = "203.0.113.66"
    signIn.session = "s-9"
    signIn.sessionPlace = .deviceProperties
    var access = FixtureRecord.attackerBind(2, "a@x")
    access.clientIPAddress = "192.0.2.1"
    access.session = "S-9"
    access.sessionPlace = .accessContext
    let scope = try attackerScope(
      "\"windows\": [{\"from\": \"2025-03-12T00:00:00Z\", \"to\": \"2025-03-13T00:00:00Z\"}]")
    let findings = try fixtureFindings([signIn, access], scope)
    #expect(findings.message("a@x")?.basis == "linked")
    #expect(findings.contexts[0].attribution.reasons[0].english.contains("UserLoggedIn"))
  }

  @Test func emptyAndZeroSessionsLinkNothing() throws {
    for session in ["", "00000000-0000-0000-0000-000000000000", "Not Available"] {
      var anchor = FixtureRecord.attackerBind(1, "a@x")
      anchor.session = session
      var other = FixtureRecord.attackerBind(2, "b@x")
      other.clientIPAddress = "192.0.2.1"
      other.session = session
      let findings = try fixtureFindings([anchor, other], try attackerScope())
      #expect(findings.recordedIds == ["a@x"])
      #expect(findings.attribution.notLinkable == 2)
    }
  }
}
