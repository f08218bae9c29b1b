import CaseModel
import Testing

@testable import TextFormats

/// A name stands for a value of the innermost context, or of the one that it names, and for nothing else.
struct MustacheNameTests {
  private let value = MustacheValue.object([
    "n": .number(7), "title": .string("outer"), "flag": .bool(true), "none": .nothing,
    "o": .object(["p": .string("deep"), "q": .object(["r": .string("deeper")])]),
    "rows": .list([.object(["name": .string("a"), "words": .list([.string("x")])])]),
  ])
  private let shape = MustacheShape.object([
    "n": .number, "title": .text, "flag": .flag, "none": .object(["p": .text]),
    "o": .object(["p": .text, "q": .object(["r": .text])]),
    "rows": .list(.object(["name": .text, "words": .list(.text)])),
  ])

  private func templates(
    _ source: String, _ sentences: [String: Sentence] = ["s": .plain("s")]
  ) throws -> MustacheTemplates {
    var language = MustacheLanguage.none
    for (key, sentence) in sentences { language.sentences[.name(key)] = sentence }
    return try MustacheTemplates(["t": source], language: language, escape: Escaping.html)
  }

  @Test(arguments: [
    ("{{#rows}}{{name}} {{../title}}{{/rows}}", "a outer"),
    ("{{#rows}}{{#words}}{{.}} {{../name}} {{../../title}}{{/words}}{{/rows}}", "x a outer"),
    (
      "{{#o}}{{p}} {{q.r}} {{#q}}{{r}} {{../p}} {{../../n}}{{/q}}{{/o}}",
      "deep deeper deeper deep 7"
    ),
    // Conditions are no contexts.
    ("{{#flag}}{{#n}}{{#title}}{{title}}{{/title}}{{/n}}{{/flag}}", "outer"),
    ("{{^none}}{{title}}{{/none}}{{#none}}{{p}}{{/none}}[{{none.p}}]", "outer[]"),
    ("{{#rows}}{{#../flag}}{{name}}{{/../flag}}{{/rows}}", "a"),
    ("{{#rows}}{{t.of}}{{/rows}}", "a of outer"),
  ])
  func whatIsNamedIsPrinted(_ source: String, _ expected: String) throws {
    let templates = try templates(source, ["of": .plain("{{name}} of {{../title}}")])
    #expect(try templates.render("t", value) == expected)
    #expect(templates.check([("t", shape)]).problems == [])
  }

  @Test(arguments: [
    // F5: a name that is in no context; one that is in an outer one only.
    ("x\n{{titel}}", "titel", 2, nil), ("{{o.pp}}", "o.pp", 1, nil),
    ("{{#rows}}{{title}}{{/rows}}", "title", 1, "../title"),
    ("{{#rows}}\n{{#words}}\n{{name}}{{/words}}{{/rows}}", "name", 3, "../name"),
    ("{{#rows}}{{#words}}{{o.q.r}}{{/words}}{{/rows}}", "o.q.r", 1, "../../o.q.r"),
    ("{{#titel}}{{/titel}}", "titel", 1, nil), ("{{^titel}}{{/titel}}", "titel", 1, nil),
    ("{{{titel}}}", "titel", 1, nil), ("{{&titel}}", "titel", 1, nil),
    ("{{#rows}}{{^title}}{{/title}}{{/rows}}", "title", 1, "../title"),
    ("{{#rows}}{{../name}}{{/rows}}", "../name", 1, nil),
  ])
  func whatIsNotThereIsAnErrorWithItsPlace(
    _ source: String, _ name: String, _ line: Int, _ outer: String?
  ) throws {
    let templates = try templates(source)
    let found = templates.check([("t", shape)]).problems
    guard case .unknownName(let path, let near, let meant)? = found.first, found.count == 1 else {
      Issue.record("\(found)")
      return
    }
    #expect(path.text == name && path.line == line && path.template == "t")
    #expect(meant == outer)
    #expect(near.count <= 3)
    #expect(throws: MustacheProblem.self) { try templates.render("t", value) }
  }

