/// What is made of the evidence.
let reportCommands: [Command] = [
  Command(
    name: "findings", operands: "CASE", least: 1, most: 1,
    text: "compute findings from the evidence and write them",
    options: [
      Option(
        name: "tally", value: "FILE",
        text: "take what casefile tally read elsewhere in place of the evidence", repeats: true)
    ], document: "findings",
    run: findCase),
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
    words: ["export", "check"], run: handleTemplates),
]
