import CaseModel
import TestSupport
import Testing
import TextFormats

@testable import CaseScope

struct ScopeDocumentTests {
  @Test(arguments: [
    ("{\"colour\": 1}", "colour", "an unknown key"),
    (
      "{\"windows\": [{\"from\": \"2025-03-02\", \"to\": \"2025-03-01\"}]}", "windows[0].to",
      "2025-03-01T00:00:00Z"
    ),
    ("{\"windows\": [{\"from\": \"2025-03-02\"}]}", "windows[0].to", "nothing"),
    (
      "{\"windows\": [{\"from\": \"March\", \"to\": \"2025-03-01\"}]}", "windows[0].from",
      "\"March\""
    ),
    ("{\"indicators\": [{\"id\": \"A1\"}]}", "indicators[0]", "an indicator without a field"),
    (
      "{\"indicators\": [{\"id\": \"A1\", \"addresses\": []}]}", "indicators[0]",
      "an indicator without a field"
    ),
    ("{\"indicators\": [{\"addresses\": [\"1.2.3.4\"]}]}", "indicators[0].id", "nothing"),
    (
      "{\"indicators\": [{\"id\": \"A1\", \"addresses\": [\"1.2.3.4/40\"]}]}",
      "indicators[0].addresses[0]", "\"1.2.3.4/40\""
    ),
    (
      "{\"indicators\": [{\"id\": \"A1\", \"sessions\": [\" \"]}]}", "indicators[0].sessions[0]",
      "\" \""
    ),
    (
      "{\"indicators\": [{\"id\": \"A1\", \"ip\": \"1.2.3.4\"}]}", "indicators[0].ip",
      "an unknown key"
    ),
    (
      "{\"indicators\": [{\"id\": \"A\", \"users\": [\"u\"]}], \"knownGood\": [{\"id\": \"A\", \"users\": [\"v\"]}]}",
      "knownGood[0].id", "\"A\" a second time"
    ),
    (
      "{\"mailboxes\": [{\"name\": \"x\"}]}", "mailboxes[0].name",
      "an unknown key"
    ),
    ("{\"mailboxes\": [{}]}", "mailboxes[0]", "0 keys"),
    ("{\"mailboxes\": {}}", "mailboxes", "an object"),
    ("{\"readings\": {\"sync\": \"both\"}}", "readings.sync", "\"both\""),
    ("{\"readings\": {\"linkSessions\": \"true\"}}", "readings.linkSessions", "\"true\""),
    ("{\"schema\": \"casefile/scope/9\"}", "schema", "\"casefile/scope/9\""),
    ("[]", "(the document)", "a list"),
  ])
  func aWrongScopeIsRefusedWithItsKey(_ json: String, _ key: String, _ found: String) throws {
    let value = try JSONReader.read(Array(json.utf8))
    #expect {
      try readScope(value)
    } throws: { error in
      let problem = error as? DocumentProblem
      return problem?.key == key && problem?.found == found && problem?.expected.isEmpty == false
    }
  }

  @Test func everyListMayBeAbsent() throws {
    #expect(try fixtureScope("{}") == Scope())
    #expect(try fixtureScope("{}").readings.sync == .mailbox)
    #expect(try fixtureScope("{}").readings.throttle == .assumed)
    #expect(try fixtureScope("{}").readings.linkSessions)
  }

  @Test func aScopeIsWrittenAsItIsRead() throws {
    let scope = try fixtureScope(
      """
      {"mailboxes": [{"upn": "a@x"}, {"guid": "AAAAAAAA-0000-4000-8000-000000000001"}],
       "windows": [{"from": "2025-03-01", "to": "2025-03-02T01:02:03Z", "why": "w", "decidedBy": "d",
                    "mailboxes": [{"upn": "a@x"}]}],
       "indicators": [{"id": "A1", "addresses": ["10.0.0.0/8"], "sessions": ["s"], "tokens": ["t"],
         "clients": ["c"], "applications": ["p"], "users": ["u"], "logonTypes": [0, 2],
         "mailboxes": [{"upn": "a@x"}], "from": "2025-03-01", "to": "2025-03-02", "why": "w",
         "decidedBy": "d", "decidedAt": "2025-03-03"}],
       "knownGood": [{"id": "K1", "users": ["u"]}],
       "readings": {"sync": "folder", "throttle": "undetermined", "assumption": "everyAccess",
                    "linkSessions": false},
       "decisions": [{"at": "2025-03-03", "by": "b", "what": "x", "why": "y"}]}
      """)
    let again = try readScope(try JSONReader.read(writeScope(scope)))
    #expect(again == scope)
  }
}
