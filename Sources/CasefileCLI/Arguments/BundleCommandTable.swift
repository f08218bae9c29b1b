import CasePipeline

/// Commands that seal a case, hand it on, keep it, and check what others sealed.
let bundleCommands: [Command] = [
  Command(
    name: "pack", operands: "CASE", least: 1, most: 1,
    text: "seal the case as a bundle: one BagIt bag in one ZIP",
    options: [
      Option(
        name: "for", value: Audience.allCases.map(\.rawValue).joined(separator: "|"),
        text: "what it holds: all, or without what is not for others"),
      Option(name: "recipient", value: "NAME", text: "stands on every page"),
      Option(name: "marking", value: "TEXT", text: "stands on every page, such as a privilege"),
      Option(name: "mailbox", value: "UPN|GUID", text: "only what concerns it", repeats: true),
      Option(name: "evidence", value: "hashes-only", text: "without the exports themselves"),
      Option(
        name: "with", value: "CLASS",
        text:
          "hand this along too: \(MemberClass.allCases.map(\.rawValue).joined(separator: ", "))",
        repeats: true),
      Option(
        name: "ground", value: "CLASS=TEXT", text: "why a class is withheld", repeats: true),
      Option(name: "sign-key", value: "FILE", text: "sign the seal with this key (PEM)"),
      Option(name: "sign-cert", value: "FILE", text: "and this certificate, its chain after it"),
      Option(name: "passphrase-file", value: "FILE", text: "of an encrypted key"),
      Option(
        name: "store", value: nil, text: "do not compress: the same bytes with every zlib"),
    ] + reportOptions, run: packCase),
  Command(
    name: "timestamp", operands: "ACTION BUNDLE [REPLY]", least: 2, most: 3,
    text: "request a time stamp (RFC 3161) of a bundle's seal, or attach the authority's answer",
    options: [caOption], run: stampBundle),
  Command(
    name: "verify", operands: "BUNDLE", least: 1, most: 1,
    text: "check a bundle, a ZIP or a folder, and report every problem",
    options: [
      Option(name: "recompute", value: nil, text: "rebuild the findings from the bundled evidence")
    ] + verifyOptions, run: verifyCase),
  Command(
    name: "restore", operands: "BUNDLE DIR", least: 2, most: 2,
    text: "make a case folder of a verified bundle, byte for byte as packed",
    options: verifyOptions, run: restoreCase),
]

/// Commands about a case as a whole.
let caseCommands: [Command] = [
  Command(
    name: "status", operands: "CASE", least: 1, most: 1, text: "show where the case stands",
    options: [
      Option(name: "verify", value: nil, text: "hash the evidence again; accept a moved case")
    ], run: showStatus),
  Command(
    name: "custody", operands: "CASE [transfer]", least: 1, most: 2,
    text: "print the custody log, or enter that something changed hands",
    options: [
      Option(name: "verify", value: nil, text: "check the chain of hashes"),
      Option(name: "against", value: "BUNDLE", text: "and that it goes on from what was sealed"),
      Option(name: "from", value: "NAME", text: "who handed it over"),
      Option(name: "to", value: "NAME", text: "who received it"),
      Option(name: "purpose", value: "TEXT", text: "what for"),
      Option(
        name: "object", value: "NAME", text: "what: E001, or bundles/NAME.zip", repeats: true),
    ] + verifyOptions, run: showCustody),
  Command(
    name: "close", operands: "CASE", least: 1, most: 1,
    text: "make the last report and bundle; the case refuses changes from then on",
    options: decisionOptions + [
      Option(name: "retain-until", value: "DATE", text: "in place of what the laws say"),
      Option(name: "retain-why", value: "TEXT", text: "who or what says so"),
      Option(name: "hold", value: nil, text: "set a litigation hold too"),
      Option(name: "draft", value: nil, text: "although the report is a draft"),
    ] + reportOptions, run: closeCase),
  Command(
    name: "reopen", operands: "CASE", least: 1, most: 1, text: "open a closed case again",
    options: decisionOptions, run: reopenCase),
  Command(
    name: "hold", operands: "CASE", least: 1, most: 1,
    text: "set the litigation hold of a case, or end it",
    options: decisionOptions + [Option(name: "end", value: nil, text: "end it")],
    run: holdCase),
  Command(
    name: "list", operands: "DIR", least: 1, most: 1,
    text: "list the cases in a folder: state, hold, retention, last seal", options: [],
    run: listAllCases),
]

let decisionOptions = [
  Option(name: "by", value: "NAME", text: "who decided"),
  Option(name: "why", value: "TEXT", text: "why"),
]

private let caOption = Option(
  name: "ca", value: "FILE", text: "certificates (PEM) that you trust", repeats: true)

private let verifyOptions = [
  Option(name: "no-seal", value: nil, text: "do not ask for the .zip.sha256 beside it"),
  caOption,
  Option(name: "at", value: "TIME", text: "when certificates must be valid; else now"),
]
