import CaseModel
import CasePipeline
import CaseReport

/// Every command, in the order of the workflow. Parser, help and README's table are made from it.
let commandTable: [Command] =
  [
    Command(
      name: "run", operands: "CASE [EXPORT…]", least: 1, most: nil,
      text: "do everything: import, findings, render, pack, verify",
      options: reportOptions, run: runCase),
    Command(
      name: "new", operands: "CASE", least: 1, most: 1, text: "make a new case folder",
      options: [
        Option(name: "number", value: "TEXT", text: "case number; names the bundles"),
        Option(name: "title", value: "TEXT", text: "title of the case"),
        Option(name: "organisation", value: "TEXT", text: "whose mailboxes these are"),
        Option(name: "examiner", value: "TEXT", text: "who examines"),
        Option(
          name: "marking", value: "TEXT", text: "printed on every report, such as a privilege"),
        Option(name: "language", value: "ID", text: "language of the reports: en, de or pt-BR"),
        Option(
          name: "zone", value: "ZONE", text: "a second zone for times, such as America/New_York"),
      ], run: newCase),
    Command(
      name: "import", operands: "CASE FILE…", least: 2, most: nil,
      text: "copy exports into the case, hash, read and register them; - is standard input",
      options: importOptions + [
        Option(name: "dry-run", value: nil, text: "show the ledger of each file, change nothing")
      ],
      run: importFiles),
    Command(
      name: "contexts", operands: "CASE", least: 1, most: 1,
      text: "list who accessed what from where", options: contextOptions, run: listContexts),
    Command(
      name: "scope", operands: "CASE", least: 1, most: 1,
      text: "show the scope, or add mailboxes, windows and indicators", options: scopeOptions,
      run: editScope),
    Command(
      name: "findings", operands: "CASE", least: 1, most: 1,
      text: "compute findings from the evidence and write them", options: [], run: findCase),
    Command(
      name: "check", operands: "CASE [ID…]", least: 1, most: nil,
      text: "say for message ids whether they were accessed, in every mailbox",
      options: [
        Option(name: "ids", value: "FILE", text: "a file with one id a line; - is standard input"),
        Option(name: "csv", value: nil, text: "print the verdicts as CSV"),
      ], run: checkMessages),
    Command(
      name: "inventory", operands: "CASE", least: 1, most: 1,
      text: "list the messages that a mailbox held, each with its tier",
      options: [
        Option(
          name: "tier", value: MessageTier.allCases.map(\.rawValue).joined(separator: "|"),
          text: "only of this tier"),
        Option(name: "mailbox", value: "UPN|GUID", text: "only of this mailbox"),
        Option(name: "folder", value: "PATH", text: "only of this folder"),
        Option(name: "unplaced", value: nil, text: "only those that cannot be placed"),
        Option(name: "subjects", value: nil, text: "with sender and subject: personal data"),
        Option(name: "csv", value: nil, text: "print them as CSV"),
      ], run: listInventory),
    Command(
      name: "render", operands: "CASE", least: 1, most: 1,
      text: "write the breach-scope report and the notice worksheets",
      options: [
        Option(
          name: "report", value: "NAME",
          text: "only this one: \(reportNames.joined(separator: ", "))"),
        Option(name: "regime", value: "ID", text: "the regime of a notice"),
        redactOption,
      ] + reportOptions, run: renderCase),
    Command(
      name: "export", operands: "CASE", least: 1, most: 1,
      text: "write the findings for review programs, spreadsheets and CASE/UCO",
      options: [redactOption], run: exportCase),
    Command(
      name: "templates", operands: "ACTION DIR", least: 2, most: 2,
      text: "export the templates, languages and regimes to a folder, or check one", options: [],
      run: handleTemplates),
    Command(
      name: "regimes", operands: "", least: 0, most: 0,
      text: "list the notification laws that worksheets are made for", options: [templatesOption],
      run: listRegimes),
    Command(
      name: "trigger", operands: "CASE", least: 1, most: 1,
      text: "enter what started the clock of a notification law, or list the deadlines",
      options: [
        Option(name: "regime", value: "ID", text: "which law"),
        Option(name: "name", value: "TRIGGER", text: "which of its triggers"),
        Option(name: "at", value: "TIME", text: "when, UTC"),
        Option(name: "by", value: "NAME", text: "who decided"),
        Option(name: "why", value: "TEXT", text: "why"),
        templatesOption,
      ], run: enterTrigger),
    Command(
      name: "review", operands: "ACTION CASE [FILE]", least: 2, most: 3,
      text: "export the list that reviewers fill in, or import their decisions", options: [],
      run: reviewMessages),
    Command(
      name: "issue", operands: "CASE", least: 1, most: 1,
      text: "keep the findings that were handed out, and begin the issue that supersedes them",
      options: [
        Option(name: "by", value: "NAME", text: "who decided"),
        Option(name: "why", value: "TEXT", text: "why"),
      ], run: beginIssue),
    Command(
      name: "diff", operands: "CASE", least: 1, most: 1,
      text: "say what changed between two issues of the findings",
      options: [
        Option(
          name: "from", value: "N", text: "the earlier issue; else the one before the present"),
        Option(name: "to", value: "M", text: "the later issue; else the present one, computed now"),
      ], run: showDiff),
  ] + bundleCommands + caseCommands + [
    Command(
      name: "schema", operands: "NAME", least: 1, most: 1,
      text: "print the JSON Schema of a document: findings", options: [], run: printSchema)
  ]

let languageOption = Option(
  name: "language", value: "ID", text: "language of the reports, such as en, de or pt-BR",
  repeats: true)
