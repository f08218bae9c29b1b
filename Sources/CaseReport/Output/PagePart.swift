import CaseModel
import TextFormats

/// Of a page that is printed: its paper; a page of HTML has none.
struct StylePart: ReportPart {
  let paper: String?

  static let names: [ReportName<Self>] = [.init("paper", .named, \.paper)]
}

/// What a page of HTML needs besides: its style and script, and their hashes for its policy.
struct PagePart: ReportPart {
  let style, styleHash, script, scriptHash: Markup

  static let names: [ReportName<Self>] = [
    .init("style", \.style), .init("styleHash", \.styleHash), .init("script", \.script),
    .init("scriptHash", \.scriptHash),
  ]
}

/// What an Office Open XML document needs besides.
struct WordPart: ReportPart {
  let wordLanguage, created: String

  static let names: [ReportName<Self>] = [
    .init("wordLanguage", .named, \.wordLanguage), .init("created", .named, \.created),
  ]

  init(_ input: ReportInput) {
    wordLanguage =
      ["en": "en-US", "de": "de-DE"][input.language.id] ?? input.language.id
    created = input.stateTime.iso
  }
}
