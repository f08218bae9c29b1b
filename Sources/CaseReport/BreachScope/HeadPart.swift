import CaseModel
import TextFormats

/// Which case, issue and state a report is about, and what it was made with.
struct HeadPart: ReportPart {
  let caseFacts: CasePart
  let state: StatePart
  let issue: Words
  let issueNumber, supersedes, language, languageName, zone: String
  let isDraft: Bool
  let status: Words
  let draft: [StatementRow]
  let adoption: Words?
  let tool: ToolPart
  let windows: [WindowRow]
  let inputs: InputsPart

  static let names: [ReportName<Self>] = [
    .init("case", \.caseFacts), .init("state", \.state), .init("issue", .named, \.issue),
    .init("issueNumber", .named, \.issueNumber), .init("supersedes", .named, \.supersedes),
    .init("language", .named, \.language), .init("languageName", .named, \.languageName),
    .init("zone", .named, \.zone), .init("isDraft", \.isDraft), .init("status", .named, \.status),
    .init("draft", \.draft), .init("adoption", .named, \.adoption), .init("tool", \.tool),
    .init("windows", \.windows), .init("inputs", \.inputs),
  ]

  init(_ input: ReportInput) {
    let request = input.findings.request
    caseFacts = CasePart(input)
    state = StatePart(seq: "\(input.stateSeq)", time: ReportWords.moment(input.stateTime))
    issue = HeadPart.words(request.issue)
    issueNumber = "\(request.issue.number)"
    supersedes = request.issue.supersedes.isEmpty ? "" : "\(request.issue.number - 1)"
    language = input.language.id
    languageName = input.language.name
    zone = input.document.displayZone?.name ?? ""
    isDraft = !input.draft.isEmpty
    status = .phrase(
      input.draft.isEmpty
        ? "status.final" : input.adoption == nil ? "status.draft" : "status.adopted")
    draft = input.draft.map { StatementRow(text: .statement($0)) }
    adoption = input.adoption.map { adoption in
      .phrase(
        "fact.adopted.text",
        [
          "reason": .string(adoption.reason),
          "time": ReportWords.moment(adoption.time), "seq": .string("\(adoption.seq)"),
        ])
    }
    tool = ToolPart(
      name: request.tool.name, version: request.tool.version, rules: request.tool.rules)
    windows = request.scope.windows.map { window in
      WindowRow(
        span: ReportWords.span(window.span),
        mailboxes: window.mailboxes.map(\.text).joined(separator: ", "))
    }
    inputs = InputsPart(
      scope: "SHA-256 \(request.scopeSHA256)", caseFile: "SHA-256 \(request.caseSHA256)",
      register: "SHA-256 \(request.registerSHA256)")
  }

  private static func words(_ issue: FindingsIssue) -> Words {
    let number = Words.string("\(issue.number)")
    if issue.supersedes.isEmpty { return .phrase("fact.issue.first", ["number": number]) }
    return .phrase(
      "fact.issue.later",
      [
        "number": number, "before": .string("\(issue.number - 1)"),
        "sha256": .string(issue.supersedes),
      ])
  }
}

struct CasePart: ReportPart {
  let number, title, organisation, examiner: String
  /// With whom this copy is for.
  let marking: Words

  static let names: [ReportName<Self>] = [
    .init("number", .named, \.number), .init("title", .named, \.title),
    .init("organisation", .named, \.organisation), .init("examiner", .named, \.examiner),
    .init("marking", .named, \.marking),
  ]

  init(_ input: ReportInput) {
    let document = input.document
    number = document.number
    title = document.title
    organisation = document.organisation
    examiner = document.examiner
    let own = document.marking
    let parts: [Words] =
      (own.isEmpty ? [] : [.string(own)])
      + (input.recipient.isEmpty
        ? [] : [.phrase("page.recipient", ["recipient": .string(input.recipient)])])
    marking = .joined(parts, separator: " · ")
  }
}

struct StatePart: ReportPart {
  let seq: String
  let time: Words

  static let names: [ReportName<Self>] = [
    .init("seq", .named, \.seq), .init("time", .named, \.time),
  ]
}

struct ToolPart: ReportPart {
  let name, version, rules: String

  static let names: [ReportName<Self>] = [
    .init("name", .named, \.name), .init("version", .named, \.version),
    .init("rules", .named, \.rules),
  ]
}

struct WindowRow: ReportPart {
  let span: Words
  let mailboxes: String

  static let names: [ReportName<Self>] = [
    .init("span", .named, \.span), .init("mailboxes", .named, \.mailboxes),
  ]
}

/// The documents of the case by their hashes.
struct InputsPart: ReportPart {
  let scope, caseFile, register: String

  static let names: [ReportName<Self>] = [
    .init("scope", .named, \.scope), .init("case", .named, \.caseFile),
    .init("register", .named, \.register),
  ]
}

/// A sentence of the findings in a list.
struct StatementRow: ReportPart {
  let text: Words

  static let names: [ReportName<Self>] = [.init("text", .named, \.text)]
}
