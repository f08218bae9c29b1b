import CaseModel
import Files
import TestSupport
import Testing
import TextFormats

@testable import CasefileCLI

/// A template folder comes from somebody: what is called what in it reaches a terminal as evidence
/// does, shown and never obeyed.
struct TemplateNameTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private var templates: String { place.path("templates") }
  private var folder: String { place.path("case") }

  /// Colours, the title of the window, the order of reading, a line of its own.
  private static let hostile = "x\u{1B}[31m\u{1B}]0;t\u{07}\u{202E}\u{9B}2J\nFORGED"
  private static var escaped: String {
    hostile.unicodeScalars.map { scalar in
      scalar.value < 0x20
        ? "\\u00\(scalar.value < 16 ? "0" : "1")\(hex(scalar.value % 16))"
        : String(scalar)
    }.joined()
  }
  private static func hex(_ digit: UInt32) -> String { String(digit, radix: 16) }

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

  /// Every command that reads a template folder; each says something of it, and all of it is safe.
  private func expectNothingRaw(says words: String = "[U+001B]") {
    var all = ""
    for arguments in [
      ["templates", "check", templates], ["regimes", "--templates", templates],
      ["render", folder, "--templates", templates],
      ["render", folder, "--templates", templates, "--language", TemplateNameTests.hostile],
      ["run", folder, "--templates", templates],
      ["collect-help", folder, "--from", "2025-03-01", "--to", "2025-03-02"],
      ["trigger", folder, "--templates", templates],
      [
        "trigger", folder, "--templates", templates, "--regime", TemplateNameTests.hostile,
        "--name",
        "n", "--at", "2025-03-01", "--by", "b", "--why", "w",
      ],
      [
        "trigger", folder, "--templates", templates, "--regime", "gdpr", "--name", "n", "--at",
        "2025-03-01", "--by", "b", "--why", "w",
      ],
    ] {
      let outcome = runner.run(arguments)
      let text = outcome.out + outcome.error
      all += text
      let raw = text.unicodeScalars.filter { TextScalar.isHidden($0.value) && $0 != "\n" }
      #expect(raw.isEmpty, "\(arguments): \(text.debugDescription)")
      #expect(!text.contains("\nFORGED") && !text.hasPrefix("FORGED"), "\(arguments): \(text)")
    }
    #expect(all.contains(words), "\(all)")
  }

  @Test(arguments: ["reports", "docx", "languages", "regimes"])
  func aFilesNameIsShown(_ part: String) throws {
    try place.write("templates/\(part)/\(TemplateNameTests.hostile).json", "{{a}}")
    expectNothingRaw()
  }

  @Test func aFileWhoseBytesAreNoTextIsShown() throws {
    try place.write("templates/reports/\(TemplateNameTests.hostile)", [0xFF, 0xFE, 0xFF])
    expectNothingRaw()
  }

  @Test(arguments: [
    ("{{case.number}}", "{{> X}}"), ("{{case.number}}", "{{#X}}"), ("{{case.number}}", "{{/X}}"),
    ("{{case.number}}", "{{t.X}}"), ("{{case.number}}", "{{X}}"), ("{{case.number}}", "{{$X}}"),
  ])
  func aNameInATagIsShown(_ old: String, _ new: String) throws {
    try change("reports/page.html", old, new.replacing("X", with: TemplateNameTests.hostile))
    expectNothingRaw()
  }

  @Test(arguments: ["\"word.yes\": \"yes\",", "\"schema\": \"casefile/language/1\","])
  func aKeyOfALanguageIsShown(_ line: String) throws {
    try change("languages/en.json", line, "\(line) \"\(TemplateNameTests.escaped)\": \"x\",")
    expectNothingRaw()
  }

  @Test func aSentenceThatCannotBeUsedIsShown() throws {
    try change(
      "languages/en.json", "\"word.yes\": \"yes\"",
      "\"word.yes\": \"{{\(TemplateNameTests.escaped)}}\"")
    expectNothingRaw()
  }

  @Test(arguments: ["\"id\": \"gdpr\"", "\"schema\": \"casefile/regime/1\"", "\"mark\": \"V\""])
  func aValueOfARegimeIsShown(_ member: String) throws {
    let key = member.prefix { $0 != ":" }
    try change("regimes/gdpr.json", member, "\(key): \"\(TemplateNameTests.escaped)\"")
    expectNothingRaw()
  }

  @Test func theWordsOfARegimeAreShown() throws {
    for old in ["GDPR, Articles 33 and 34", "Regulation (EU) 2016/679, Articles 33 and 34"] {
      try change("regimes/gdpr.json", "\"\(old)\"", "\"\(TemplateNameTests.escaped)\"")
    }
    let word = "the controller became aware: a reasonable degree"
    try change("regimes/gdpr.json", word, TemplateNameTests.escaped)
    try change("regimes/gdpr.json", "Article 33(1)", TemplateNameTests.escaped)
    try change("regimes/gdpr.json", "\"awareness\"", "\"\(TemplateNameTests.escaped)\"")
    runner.run("new", place.path("other"), "--regime", "gdpr", "--quiet")
    expectNothingRaw()
  }

  @Test func aKeyOfARegimeAndJSONThatEndsAreShown() throws {
    try change("regimes/gdpr.json", "\"authority\":", "\"\(TemplateNameTests.escaped)\":")
    expectNothingRaw()
    try place.write("templates/regimes/gdpr.json", "{\"\(TemplateNameTests.escaped)\" \u{1B}[31m")
    expectNothingRaw(says: "found")
  }

  /// Whatever somebody forgets to show: no line for people holds what moves their eyes.
  @Test func theTerminalItselfLetsNothingThrough() throws {
    var written: [UInt8] = []
    var terminal = Terminal(out: { written += $0 }, error: { written += $0 })
    terminal.isColoured = true
    try terminal.out("a\u{1B}[2J\nb")
    terminal.error("c\u{202E}")
    terminal.warn("d\u{07}", hint: "e\u{1B}")
    terminal.next("f\u{9B}")
    terminal.fail(ErrorWords("g\nFORGED", "h\u{0D}", 1))
    #expect(
      String(decoding: written, as: UTF8.self) == """
        a[U+001B][2J
        b
        c[U+202E]
        \u{1B}[1;33mcasefile:\u{1B}[0m d[U+0007]
        casefile: \u{1B}[1;36mhint:\u{1B}[0m e[U+001B]
        \u{1B}[1;32mnext:\u{1B}[0m f[U+009B]
        casefile: \u{1B}[1;31merror:\u{1B}[0m g[U+000A]FORGED
        casefile: \u{1B}[1;36mhint:\u{1B}[0m h[U+000D]

        """)
  }
}
