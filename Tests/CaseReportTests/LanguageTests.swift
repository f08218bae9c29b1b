import CaseModel
import Files
import TestSupport
import Testing
import TextFormats

@testable import CaseReport

/// The language files against the sources, the templates and each other.
struct LanguageTests {
  private let languages: [ReportLanguage]

  init() throws { languages = try TemplateSet.builtIn.languages() }

  private func language(_ id: String) throws -> ReportLanguage {
    try #require(languages.first { $0.id == id })
  }

  @Test func thereAreThree() {
    #expect(languages.map(\.id) == ["de", "en", "pt-BR"])
  }

  @Test func everySentenceOfFindingsAndLawsIsTranslatedAndNoOther() throws {
    let findings = try StatementSources.patterns()
    #expect(findings.count > 140)
    let laws = try lawTexts()
    #expect(laws.count > 150)
    let worded = findings.filter { pattern in
      Statement.pieces(pattern).contains { $0.text.contains { $0.isLetter } }
    }
    for language in languages where language.id != "en" {
      let own = Set(
        language.sentences.keys.compactMap { if case .english(let text) = $0 { text } else { nil } }
      )
      #expect(worded.union(laws).subtracting(own).sorted() == [], "\(language.id)")
      #expect(own.subtracting(findings.union(laws)).sorted() == [], "\(language.id)")
    }
  }

  /// Places are numbered in the order of the values; a word in braces would be taken for one.
  @Test func everyPlaceOfASentenceOfTheFindingsIsOfAValue() throws {
    for pattern in try StatementSources.patterns() {
      let places = Statement.pieces(pattern).compactMap(\.place)
      #expect(places == places.indices.map(String.init), "\(pattern)")
    }
  }

  private func lawTexts() throws -> Set<String> {
    var all: Set<String> = []
    for regime in try TemplateSet.builtIn.regimes() {
      all.formUnion([regime.title, regime.authority])
      all.formUnion(regime.triggers.map(\.text) + regime.thresholds.map(\.subject))
      all.formUnion(regime.notices.flatMap { [$0.to, $0.deadline.text] })
      all.formUnion((regime.items + (regime.assessment?.factors ?? [])).map(\.text))
      all.formUnion([regime.assessment?.text, regime.retention?.text].compactMap { $0 })
    }
    return all
  }

