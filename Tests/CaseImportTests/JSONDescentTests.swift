import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// Records under whatever stands around them: the same findings as of the records alone.
struct JSONDescentTests {
  private static let records = (1...6).map { number in
    var record = FixtureRecord.attackerBind(number, "m\(number)@x", "n\(number)@x")
    record.session = "s-\(number % 2)"
    return record
  }
  private static let json = records.map(\.json)
  private static let list = "[" + json.joined(separator: ",") + "]"

  private static func each(_ row: (String) -> String) -> String {
    json.map { row($0) + "\n" }.joined()
  }

  private static func elements(_ element: (String) -> String) -> String {
    "[" + json.map(element).joined(separator: ",\n") + "]"
  }

  private static func graph(_ data: String) -> String {
    "{\"id\":\"x\",\"createdDateTime\":\"2020-01-01T00:00:00Z\",\"userPrincipalName\":\"u\","
      + "\"auditData\":\(data)}"
  }

  private static let kinds: [(name: String, text: @Sendable () -> String)] = [
    (
      "objects in objects",
      { "{\"status\":\"ok\",\"answer\":{\"page\":{\"entries\":\(list),\"more\":false}}}" }
    ),
    ("eight levels", { String(repeating: "{\"a\":", count: 7) + list + "}}}}}}}" }),
    ("Value behind a count", { "{\"Count\":6,\"Value\":\(list)}" }),
    ("an empty list first", { "{\"data\":[],\"errors\":[],\"items\":\(list)}" }),
    (
      "a list of other things first",
      { "{\"schema\":[{\"name\":\"a\"}],\"messages\":[\"m\"],\"found\":\(list)}" }
    ),
    ("a list of pages", { "[{\"value\":\(list)},{\"value\":[],\"x\":{\"y\":[1]}}]" }),
    (
      "answers of a batch",
      {
        let pages = json.map { "{\"id\":1,\"body\":{\"value\":[\(graph($0))]}}" }
        return "{\"responses\":[\(pages.joined(separator: ","))]}"
      }
    ),
    (
      "the members behind the list too",
      {
        "{\"value\":[\(json[0]),\(json[1])],\"more\":\(graph(json[2])),\"again\":[\(json[3])],"
          + "\"text\":\(quoted(json[4])),\"last\":{\"a\":[\(json[5])]}}"
      }
    ),
    ("a page in a text", { "{\"statusCode\":200,\"body\":\(quoted("{\"value\":\(list)}"))}" }),
    ("a list of texts", { "{\"events\":" + elements(quoted) + "}" }),
    ("lines in one text", { "{\"message\":\(quoted(json.joined(separator: "\n")))}" }),
    ("text in text in text", { each { quoted(quoted(quoted($0))) } }),
    ("syslog in _raw", { each { "{\"_raw\":\(quoted("<134>Mar 11 08:12:05 h o365: " + $0))}" } }),
    ("a document in a change", { each { "{\"_id\":{\"a\":1},\"fullDocument\":\($0)}" } }),
    (
      "GELF with the text cut and whole",
      {
        each {
          "{\"version\":\"1.1\",\"short_message\":\(quoted(String($0.prefix(90)) + "...")),"
            + "\"full_message\":\(quoted($0))}"
        }
      }
    ),
    ("output of a container", { each { "2026-03-11T08:12:05.123456789Z stdout F " + $0 } }),
    ("a time in brackets", { each { "[2026-03-11 08:12:05] audit " + $0 } }),
    (
      "dictionaries in the SDK's objects",
      { elements { graph("{\"AdditionalProperties\":{\"dynamicProperties\":\($0)}}") } }
    ),
    ("a dictionary as text", { elements { graph("{\"dynamicProperties\":\(quoted($0))}") } }),
    (
      "members beside the dictionary",
      {
        elements { json in
          let half = json.index(of: ",\"Operation\"")
          return graph(
            "{\(json[half...].dropFirst().dropLast()),\"dynamicProperties\":\(json[..<half])}}")
        }
      }
    ),
    ("dictionaries without rows around them", { each { "{\"dynamicProperties\":\($0)}" } }),
    (
      "a table with its rows first",
      {
        "{\"rows\":" + elements { "[\"t\",\(quoted($0))]" }
          + ",\"columns\":[{\"name\":\"Timestamp\"},{\"name\":\"RawEventData\"}]}"
      }
    ),
    (
      "Kusto's names, and columns without names",
      {
        "{\"Tables\":[{\"TableName\":\"T\",\"Columns\":[{\"ColumnName\":\"Timestamp\"},{},"
          + "{\"ColumnName\":\"RawEventData\"}],\"Rows\":" + elements { "[1,{\"a\":[]},\($0)]" }
          + "}]}"
      }
    ),
    (
      "a page in a cell of CSV",
      { "n;cell;x\n1;\"\(("{\"value\":" + list + "}").replacing("\"", with: "\"\""))\";y\n" }
    ),
  ]

  @Test(arguments: kinds.map(\.name))
  func recordsAreFoundUnderIt(_ name: String) throws {
    let kind = try #require(JSONDescentTests.kinds.first { $0.name == name })
    let plain = try fixtureFindings(
      [FixtureFile(JSONDescentTests.records)], try attackerScope())
    let bytes = Array(kind.text().utf8)
    #expect(throws: Never.self) { try recognise(bytes, isWhole: true) }
    let found = try fixtureFindings([FixtureFile(bytes)], try attackerScope())
    #expect(found.totals.rows == 6)
    #expect(found.rejected.map(\.detail) == [])
    #expect(found.recordedIds.count == 12)
    #expect(withoutLedger(found) == withoutLedger(plain))
    for record in found.records {
      #expect(record.source.offset >= 0)
      #expect(record.source.offset + record.source.length <= Int64(bytes.count))
    }
  }

  // MARK: - What cannot be read is a reject

  private func rejects(_ text: String) throws -> (records: Int64, rejects: [RejectedRow]) {
    var rejects: [RejectedRow] = []
    let bytes = Array(text.utf8)
    let ledger = try walkEvidence(
      fixtureSource(bytes), format: try recognise(bytes, isWhole: true), evidence: 1
    ) { rejects += $0.rejects }
    #expect(ledger.rows == ledger.records + ledger.rejected)
    return (ledger.records, rejects)
  }

  private let good = JSONDescentTests.json[0]

  @Test func aTextThatIsCutAndStandsNowhereElseIsAReject() throws {
    let cut = String(JSONDescentTests.json[1].prefix(200))
    let text =
      "{\"short_message\":\(quoted(cut)),\"full_message\":\(quoted(good))}\n"
      + "{\"message\":\(quoted(cut))}\n"
    let (records, rejects) = try rejects(text)
    #expect(records == 1)
    #expect(rejects.map(\.reason) == [.truncatedJSON, .truncatedJSON])
    #expect(rejects.map(\.source.row) == [2, 3])
  }

  /// What lacks something of a record is no context of the record beside it.
  @Test func aDamagedRecordBesideAWholeOneIsAReject() throws {
    let damaged = good.replacing("\"Operation\":", with: "\"Operatio\":")
    let (records, rejects) = try rejects("{\"a\":{\"x\":\(damaged),\"y\":\(good)}}")
    #expect(records == 1)
    #expect(rejects.map(\.reason) == [.noOperation])
    #expect(rejects[0].salvaged.map(\.string) == ["m1@x", "n1@x"])
  }

  /// The wrapper's operation and time would make a record that says nothing.
  @Test func aRowWhoseDictionaryIsNoObjectIsAReject() throws {
    for name in ["dynamicProperties", "AdditionalProperties"] {
      for value in ["\"System.Collections.Generic.Dictionary`2[System.String]\"", "[1]", "7"] {
        let lost =
          "{\"createdDateTime\":\"2026-03-11T08:12:05Z\",\"operation\":\"UserLoggedIn\","
          + "\"userPrincipalName\":\"u@x\",\"auditData\":{\"\(name)\":\(value)}}"
        let (records, rejects) = try rejects(good + "\n" + lost + "\n")
        #expect(records == 1)
        #expect(rejects.map(\.reason) == [.notAnObject])
      }
    }
  }

  @Test func aRowOfATableThatLacksACellIsAReject() throws {
    let columns = "[{\"name\":\"Timestamp\"},{\"name\":\"RawEventData\"}]"
    for text in [
      "{\"columns\":\(columns),\"rows\":[[\"t\",\(good)],[\"t\"]]}",
      "{\"rows\":[[\"t\",\(good)],[\"t\"]],\"columns\":\(columns)}",
    ] {
      let (records, rejects) = try rejects(text)
      #expect(records == 1)
      #expect(rejects.count == 1)
    }
  }

  @Test func linesOfOtherProgramsAreRejectsAndTheFileIsRead() throws {
    let noise = [
      "{\"program\":\"sshd\",\"msg\":\"x\"}", "2026-03-11 08:12:05 sshd: accepted",
      "Mar 11 08:12:05 h sshd[1]: accepted", "plain",
    ]
    for line in noise {
      let text = String(repeating: line + "\n", count: 40) + good + "\n" + line + "\n"
      let (records, rejects) = try rejects(text)
      #expect(records == 1, "\(line)")
      #expect(rejects.count == 41, "\(line)")
    }
  }

  /// A piece of a record is no prefix, though it has a time in it.
  @Test func aPieceOfJSONIsNotPassedAsWordsOfAProgram() throws {
    for piece in ["8:12:05\"},", "at 08:12\",\"x\":", "x 08:12:05 \"a\":", "08:12:05}"] {
      let (records, rejects) = try rejects(good + "\n" + piece + good + "\n")
      #expect(records == 2, "\(piece)")
      #expect(rejects.count == 1, "\(piece)")
    }
  }

  // MARK: - What is refused

  private func refusal(_ text: String) -> NotAnExport? {
    do throws(NotAnExport) {
      _ = try recognise(Array(text.utf8), isWhole: true)
      return nil
    } catch {
      return error
    }
  }

  @Test func aHintNamesThePathAtWhichKeysStand() throws {
    let deep =
      String(repeating: "{\"a\":", count: 12) + JSONDescentTests.list
      + String(repeating: "}", count: 12)
    let path = Array(repeating: "a", count: 12).joined(separator: ".") + "[]"
    let refused = try #require(refusal(deep))
    #expect(refused.found.contains("CreationTime at \(path).CreationTime"))
    #expect(refused.hint.contains("jq -c '.\(path)' FILE"))
    let half = try #require(refusal("{\"log\":{\"CreationTime\":\"2026\",\"Action\":\"x\"}}"))
    #expect(half.found.contains("CreationTime at log.CreationTime"))
    let none = try #require(refusal("{\"a\":[1,{\"b\":2}]}"))
    #expect(none.found == "JSON without CreationTime, Operation or AuditData")
  }

  @Test func anObjectThatPowerShellShowedIsNamed() throws {
    let page = JSONDescentTests.graph("\"System.Collections.Generic.Dictionary`2[x]\"")
    let refused = try #require(refusal("{\"value\":[\(page)]}"))
    #expect(refused.hint.contains("-Depth 10"))
  }
}

extension String {
  fileprivate func index(of text: String) -> String.Index {
    firstRange(of: text)?.lowerBound ?? endIndex
  }
}
