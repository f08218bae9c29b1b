import CaseActions
import CaseModel
import CasePipeline
import CaseReport

let languageOption = Option(
  name: "language", value: "ID", text: "language of the reports, such as en, de or pt-BR",
  repeats: true)
let redactOption = Option(
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
  Option(
    name: "objects", value: "LIST",
    text: "for a tally: addresses and hashes of the evidence that stays elsewhere"),
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

let decisionOptions = [
  Option(name: "by", value: "NAME", text: "who decided"),
  Option(name: "why", value: "TEXT", text: "why"),
]

let caOption = Option(
  name: "ca", value: "FILE", text: "certificates (PEM) that you trust", repeats: true)

let verifyOptions = [
  Option(name: "no-seal", value: nil, text: "do not ask for the .zip.sha256 beside it"),
  caOption,
  Option(name: "at", value: "TIME", text: "when certificates must be valid; else now"),
]