  /// What the sources hold is read from their text; this holds it against what findings say.
  @Test func everySentenceThatFindingsSayIsOneOfTheSources() throws {
    let known = try StatementSources.patterns()
    let story = NorthwindCase()
    let scope = try fixtureScope(
      #"""
      {"mailboxes": [{"upn": "m.rivera@northwind-clinic.example"}, {"upn": "nobody@x"}],
       "windows": [{"from": "2025-02-01", "to": "2025-03-18"}],
       "indicators": [{"id": "A1", "addresses": ["203.0.113.66"], "logonTypes": [0]},
                      {"id": "A2", "sessions": ["matches nothing"]}],
       "knownGood": [{"id": "K1", "addresses": ["198.51.100.0/26"]}],
       "readings": {"throttle": "undetermined"}}
      """#)
    var all: [Statement] = []
    for evidence in [[FixtureFile(story.csv), FixtureFile(story.json)], []] {
      let findings = try fixtureFindings(evidence, scope)
      all += findings.anomalies.map(\.text) + findings.completeness.reasons
      all += findings.completeness.files.flatMap(\.signs).map(\.text)
      for mailbox in findings.mailboxes {
        all += mailbox.coverage.reasons + mailbox.unauditedPeriods.map(\.note)
      }
      findings.contexts.forEach { all += $0.attribution.reasons + $0.hints }
    }
    func patterns(_ statement: Statement) -> [String] {
      [statement.pattern]
        + statement.values.flatMap { value -> [String] in
          switch value {
          case .statement(let inner): patterns(inner)
          case .list(let list): list.flatMap(patterns)
          case .text, .number, .time, .date: []
          }
        }
    }
    let said = Set(all.flatMap(patterns))
    #expect(said.count > 15)
    #expect(said.subtracting(known).sorted() == [])
  }

  @Test func everyPhraseIsUsedAndNoneIsMissing() throws {
    let english = try sentences("en")
    var used: Set<String> = []
    for text in TemplateSet.builtIn.texts.values { used.formUnion(phrases(in: text)) }
    for sentence in english.values {
      for form in sentence.forms { used.formUnion(phrases(in: form)) }
    }
    // What Swift names whole, and the kinds that it names one of.
    let sources = try literals(of: "\(repositoryRoot)/Sources/CaseReport")
    used.formUnion(english.keys.filter(sources.contains))
    func kinds(_ prefix: String, _ names: [String]) { used.formUnion(names.map { prefix + $0 }) }
    kinds("acquisition.", AcquisitionKind.allCases.map(\.rawValue))
    kinds("cause.", UnauditedCause.allCases.map(\.rawValue))
    kinds("class.", AttributionClass.allCases.map(\.rawValue) + ["outsideWindow", "otherMailbox"])
    kinds(
      "meaning.", AttributionClass.allCases.map(\.rawValue) + ["outsideWindow", "otherMailbox"])
    kinds("unnamed.", UnnamedAccess.Kind.allCases.map(\.rawValue))
    kinds("coverage.", ["shown", "indicated", "notShown"])
    kinds("completeness.", ["noSignFound", "signsFound", "notAssessable"])
    kinds("basis.", ["direct", "linked", "linkedEarlier", "assumption", "sync", "throttled"])
    kinds("reading.sync.", ["mailbox", "folder"])
    kinds("reading.throttle.", ["assumed", "undetermined"])
    kinds("decisions.", ["indicator", "knownGood"])
    kinds("acts.", Act.Group.allCases.map(\.rawValue))
    kinds("unread.", UnreadMember.Consequence.allCases.map(\.rawValue))
    kinds("weekday.", (0..<7).map(String.init))
    kinds("threshold.", Regime.Threshold.Rule.allCases.map(\.rawValue))
    kinds(
      "deadline.", Regime.Deadline.Unit.allCases.filter { $0 != .none }.map(\.rawValue))
    kinds("deadline.sum.", ["days", "businessDays", "months"])
    for prefix in ["answer.", "says.", "limit.", "method.", "origin.", "decisions.", "other."] {
      kinds(
        prefix,
        english.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
          .filter(sources.contains))
    }
    let points = english.keys.filter { $0.hasPrefix("open.") && !$0.hasSuffix(".why") }
      .filter { sources.contains(String($0.dropFirst("open.".count))) }
    used.formUnion(points.flatMap { [$0, "\($0).why"] })
    #expect(used.subtracting(english.keys).sorted() == [])
    #expect(Set(english.keys).subtracting(used).sorted() == [])
  }

  /// A translation that leaves out a number, or names another, would say something else.
  @Test func everyTranslationSpeaksOfTheSameThings() throws {
    func names(_ sentence: Sentence) -> Set<String> {
      var all = Set(sentence.forms.flatMap(tags(in:)))
      if case .counted(let by, _, _) = sentence { all.insert("by \(by)") }
      return all
    }
    let english = try sentences("en")
    for language in languages {
      for (key, sentence) in try sentences(language.id) {
        #expect(
          names(sentence) == names(try #require(english[key])), "\(language.id) \(key)")
      }
    }
    #expect(TemplateSet.builtIn.check() == [])
  }

  private func sentences(_ id: String) throws -> [String: Sentence] {
    var all: [String: Sentence] = [:]
    for case (.name(let key), let sentence) in try language(id).sentences { all[key] = sentence }
    return all
  }

  /// The names in the tags of a text.
  private func tags(in text: String) -> [String] {
    text.split(separator: "{{").dropFirst(text.hasPrefix("{{") ? 0 : 1).compactMap { part in
      part.contains("}}")
        ? String(part.prefix { $0 != "}" }.drop { "#^/{&>$<!".contains($0) }) : nil
    }
  }

  private func phrases(in text: String) -> [String] {
    tags(in: text).filter { $0.hasPrefix("t.") }.map { String($0.dropFirst(2)) }
  }

  @Test func numbersDatesAndPluralsFollowTheLanguage() throws {
    let time = try #require(TimeReader.read("2025-03-09T07:08:09Z"))
    func said(_ id: String, _ number: Int64) throws -> String {
      try plainText(
        .joined([.time(time, .moment), .phrase("count.messages", ["messages": .number(number)])]),
        try language(id))
    }
    #expect(try said("en", 1_234) == "2025-03-09 07:08:09 UTC, 1,234 messages")
    #expect(try said("de", 1_234) == "09.03.2025 07:08:09 UTC, 1.234 Nachrichten")
    #expect(try said("pt-BR", 1_234_567) == "09/03/2025 07:08:09 UTC, 1.234.567 mensagens")
    #expect(try said("en", 0).hasSuffix("0 messages"))
    #expect(try said("de", 1).hasSuffix("1 Nachricht"))
    #expect(try said("pt-BR", 0).hasSuffix("0 mensagem"))
  }

  @Test func aSecondZoneFollowsDaylightSaving() throws {
    let spring = try #require(TimeReader.read("2025-03-09T07:00:00Z"))
    let zone = try #require(
      DisplayZone(
        name: "America/New_York",
        changes: [
          .init(from: UTCTime(seconds: 0), offset: -18_000, abbreviation: "EST"),
          .init(from: spring, offset: -14_400, abbreviation: "EDT"),
        ]))
    let english = try language("en")
    func said(_ time: UTCTime, _ form: TimeForm) -> String { english.time(time, form, zone: zone) }
    #expect(said(spring + -1, .moment) == "2025-03-09 06:59:59 UTC (01:59:59 EST)")
    #expect(said(spring, .time) == "2025-03-09 07:00:00 (03:00:00 EDT)")
    #expect(said(spring + -4 * 3_600, .time) == "2025-03-09 03:00:00 (2025-03-08 22:00:00 EST)")
    #expect(said(spring, .date) == "2025-03-09")
  }

  @Test func aStatementIsSaidInTheLanguage() throws {
    let statement = Statement(
      "\("m@x"): no record of any operation on \([Statement("not stated")])")
    #expect(statement.english == "m@x: no record of any operation on not stated")
    #expect(
      try plainText(.statement(statement), try language("de"))
        == "m@x: kein Eintrag irgendeines Vorgangs am nicht angegeben")
    // Evidence that looks like a place of a value is no such place.
    let hostile = Statement("also \("{0} {1}")")
    #expect(try plainText(.statement(hostile), try language("pt-BR")) == "também {0} {1}")
  }

  // MARK: - Wrong files

  @Test(arguments: [
    (#""language": "de""#, #""language": "fr""#, "language"),
    (#""one": "1""#, #""one": "2""#, "one"),
    (#""date": "{day}.{month}.{year}""#, #""date": "{day}.{month}""#, "date"),
    (#""group": ".""#, #""group": "..""#, "group"),
    (#""word.yes""#, #""word.yess""#, "phrases.word.yes"),
    (#""word.yes": "ja""#, #""word.yes": """#, "phrases.word.yes"),
    (#""by": "direct", "one""#, #""by": "direct", "two""#, "phrases.answer.recorded.two"),
    (#""also {0}": "auch {0}""#, #""also {0}": "auch {1}""#, "said.also {0}"),
  ])
  func aWrongLanguageIsRefusedWithItsKey(_ old: String, _ new: String, _ key: String) throws {
    var set = TemplateSet.builtIn
    let text = try #require(set.files["languages/de.json"])
    #expect(text.contains(old))
    let range = try #require(text.firstRange(of: old))
    set.files["languages/de.json"] = text.replacingCharacters(in: range, with: new)
    do {
      _ = try set.languages()
      Issue.record("read with \(new)")
    } catch let problem as TemplateProblem {
      #expect(problem.file == "languages/de.json" && problem.problem.key == key)
    }
  }

  /// The string literals of the sources, without their quotes.
  private func literals(of folder: String) throws -> Set<String> {
    var all: Set<String> = []
    for name in try folderEntries(folder) {
      let path = "\(folder)/\(name)"
      if try fileFacts(path)?.kind == .folder {
        all.formUnion(try literals(of: path))
      } else {
        let text = String(decoding: try readSmallFile(path), as: UTF8.self)
        all.formUnion(text.split(separator: "\"").map(String.init))
      }
    }
    return all
  }
}

extension String {
  fileprivate func firstRange(of needle: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(needle) }.map { $0..<index($0, offsetBy: needle.count) }
  }

  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
