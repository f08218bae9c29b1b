/// Where a case begins.
let startCommands: [Command] = [
  Command(
    name: "run", operands: "CASE [EXPORT…]", least: 1, most: nil,
    text: "do everything: import, findings, render, pack, verify; only what is stale",
    options: reportOptions, run: runCase),
  Command(
    name: "new", operands: "CASE", least: 1, most: 1, text: "make a new case folder",
    options: [
      Option(name: "number", value: "TEXT", text: "case number; names the bundles"),
      Option(name: "title", value: "TEXT", text: "title of the case"),
      Option(name: "organisation", value: "TEXT", text: "whose mailboxes these are"),
      Option(name: "examiner", value: "TEXT", text: "who examines"),
      Option(
        name: "qualifications", value: "TEXT", text: "training and experience of the examiner"),
      Option(name: "requester", value: "TEXT", text: "who asked for the examination"),
      Option(name: "authority", value: "TEXT", text: "on what basis: engagement, order, policy"),
      Option(name: "question", value: "TEXT", text: "what is to be answered", repeats: true),
      Option(
        name: "regime", value: "ID",
        text: "a law whose worksheet is wanted, as casefile regimes lists",
        repeats: true),
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
]
