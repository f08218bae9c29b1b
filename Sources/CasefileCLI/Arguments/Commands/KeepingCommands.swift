/// A case as a whole.
let keepingCommands: [Command] = [
  Command(
    name: "status", operands: "CASE", least: 1, most: 1, text: "show where the case stands",
    options: [
      Option(name: "verify", value: nil, text: "hash the evidence again; accept a moved case")
    ], document: "status", run: showStatus),
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
    ] + verifyOptions, document: "custody", run: showCustody),
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
    document: "cases", run: listAllCases),
]