private let redactOption = Option(
  name: "redact", value: nil,
  text: "for sharing: pseudonyms for mailboxes, users, addresses and message ids")
let templatesOption = Option(
  name: "templates", value: "DIR", text: "a folder of templates; what is not in it is built in")

let reportOptions = [
  languageOption,
  Option(
    name: "format", value: ReportFormat.allCases.map(\.rawValue).joined(separator: "|"),
    text: "what reports are written as; else HTML and Markdown. PDF needs Chromium or Chrome",
    repeats: true),
  Option(name: "paper", value: "A4|letter", text: "of a PDF; else A4"),
  templatesOption,
]

let contextOptions = [
  Option(name: "mailbox", value: "UPN|GUID", text: "only of this mailbox"),
  Option(name: "user", value: "UPN", text: "only of this user"),
  Option(name: "address", value: "IP|CIDR", text: "only from these addresses"),
  Option(name: "session", value: "ID", text: "only of this session"),
  Option(name: "client", value: "TEXT", text: "only with this in the client string"),
  Option(name: "application", value: "ID", text: "only of this application"),
  Option(
    name: "class", value: AttributionClass.allCases.map(\.rawValue).joined(separator: "|"),
    text: "only of this class"),
  Option(
    name: "sort", value: ContextFilter.Order.allCases.map(\.rawValue).joined(separator: "|"),
    text: "most records or messages first; or by time, or by id"),
  Option(name: "limit", value: "N", text: "no more than so many"),
]

let importOptions = [
  Option(
    name: "kind", value: EvidenceKind.allCases.map(\.rawValue).joined(separator: "|"),
    text: "what the files hold: audit records, how auditing was set, or a mailbox's messages"),
  Option(name: "about", value: "FILE.json", text: "what is known of the export's origin"),
  Option(name: "source-system", value: "TEXT", text: "where the records come from"),
  Option(name: "tenant", value: "TEXT", text: "tenant name or id"),
  Option(name: "collected-at", value: "TIME", text: "when the export was made, UTC"),
  Option(name: "collected-by", value: "NAME", text: "who made it"),
  Option(name: "collected-tool", value: "TEXT", text: "with which tool"),
  Option(name: "collected-command", value: "TEXT", text: "with which command"),
  Option(name: "query-from", value: "TIME", text: "start of the query's range, UTC"),
  Option(name: "query-to", value: "TIME", text: "end of the query's range, UTC"),
  Option(
    name: "query-operation", value: "NAME", text: "an operation the query asked for", repeats: true),
  Option(name: "query-user", value: "UPN", text: "a user the query asked for", repeats: true),
  Option(name: "query-mailbox", value: "UPN", text: "a mailbox the query asked for", repeats: true),
  Option(name: "query-text", value: "TEXT", text: "free text the query was filtered by"),
  Option(
    name: "query-unfiltered", value: nil,
    text: "the query had no filter by operation, user, mailbox or text"),
  Option(name: "query-folder", value: "PATH", text: "the folder that listed messages are from"),
  Option(
    name: "with-recoverable", value: "yes|no", text: "messages of Recoverable Items are listed too"),
  Option(name: "with-archive", value: "yes|no", text: "messages of the archive are listed too"),
  Option(name: "received-from", value: "NAME", text: "who handed it over"),
  Option(name: "received-at", value: "TIME", text: "when, UTC"),
]

let scopeOptions = [
  Option(name: "mailbox", value: "UPN|GUID", text: "a mailbox to examine", repeats: true),
  Option(name: "from", value: "TIME", text: "start of a window, UTC; needs --to"),
  Option(name: "to", value: "TIME", text: "end of the window, excluded"),
  Option(name: "attacker-address", value: "IP|CIDR", text: "an attacker's address", repeats: true),
  Option(name: "attacker-session", value: "ID", text: "an attacker's session", repeats: true),
  Option(name: "attacker-token", value: "ID", text: "an attacker's token", repeats: true),
  Option(name: "attacker-client", value: "TEXT", text: "part of a client string", repeats: true),
  Option(name: "attacker-application", value: "ID", text: "an application id", repeats: true),
  Option(name: "attacker-user", value: "UPN", text: "an attacker's account", repeats: true),
  Option(name: "known-good-address", value: "IP|CIDR", text: "a known-good address", repeats: true),
  Option(name: "known-good-session", value: "ID", text: "a known-good session", repeats: true),
  Option(name: "known-good-client", value: "TEXT", text: "part of a client string", repeats: true),
  Option(
    name: "known-good-application", value: "ID", text: "a known-good application", repeats: true),
  Option(name: "known-good-user", value: "UPN", text: "a known-good account", repeats: true),
  Option(name: "sync-reading", value: "mailbox|folder", text: "what a Sync record assumes (R9)"),
  Option(
    name: "throttle-reading", value: "assumed|undetermined", text: "what throttling means (R10)"),
  Option(
    name: "assumption", value: "attributed|everyAccess", text: "whose access counts (R15)"),
  Option(
    name: "access-ended", value: "TIME",
    text: "the attacker had no access from then on, UTC; with --mailbox, to that mailbox"),
  Option(name: "link-sessions", value: "true|false", text: "follow shared sessions (R14)"),
  Option(
    name: "leave-outside", value: "UPN|GUID",
    text: "matches in this mailbox stay outside the scope",
    repeats: true),
  Option(name: "adopt", value: nil, text: "stand for scope.json as it is"),
  Option(
    name: "final", value: nil,
    text: "adopt the scope if nothing is missing, so that reports are no drafts; else say what is"),
  Option(name: "by", value: "NAME", text: "who decided"),
  Option(name: "why", value: "TEXT", text: "why"),
]
