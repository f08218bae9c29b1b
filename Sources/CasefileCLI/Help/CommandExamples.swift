/// A command line that works, and what it does. A test runs every one of them, in this order, with a
/// case, an export, a bundle and an answer in place of the words in capitals.
struct CommandExample {
  var command: String
  var text: String
}

/// By command.
let commandExamples: [String: [CommandExample]] = [
  "run": [
    CommandExample(
      command: "casefile run CASE EXPORT.csv", text: "one more export, and all results anew")
  ],
  "new": [
    CommandExample(command: "casefile new NEW", text: "a case folder, and nothing else asked"),
    CommandExample(
      command: "casefile new NEW-2 --number 2025-014 --regime hipaa --zone America/Chicago",
      text: "with what the report will say"),
  ],
  "import": [
    CommandExample(
      command: "casefile import CASE EXPORT.csv --dry-run", text: "look first; nothing changes"),
    CommandExample(
      command: "casefile import CASE EXPORT.csv --collected-by 'D. Whitfield' --query-unfiltered",
      text: "with what is known of the export"),
  ],
  "collect-help": [
    CommandExample(
      command: "casefile collect-help CASE --from 2025-03-01 --to 2025-03-22",
      text: "PowerShell, Graph and portal, with their limits")
  ],
  "tally": [
    CommandExample(
      command: "casefile tally FIRST.json --scope SCOPE.json --source E001 --output TALLY",
      text: "what E001 adds up to"),
    CommandExample(
      command: "casefile tally merge TALLY OTHER --output BOTH", text: "and another part"),
    CommandExample(
      command: "casefile tally outline TALLY --scope SCOPE.json --output NAMES",
      text: "what mailboxes are called"),
  ],
  "spark": [
    CommandExample(command: "casefile spark", text: "for spark-submit; its beginning says how"),
    CommandExample(
      command: "casefile spark narrow", text: "for more than one machine adds up"),
    CommandExample(command: "casefile spark hashes", text: "the one that hashes what stays there"),
  ],
  "evidence": [
    CommandExample(
      command: "casefile evidence verify CASE", text: "each byte, also of what stays elsewhere")
  ],
  "contexts": [
    CommandExample(command: "casefile contexts CASE", text: "all of them, most records first"),
    CommandExample(
      command: "casefile contexts CASE --address 203.0.113.0/24 --json",
      text: "those from a network, for another program"),
  ],
  "scope": [
    CommandExample(
      command: "casefile scope CASE --attacker-address 203.0.113.66 --by D --why TEXT",
      text: "who is the attacker"),
    CommandExample(
      command: "casefile scope CASE --from 2025-03-10 --to 2025-03-18 --by D --why TEXT",
      text: "when it counts"),
    CommandExample(
      command: "casefile scope CASE --final --by Counsel --why TEXT",
      text: "somebody stands for it: reports are no drafts any more"),
  ],
  "findings": [
    CommandExample(
      command: "casefile findings CASE --json", text: "findings.json, as it is written")
  ],
  "check": [
    CommandExample(
      command: "casefile check CASE '<m1@x.example>'", text: "was this message accessed?")
  ],
  "inventory": [
    CommandExample(
      command: "casefile inventory CASE --tier assumed --csv",
      text: "as CSV, with each message's tier")
  ],
  "render": [
    CommandExample(
      command: "casefile render CASE --language de --format docx", text: "in German, for Word"),
    CommandExample(
      command: "casefile render CASE --report notice --regime gdpr", text: "the worksheet of a law"),
    CommandExample(command: "casefile render CASE --redact", text: "to be shared: with pseudonyms"),
  ],
  "export": [
    CommandExample(command: "casefile export CASE", text: "for Relativity, Excel and CASE/UCO")
  ],
  "templates": [
    CommandExample(
      command: "casefile templates export TEMPLATES", text: "every sentence, to be edited"),
    CommandExample(
      command: "casefile templates check TEMPLATES", text: "what is wrong with them, with lines"),
  ],
  "regimes": [CommandExample(command: "casefile regimes", text: "the laws and their triggers")],
  "trigger": [
    CommandExample(
      command:
        "casefile trigger CASE --regime gdpr --name awareness --at 2025-03-24 --by J --why TEXT",
      text: "starts the clock of a law"),
    CommandExample(command: "casefile trigger CASE", text: "the deadlines, with the arithmetic"),
  ],
  "review": [
    CommandExample(command: "casefile review export CASE", text: "the list that reviewers fill in")
  ],
  "issue": [
    CommandExample(
      command: "casefile issue CASE --by J --why 'handed to HHS'",
      text: "keeps what was handed out, begins the next issue")
  ],
  "diff": [CommandExample(command: "casefile diff CASE", text: "what changed since")],
  "pack": [
    CommandExample(command: "casefile pack CASE", text: "the whole case"),
    CommandExample(
      command: "casefile pack CASE --for regulator --recipient 'HHS OCR'",
      text: "what a regulator gets, and the list of what not"),
  ],
  "timestamp": [
    CommandExample(
      command: "casefile timestamp request BUNDLE.zip",
      text: "writes BUNDLE.zip.tsq, for an authority")
  ],
  "verify": [
    CommandExample(
      command: "casefile verify BUNDLE.zip --recompute", text: "and findings and reports anew"),
    CommandExample(command: "casefile verify BUNDLE.zip --json", text: "for another program"),
  ],
  "restore": [
    CommandExample(
      command: "casefile restore BUNDLE.zip RESTORED", text: "the case folder, as it was packed")
  ],
  "status": [
    CommandExample(command: "casefile status CASE", text: "what is there, and what is missing"),
    CommandExample(command: "casefile status CASE --verify", text: "hashes the evidence again"),
  ],
  "custody": [
    CommandExample(
      command: "casefile custody CASE --verify --against BUNDLE.zip",
      text: "nothing was cut off or written anew since the bundle"),
    CommandExample(
      command:
        "casefile custody CASE transfer --from D --to Counsel --purpose review --object E001",
      text: "something changed hands"),
  ],
  "close": [
    CommandExample(
      command: "casefile close CASE --by J --why 'notices are sent' --draft",
      text: "closes the case, although its report is a draft")
  ],
  "reopen": [
    CommandExample(command: "casefile reopen CASE --by J --why 'a new export'", text: "and goes on")
  ],
  "hold": [
    CommandExample(command: "casefile hold CASE --by Counsel --why 'a claim'", text: "sets it"),
    CommandExample(
      command: "casefile hold CASE --end --by Counsel --why 'settled'", text: "ends it"),
  ],
  "list": [CommandExample(command: "casefile list CASES", text: "all cases in a folder")],
  "man": [CommandExample(command: "casefile man", text: "pipe it to: man -l -")],
  "completions": [
    CommandExample(command: "casefile completions bash", text: "for ~/.bashrc: source <(…)")
  ],
  "schema": [
    CommandExample(command: "casefile schema findings", text: "of findings.json"),
    CommandExample(command: "casefile schema scope", text: "what may stand in scope.json"),
  ],
]
