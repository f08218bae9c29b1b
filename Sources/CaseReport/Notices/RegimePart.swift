import CaseModel
import TextFormats

/// Which law a worksheet is of.
struct RegimePart: ReportPart {
  let id, law, lawLanguage, version: String
  let title, authority, inForceSince, lastChecked: Words

  static let names: [ReportName<Self>] = [
    .init("id", .named, \.id), .init("title", .named, \.title),
    .init("authority", .named, \.authority), .init("law", .named, \.law),
    .init("lawLanguage", .named, \.lawLanguage), .init("version", .named, \.version),
    .init("inForceSince", .named, \.inForceSince),
    .init("lastChecked", .named, \.lastChecked),
  ]

  init(_ regime: Regime) {
    id = regime.id
    law = regime.law
    lawLanguage = regime.lawLanguage
    version = regime.version
    title = NoticeWords.words(regime.title)
    authority = NoticeWords.words(regime.authority)
    inForceSince = NoticeWords.day(regime.inForceSince)
    lastChecked = NoticeWords.day(regime.lastChecked)
  }
}

struct LawSourceRow: ReportPart {
  let text: String
  let check: Words?

  static let names: [ReportName<Self>] = [
    .init("text", .named, \.text), .init("check", .named, \.check),
  ]
}

struct CitedWords: ReportPart {
  let text: Words
  let citation: String

  static let names: [ReportName<Self>] = [
    .init("text", .named, \.text), .init("citation", .named, \.citation),
  ]
}

struct RetentionPart: ReportPart {
  let text: Words
  let citation: String
  let check: Words?

  static let names: [ReportName<Self>] = [
    .init("text", .named, \.text), .init("citation", .named, \.citation),
    .init("check", .named, \.check),
  ]
}

/// The law in its own words.
struct QuoteRow: ReportPart {
  let text, citation: String
  let check: Words?

  static let names: [ReportName<Self>] = [
    .init("text", .named, \.text), .init("citation", .named, \.citation),
    .init("check", .named, \.check),
  ]
}
