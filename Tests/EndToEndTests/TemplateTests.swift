import CaseActions
import CaseFindings
import CasePipeline
import CaseReport
import Files
import TestSupport
import Testing

/// Templates are the user's: exported, changed, checked, used.
struct TemplateTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private var templates: String { place.path("templates") }
  private var folder: String { place.path("case") }

  init() throws {
    place = try Workplace()
    #expect(runner.run("templates", "export", templates).code == 0)
    #expect(runner.run("new", folder, "--quiet").code == 0)
  }

  private func change(_ file: String, _ old: String, _ new: String) throws {
    let text = try place.text("templates/\(file)")
    #expect(text.contains(old))
    try place.write("templates/\(file)", text.replacing(old, with: new))
  }

  @Test func whatIsExportedIsWhatIsBuiltIn() throws {
    let set = try readTemplates(templates)
    let isSame = set.files == TemplateSet.builtIn.files
    #expect(isSame)
    let checked = runner.run("templates", "check", templates)
    #expect(checked.code == 0)
    #expect(checked.out == "templates SHA-256 \(try set.sha256()): no problem found\n")
    // A folder that holds something is left alone.
    #expect(runner.run("templates", "export", templates).code == 2)
  }

  @Test func anySentenceCanBeOverridden() throws {
    try change(
      "languages/en.json", "\"head.answer\": \"The answer\"",
      "\"head.answer\": \"Our <answer> in one paragraph\"")
    #expect(runner.run("render", folder, "--templates", templates).code == 0)
    let html = try place.text("case/reports/breach-scope.en.html")
    #expect(html.contains("Our &lt;answer&gt; in one paragraph"))
    #expect(html.contains("SHA-256 \(try readTemplates(templates).sha256())"))
    #expect(try readTemplates(templates).sha256() != TemplateSet.builtIn.sha256())
  }

  @Test(arguments: [
    (
      "reports/notice.md", "{{/notices}}\n", "",
      "reports/notice.md: line 55: section 'notices' is never closed"
    ),
    (
      "reports/page.html", "{{case.number}}", "{{case.numbr}}",
      "reports/page.html: line 8: there is no value 'case.numbr' here: expected 'case.number'"
    ),
    (
      "reports/notice.html", "{{t.notice.title}}", "{{t.notice.titel}}",
      "reports/notice.html: line 4: no sentence is called 'notice.titel': expected "
    ),
    (
      "reports/notice.html", "{{> notice-item.html}}", "{{> notice-items.html}}",
      "reports/notice.html: line 56: no template is called 'notice-items.html'"
    ),
    (
      "languages/de.json", "\"word.yes\": \"ja\",", "",
      "languages/de.json: line 8: phrases.word.yes: found nothing, expected a sentence, as in en.json"
    ),
    (
      "languages/en.json", "\"word.yes\": \"yes\"", "\"word.yes\": \"{{{yes}}}\"",
      "languages/en.json: line N: word.yes: a raw tag, a partial or a block, which sentences may not have"
    ),
    (
      "regimes/gdpr.json", "\"authority\":", "\"authorty\":",
      "regimes/gdpr.json: line 5: authorty: found an unknown key"
    ),
  ])
  func aFaultIsNamedWithItsPlace(
    _ file: String, _ old: String, _ new: String, _ words: String
  ) throws {
    let before = try place.text("templates/\(file)").split(
      separator: "\n", omittingEmptySubsequences: false)
    let line = (before.firstIndex { $0.contains(old) } ?? -1) + 1
    let words = words.replacing("line N", with: "line \(line)")
    try change(file, old, new)
    let checked = runner.run("templates", "check", templates)
    #expect(checked.code == 4)
    #expect(checked.out.contains("\(templates)/\(words)"), "\(checked.out)")
  }

  @Test func aBrokenTemplateLeavesTheReportAsItWas() throws {
    #expect(runner.run("render", folder).code == 0)
    let before = try place.read("case/reports/breach-scope.en.html")
    try change("reports/breach-scope.md", "{{/mailboxes}}", "")
    let broken = runner.run("render", folder, "--templates", templates)
    #expect(broken.code == 1)
    #expect(broken.error.contains("a template cannot be used: breach-scope.md: line "))
    #expect(try place.read("case/reports/breach-scope.en.html") == before)
    #expect(try folderEntries("\(folder)/reports").count == 2)
  }

  /// F5: such a name printed nothing, and the report was signed without it.
  @Test(arguments: [
    (
      "reports/breach-scope.md", "{{case.number}}", "{{case.numbr}}",
      "there is no value 'case.numbr' here"
    ),
    // No row of this case, which has no evidence, would show it; in a row, names do not climb.
    ("reports/breach-scope.html", "{{originalName}}", "{{case.title}}", "expected '../case.title'"),
    ("reports/sources.html", "{{place}}", "{{places}}", "there is no value 'places' here"),
    ("reports/page.html", "{{#isRedacted}}", "{{#isRedakted}}", "expected 'isRedacted'"),
    ("reports/style.css", "{{paper}}", "{{papr}}", "expected 'paper'"),
    ("reports/timeline.svg", "{{../bar}}", "{{bar}}", "expected '../bar'"),
    ("docx/header.xml", "{{case.marking}}", "{{case.mark}}", "expected 'case.marking'"),
    (
      "languages/en.json", "Breach scope: {{case.title}}", "Breach scope: {{title}}",
      "title.breachScope: there is no value 'title' here"
    ),
    ("languages/en.json", "{{zone}}", "{{zon}}", "fact.zone: there is no value 'zon' here"),
    (
      "languages/en.json", "of {{all}} are", "of {{al}} are",
      "table.cut: there is no value 'al' here"
    ),
  ])
  func aNameThatNothingHasIsRefusedBeforeAnythingIsWritten(
    _ file: String, _ old: String, _ new: String, _ words: String
  ) throws {
    var text = try place.text("templates/\(file)")
    text = text.replacing(old, with: new)
    if old.hasPrefix("{{#") {
      text = text.replacing(old.replacing("#", with: "/"), with: new.replacing("#", with: "/"))
    }
    try place.write("templates/\(file)", text)
    var logs: Set<String> = []
    let formats = ["--format", "html", "--format", "md", "--format", "docx"]
    for command in [
      ["render", folder], ["run", folder], ["close", folder, "--by", "b", "--why", "w"],
    ] {
      let refused = runner.run(command + ["--templates", templates] + formats)
      #expect(refused.code == 1, "\(command)")
      logs.insert(try place.text("case/custody.jsonl"))
      #expect(refused.error.contains("Templates/\(file): line "), "\(refused.error)")
      #expect(refused.error.contains(words), "\(refused.error)")
    }
    #expect(try fileFacts("\(folder)/reports") == nil)
    #expect(try fileFacts("\(folder)/findings") == nil)
    // That a case was opened for the first time is all that was written down.
    #expect(logs.count == 1 && logs.allSatisfy { !$0.contains("render") })
    let checked = runner.run("templates", "check", templates)
    #expect(checked.code == 4 && checked.out.contains(words), "\(checked.out)")
  }

  @Test func whatIsExportedIsInTheBundleAndFollowsTheFindings() throws {
    #expect(runner.run("export", folder, "--quiet").code == 0)
    let record = FixtureRecord.attackerBind(1, "a@x")
    try place.write("export.ndjson", FixtureExport.ndjson.bytes([record]))
    let scoped = runner.run(
      "scope", folder, "--attacker-address", "203.0.113.66", "--by", "B", "--why", "w", "--quiet")
    #expect(scoped.code == 0)
    #expect(runner.run("run", folder, place.path("export.ndjson")).code == 0)
    #expect(try place.text("case/exchange/messages.comma.csv").contains(",a@x,"))
    let bundle = try #require(
      try folderEntries("\(folder)/bundles").last { $0.hasSuffix(".zip") })
    let bytes = String(decoding: try readSmallFile("\(folder)/bundles/\(bundle)"), as: UTF8.self)
    #expect(bytes.contains("data/exchange/case-uco.jsonld"))
  }

  @Test func theKeyOfPseudonymsIsInNoBundle() throws {
    #expect(runner.run("render", folder, "--redact", "--quiet").code == 0)
    let key = try place.text("case/redaction.key")
    #expect(key.count == 65)
    let report = try place.read("case/reports/breach-scope.en.redacted.html")
    #expect(runner.run("render", folder, "--redact", "--quiet").code == 0)
    #expect(try place.text("case/redaction.key") == key)
    #expect(try place.read("case/reports/breach-scope.en.redacted.html") == report)
    #expect(runner.run("pack", folder).code == 0)
    let bundle = try #require(
      try folderEntries("\(folder)/bundles").first { $0.hasSuffix(".zip") })
    // Names stand in the open in a ZIP.
    let bytes = String(decoding: try readSmallFile("\(folder)/bundles/\(bundle)"), as: UTF8.self)
    #expect(bytes.contains("custody.jsonl") && !bytes.contains("redaction.key"))
    try place.write("case/redaction.key", "short")
    let damaged = runner.run("render", folder, "--redact")
    #expect(damaged.code == 2 && damaged.error.contains("64 hexadecimal digits"))
  }
}
