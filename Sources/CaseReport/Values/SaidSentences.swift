import CaseModel
import TextFormats

/// What a sentence sees that a value says (`MustacheValue.phrase`): the names that it may use. One that
/// is not listed sees nothing; one that a template prints (`{{t.key}}`) sees what stands around the tag.
enum SaidSentences {
  static func seen(by key: String) -> MustacheShape? {
    if let own = listed[key] { return own }
    return families.first { key.hasPrefix($0.prefix) }?.shape
  }

  /// All sentences of a part of the report see the same.
  private static let families: [(prefix: String, shape: MustacheShape)] = [
    ("answer.", AnswerFacts.shape), ("limit.", AnswerFacts.shape),
    ("method.", ReadingsPart.shape), ("other.", AlternativesFacts.shape),
    ("threshold.", .object(["n": .number])),
  ]

  private static let listed: [String: MustacheShape] = {
    let number = ["n": MustacheShape.number]
    var all: [String: [String: MustacheShape]] = [
      "title.breachScope": ["case": CasePart.shape],
      "notice.title": ["regime": RegimePart.shape],
      "page.recipient": texts("recipient"), "page.and": texts("first", "second"),
      "table.cut": ["shown": .number, "all": .number, "file": .text],
      "fact.adopted.text": texts("reason", "time", "seq"), "fact.issue.first": texts("number"),
      "fact.issue.later": texts("number", "before", "sha256"),
      "span.window": texts("from", "to"), "count.more": ["more": .number],
      "count.row": texts("evidence", "row"), "unit.hours": number, "unit.minutes": number,
      "unit.seconds": number, "acquisition.counted": ["name": .text, "n": .number],
      "basis.of": texts("mailbox", "bases"), "contexts.logonType": texts("name"),
      "unaudited.account": texts("account"), "unaudited.logonType": texts("number", "name"),
      "unaudited.accessType": texts("name"),
      "unaudited.inside": ["bind": .number, "notThrottled": .number, "sync": .number],
      "messages.identifiedBy": texts("name"),
      "threshold.of": texts("subject", "rule"), "count.messages": ["messages": .number],
    ]
    all.merge(decisions) { first, _ in first }
    all.merge(deadlines) { first, _ in first }
    all.merge(says) { first, _ in first }
    all.merge(open) { first, _ in first }
    return all.mapValues { .object($0) }
  }()

  private static func texts(_ names: String...) -> [String: MustacheShape] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, .text) })
  }

  private static let decisions: [String: [String: MustacheShape]] = {
    var all = [
      "decisions.indicator": texts("id"), "decisions.knownGood": texts("id"),
      "decisions.accessEnd.text": texts("at", "mailboxes"),
      "decisions.or": texts("first", "second"),
    ]
    for field in [
      "address", "session", "token", "client", "application", "device", "user", "logonType",
      "mailbox",
      "from", "to",
    ] {
      all["decisions.\(field)"] = texts("values")
    }
    return all
  }()

  private static let deadlines: [String: [String: MustacheShape]] = {
    let sum: [String: MustacheShape] = ["n": .number, "day": .text]
    var all = [
      "deadline.at": texts("at", "weekday"), "deadline.notInForce": texts("day"),
      "deadline.on": texts("day", "weekday"),
      "deadline.sum.days": sum, "deadline.sum.months": sum,
      "deadline.sum.hours": ["n": .number, "day": .text, "at": .text],
      "deadline.sum.businessDays": [
        "n": .number, "day": .text, "noHolidays": .flag, "skipped": .text,
      ],
    ]
    for unit in Regime.Deadline.Unit.allCases { all["deadline.\(unit.rawValue)"] = ["n": .number] }
    return all
  }()

  /// What is still open, and why it matters.
  private static let open: [String: [String: MustacheShape]] = {
    let points: [String: [String: MustacheShape]] = [
      "unreviewed": ["n": .number, "thresholds": .number], "inventory": texts("names"),
      "query": texts("names"), "trigger": texts("law", "event"), "auditing": texts("names"),
      "notInForce": texts("law"),
    ]
    var all: [String: [String: MustacheShape]] = [:]
    for (name, values) in points {
      all["open.\(name)"] = values
      all["open.\(name).why"] = values
    }
    return all
  }()

  /// What the evidence says to an item of a notice.
  private static let says: [String: [String: MustacheShape]] = {
    let assumed: [String: MustacheShape] = ["mailbox": .text, "known": .flag, "assumed": .number]
    let counted: [String: MustacheShape] = ["n": .number]
    let inMailbox: [String: MustacheShape] = ["n": .number, "mailbox": .text]
    return [
      "says.period": texts("first", "last"),
      "says.recorded": ["mailbox": .text, "messages": .number], "says.wholeBySync": assumed,
      "says.folders": assumed.merging(["folders": .text, "more": .number]) { first, _ in first },
      "says.throttled": assumed, "says.outside": counted, "says.contested": counted,
      "says.unnamed": inMailbox, "says.notShown": inMailbox,
      "says.unaudited": texts("mailbox", "duration", "causes"), "says.mailboxes": texts("names"),
      "says.otherWays": texts("kinds"), "says.addresses": texts("values"),
      "says.linkedAddresses": texts("values"), "says.assumedAddresses": texts("values"),
      "says.clients": texts("values"), "says.sessions": texts("values"),
      "says.otherClients": texts("values"), "says.otherSessions": texts("values"),
      "says.otherApplications": texts("values"), "says.applications": texts("values"),
      "says.categories": texts("values"),
      "says.people": ["people": .number, "sensitive": .number, "unreviewed": .number],
    ]
  }()
}