  @Test func theNearestNamesComeFirst() throws {
    let found = try templates("{{tilte}}").check([("t", shape)]).problems
    guard case .unknownName(_, let near, nil)? = found.first else {
      Issue.record("\(found)")
      return
    }
    #expect(near == ["title"])
  }

  /// A section that this value does not show is looked at all the same.
  @Test func whatACaseDoesNotShowIsFoundWithoutIt() throws {
    let hidden = MustacheValue.object(["rows": .list([]), "title": .string("x")])
    let templates = try templates("{{#rows}}{{nam}}{{/rows}}{{title}}")
    #expect(try templates.render("t", hidden) == "x")
    #expect(templates.check([("t", shape)]).problems.count == 1)
  }

  @Test func aListIsNotPrintedAndNothingIsFurtherOut() throws {
    let list = try templates("{{rows}}")
    guard case .notPrinted? = list.check([("t", shape)]).problems.first else {
      Issue.record("\(list.check([("t", shape)]).problems)")
      return
    }
    #expect(throws: MustacheProblem.self) { try list.render("t", value) }
    let far = try templates("{{../title}}")
    guard case .noOuter? = far.check([("t", shape)]).problems.first else {
      Issue.record("\(far.check([("t", shape)]).problems)")
      return
    }
    #expect(throws: MustacheProblem.self) { try far.render("t", value) }
  }

  @Test func aSentenceOfAValueSeesNothingOfWhereItIsPrinted() throws {
    let templates = try templates(
      "{{said}}", ["own": .plain("{{a}}"), "outer": .plain("{{title}}")])
    func render(_ said: MustacheValue) throws -> String {
      try templates.render("t", .object(["said": said, "title": .string("outer")]))
    }
    #expect(try render(.phrase("own", ["a": .string("x")])) == "x")
    #expect(throws: MustacheProblem.self) { try render(.phrase("outer")) }
    #expect(templates.check([], said: [("own", .object(["a": .text]))]).problems == [])
    #expect(templates.check([], said: [("outer", .object(["a": .text]))]).problems.count == 1)
  }

  @Test func aSentenceGoesByANumberThatIsThere() throws {
    let counted = Sentence.counted(by: "n", one: "one", other: "{{n}} of them")
    let templates = try templates("{{t.many}}", ["many": counted])
    #expect(try templates.render("t", value) == "7 of them")
    #expect(templates.check([("t", shape)]).problems == [])
    let words = MustacheShape.object(["n": .text])
    #expect(templates.check([("t", words)]).problems == [.notNumber(key: "many", name: "n")])
  }

  @Test func whatIncludesItselfIsNamedAndEnds() throws {
    let endless = try templates("{{#flag}}{{> t}}{{/flag}}")
    #expect(endless.check([("t", shape)]).problems == [.tooDeep(template: "t")])
  }

  /// Sentences that go by their English: the same machinery, places in one brace, plurals too.
  @Test func aSentenceThatGoesByItsEnglishIsFilledIn() throws {
    var language = MustacheLanguage.none
    language.sentences = [
      .english("{0} of {1}"): .plain("von {1}: {0}"),
      .english("{0} rows"): .counted(by: "0", one: "eine Zeile", other: "{0} Zeilen"),
    ]
    let templates = try MustacheTemplates(
      ["t": "{{said}}"], language: language, escape: Escaping.html)
    func said(_ statement: Statement) throws -> String {
      try templates.render("t", .object(["said": .statement(statement)]))
    }
    #expect(try said("\("<a>") of \(3)") == "von 3: &lt;a&gt;")
    #expect(try said("\(1) rows") == "eine Zeile")
    #expect(try said("\(2) rows") == "2 Zeilen")
    // No translation: its English stands.
    #expect(try said("only \(2) of \("{0}")") == "only 2 of {0}")
  }
}
