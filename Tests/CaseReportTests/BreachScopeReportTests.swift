import Archiving
@testable import CaseFindings
import CaseModel
@testable import CaseReport
import Files
import TestSupport
import Testing

struct BreachScopeReportTests {
  private func render(
    _ findings: Findings, marking: String = "", register: [RegisterEntry] = []
  ) throws -> (html: String, text: String) {
    var document = CaseDocument()
    document.title = "Title <b>"
    document.marking = marking
    let input = ReportInput(
      findings: findings, document: document, register: register, stateSeq: 3,
      stateTime: UTCTime(seconds: 0), language: try TemplateSet.builtIn.language("en"))
    let files = try renderBreachScope(input)
    #expect(files.map(\.name) == ["breach-scope.en.html", "breach-scope.en.md"])
    return (
      String(decoding: files[0].bytes, as: UTF8.self),
      String(decoding: files[1].bytes, as: UTF8.self)
    )
  }

  @Test func theSameFindingsGiveTheSameBytes() throws {
    let findings = try fixtureFindings([.attackerBind(1, "a@x")], try attackerScope())
    #expect(try render(findings).html == render(findings).html)
  }

  /// A data lake may have more objects than a page can hold; what a file shows of itself stays.
  @Test func longLedgersAreCutAndSaySo() throws {
    var findings = try fixtureFindings([.attackerBind(1, "a@x")], try attackerScope())
    let file = findings.completeness.files[0]
    findings.completeness.files = (1...5_002).map { number in
      var copy = file
      copy.facts.evidence = number
      copy.signs = number == 5_002 ? [Sign(.onlyOwner, "the last one has a sign")] : []
      return copy
    }
    let register = (1...5_002).map { number in
      RegisterEntry(
        evidence: number, originalName: "a.json", storedName: "", sha256: "00", bytes: 1,
        format: "json", importedAt: UTCTime(seconds: 0),
        origin: ExportOrigin())
    }
    let report = try render(findings, register: register)
    for text in [report.html, report.text] {
      for file in ["evidence/register.json", "findings/findings.json"] {
        #expect(text.contains("The first 5,000 of 5,002 are shown; all of them are in \(file)"))
      }
      #expect(text.contains("the last one has a sign"))
      #expect(text.contains("E5000") && !text.contains("E5001"))
    }
  }

  @Test func aScopeWithoutDecisionsSaysSo() throws {
    let none = try render(try fixtureFindings([FixtureRecord(1)], Scope()))
    let some = try render(try fixtureFindings([FixtureRecord(1)], try attackerScope()))
    let words = "no rule and no decision yet"
    #expect(none.html.contains(words) && none.text.contains(words))
    #expect(!some.html.contains(words) && !some.text.contains(words))
    #expect(!none.text.contains("| Rule | Says |") && some.text.contains("| Rule | Says |"))
  }

