import CaseModel
import Testing

@testable import TextFormats

struct WriterTests {
  @Test func jsonKeepsWhatIsNoText() throws {
    var writer = JSONWriter(compact: true)
    writer.array([
      EvidenceText("a\"\\\n\u{202E}"), EvidenceText(bytes: [0xED, 0xA0, 0x80]),
      EvidenceText(bytes: [0x61, 0xFF]), EvidenceText("\u{E9}"),
    ]) { $0.string($1) }
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "[\"a\\\"\\\\\\n\\u202e\",\"\\ud800\",\"a\\udcff\",\"\u{E9}\"]")
    #expect(try JSONReader.read(writer.bytes).elements?.count == 4)
  }

  @Test func jsonIsIndentedAndEndsWithALineFeed() {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("a", [1, 2])
      writer.key("b") { $0.object { _ in } }
      writer.key("c", [] as [String])
    }
    #expect(
      String(decoding: writer.finish(), as: UTF8.self)
        == "{\n  \"a\": [1, 2],\n  \"b\": {},\n  \"c\": []\n}\n")
  }

  @Test(arguments: [
    ("{\"a\":1,\"a\":2}", 1, 8), ("{\n \"a\" 1}", 2, 6), ("[1,]", 1, 4), ("", 1, 1), ("{}x", 1, 3),
  ])
  func jsonProblemsNameTheirPlace(_ text: String, _ line: Int, _ column: Int) {
    #expect {
      try JSONReader.read(Array(text.utf8))
    } throws: { error in
      guard let problem = error as? JSONProblem else { return false }
      return problem.line == line && problem.column == column
    }
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("@x", "'@x"), ("-5", "'-5"), ("plain", "plain"),
    ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), (" =x", "' =x"),
    ("\u{FF1D}x", "'\u{FF1D}x"), ("a\nb", "a[U+000A]b"), ("\tx", "'[U+0009]x"), ("", ""),
    ("x=1", "x=1"), ("\u{202E}gpj", "[U+202E]gpj"),
  ])
  func csvFieldsCannotRunAsFormulas(_ raw: String, _ expected: String) {
    #expect(String(decoding: CSVWriter.encoded(EvidenceText(raw)), as: UTF8.self) == expected)
  }

  @Test func htmlAndMarkdownEscapeWhatWouldBeMarkup() {
    let hostile = EvidenceText("<script>alert('x')</script> & \"q\" \u{202E}x")
    #expect(
      Escaping.html(hostile)
        == "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot; [U+202E]x")
    #expect(
      Escaping.markdown("![a](http://x.y) | *b* www.c")
        == "!\\[a\\]\\(http&#58;//x.y) \\| \\*b\\* www&#46;c")
    #expect(Escaping.markdown("- 2025-03-12 08:00:00") == "\\- 2025-03-12 08:00:00")
    #expect(Escaping.markdown("1. a") == "1\\. a")
    #expect(Escaping.markdown("a@b.c") == "a&#64;b.c")
  }

  @Test func rawTagsPrintMarkupAndNeverText() throws {
    let templates = try MustacheTemplates(["t": "{{{a}}}|{{{b}}}|{{a}}"], escape: Escaping.html)
    let text = try templates.render(
      "t", .object(["a": .string("<i>"), "b": .markup("<b>")]))
    #expect(text == "&lt;i&gt;|<b>|&lt;i&gt;")
  }

  @Test(arguments: [
    ("{{#a}}", MustacheProblem.unclosedSection(template: "t", name: "a", line: 1)),
    ("\n{{/a}}", .strayClose(template: "t", name: "a", line: 2)),
    ("{{a", .unclosedTag(template: "t", line: 1)),
    ("{{=x}}", .badDelimiters(template: "t", line: 1)),
  ])
  func wrongTemplatesAreNamed(_ source: String, _ problem: MustacheProblem) {
    #expect(throws: problem) { try MustacheTemplates(["t": source], escape: Escaping.html) }
  }

  @Test func missingPartialsAndEndlessOnesAreNamed() throws {
    let missing = try MustacheTemplates(["t": "{{> x}}"], escape: Escaping.html)
    #expect(throws: MustacheProblem.missingPartial(template: "t", name: "x", line: 1)) {
      try missing.render("t", .bool(true))
    }
    let endless = try MustacheTemplates(["t": "{{> t}}"], escape: Escaping.html)
    #expect(throws: MustacheProblem.tooDeep(template: "t")) {
      try endless.render("t", .bool(true))
    }
  }

  /// A small copy of what the specification's files test, so that it holds without them.
  @Test(arguments: [
    ("a {{! gone }} b", "a  b"), ("  {{! alone }}\nx", "x"), ("{{#n}}{{.}},{{/n}}", "1,2,"),
    ("{{^no}}empty{{/no}}", "empty"), ("{{o.p}}", "deep"), ("{{=<% %>=}}<% o.p %>", "deep"),
    ("  {{> p}}\n", "  one\n  two\n"), ("{{<q}}{{$x}}mine{{/x}}{{/q}}", "[mine]"),
    ("{{<q}}{{/q}}", "[yours]"), ("{{#o}}\n{{p}}\n{{/o}}\n", "deep\n"),
  ])
  func mustache(_ source: String, _ expected: String) throws {
    let templates = try MustacheTemplates(
      ["t": source, "p": "one\ntwo\n", "q": "[{{$x}}yours{{/x}}]"], escape: Escaping.html)
    let value = MustacheValue.object([
      "n": .list([.number(1), .number(2)]), "no": .list([]), "o": .object(["p": .string("deep")]),
    ])
    #expect(try templates.render("t", value) == expected)
  }
}