  @Test func theFirstSentenceTellsTheTruthOfEachKind() throws {
    func first(_ records: [FixtureRecord], _ scope: Scope) throws -> String {
      let text = try render(try fixtureFindings(records, scope)).text
      return String(text.split(separator: "## The answer\n\n")[1].prefix { $0 != "\n" })
    }
    let none = try first([FixtureRecord(1)], Scope())
    #expect(none.hasPrefix("No indicator has been decided"))
    let nothing = try first([FixtureRecord(1)], try attackerScope())
    #expect(nothing.contains("no message is recorded as accessed"))
    #expect(nothing.contains("nothing more is assumed"))
    let one = try first([.attackerBind(1, "a@x")], try attackerScope())
    #expect(one.hasPrefix("1 message in 1 mailbox is recorded as accessed"))
    let unused = try first(
      [.attackerBind(1, "a@x")],
      try fixtureScope(
        """
        {"indicators": [{"id": "A1", "addresses": ["203.0.113.66"]},
                        {"id": "A2", "sessions": ["matches nothing"]}]}
        """))
    #expect(unused.contains("match the indicators (A1);"))
    let every = try first(
      [.attackerBind(1, "a@x")],
      try fixtureScope("{\"readings\": {\"assumption\": \"everyAccess\"}}"))
    #expect(every.contains("the scope counts as the attacker's, without an indicator"))
    #expect(!every.contains("()"))
    let sync = try first([.attackerSync(1, "Inbox")], try attackerScope())
    #expect(sync.contains("the whole of 1 mailbox must be assumed compromised"))
    let folder = try first(
      [.attackerSync(1, "Inbox")], try attackerScope("\"readings\": {\"sync\": \"folder\"}"))
    #expect(folder.contains("1 folder must be assumed compromised"))
    var throttled = FixtureRecord(1)
    throttled.throttled = "true"
    #expect(
      try first([throttled], try attackerScope()).contains(
        "; for 24 h access may have left no record"))
  }

  @Test func outsideAndContestedStandInTheSecondSentence() throws {
    let scope = try attackerScope(
      "\"windows\": [{\"from\": \"2025-03-01T00:00:00Z\", \"to\": \"2025-03-02T00:00:00Z\"}]")
    let (html, text) = try render(try fixtureFindings([.attackerBind(1, "a@x")], scope))
    for output in [html, text] { #expect(output.contains("1 record is matched by an indicator")) }
    #expect(html.contains("Matches outside the scope"))
  }

  @Test func everyReportSaysWhichCausesWereNotExamined() throws {
    let (html, text) = try render(try fixtureFindings([FixtureRecord(1)]))
    for output in [html, text] {
      #expect(output.contains("holds no record of administration in which the last would show"))
      #expect(output.contains("how auditing was set is not in the evidence"))
      #expect(output.contains("Accessed does not mean read"))
    }
    // The word promises what no file can.
    #expect(!(html + text).lowercased().replacing("completeness", with: "").contains("complete"))
  }

  @Test func hostileTextIsNeverMarkup() throws {
    var record = FixtureRecord.attackerBind(1)
    record.user = "\"><img src=x onerror=alert(1)>"
    record.client = "Client=OWA\u{202E}</script>|`x`"
    record.folders = [
      .init(id: "F", path: "\\<svg/onload=1>", items: [.init("<a'\"&|[b](http://evil.example)@x>")])
    ]
    record.session = "<b>s</b>"
    let findings = try fixtureFindings([record], try attackerScope())
    let (html, text) = try render(findings, marking: "<u>privileged</u>")
    for bad in ["<img", "<svg/", "<u>", "<b>", "onerror=alert(1)>", "\u{202E}", "href=\"http"] {
      #expect(!html.contains(bad), "\(bad)")
    }
    #expect(html.contains("[U+202E]"))
    for bad in ["<img", "<svg", "](http", "\u{202E}", "http://evil.example"] {
      #expect(!text.contains(bad), "\(bad)")
    }
  }

  @Test func theStyleHashIsThatOfTheStyleAndNothingIsRemote() throws {
    let html = try render(try fixtureFindings([.attackerBind(1, "a@x")], try attackerScope())).html
    let start = try #require(html.firstRange(of: "<style>"))
    let end = try #require(html.firstRange(of: "</style>"))
    let style = String(html[start.upperBound..<end.lowerBound])
    #expect(html.contains("style-src 'sha256-\(base64(try sha256(Array(style.utf8))))'"))
    // One script, that of the templates, under its hash.
    let script = try #require(TemplateSet.builtIn.files["reports/report.js"])
    #expect(html.split(separator: "<script").count == 2)
    #expect(html.contains("<script>\(script)</script>"))
    #expect(html.contains("script-src 'sha256-\(base64(try sha256(Array(script.utf8))))'"))
    for bad in [" style=\"", "src=\"http", "url(http", "<link", "@import"] {
      #expect(!html.contains(bad), "\(bad)")
    }
  }

  @Test func markdownTablesKeepTheirColumns() throws {
    var record = FixtureRecord.attackerBind(1, "a|b@x", "line\nbreak@x")
    record.client = "a|b"
    let text = try render(try fixtureFindings([record], try attackerScope())).text
    var columns: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        columns = nil
        continue
      }
      let count = line.replacing("\\|", with: "").count { $0 == "|" }
      #expect(columns == nil || columns == count, "\(line)")
      columns = count
    }
  }

  /// The manual is not a template: ManualTests.
  @Test func everyTemplateIsCompiledIn() throws {
    var names: [String] = []
    for folder in try folderEntries("\(repositoryRoot)/Templates") where folder != "manual" {
      for name in try folderEntries("\(repositoryRoot)/Templates/\(folder)") {
        names.append("\(folder)/\(name)")
        let file = try readSmallFile("\(repositoryRoot)/Templates/\(folder)/\(name)")
        let built = TemplateSet.builtIn.files["\(folder)/\(name)"].map { Array($0.utf8) }
        let isSame = built == file
        #expect(isSame, "\(folder)/\(name)")
      }
    }
    #expect(TemplateSet.builtIn.files.keys.sorted() == names.sorted())
  }

  @Test func csvHasAHeaderAndOneLineForEachFinding() throws {
    let records = [FixtureRecord.attackerBind(1, "=cmd|a@x", "b@x"), .attackerSync(2, "Inbox")]
    let tables = findingsTables(try fixtureFindings(records, try attackerScope()))
    func lines(_ name: String) -> [String] {
      var bytes: [UInt8] = []
      tables.first { $0.name == name }?.write { bytes += $0 }
      return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }
    #expect(lines("messages.csv").count == 3)
    #expect(lines("messages.csv")[1].contains("'=cmd|a@x"))
    #expect(lines("folders.csv").count == 2)
    #expect(lines("contexts.csv").count == 2)
    #expect(lines("unaudited.csv").count == 1)
    #expect(lines("rejected.csv").count == 1)
  }
}
