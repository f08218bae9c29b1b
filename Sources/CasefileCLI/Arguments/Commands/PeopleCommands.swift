/// What people decide, and what follows from it.
let peopleCommands: [Command] = [
  Command(
    name: "regimes", operands: "", least: 0, most: 0,
    text: "list the notification laws that worksheets are made for", options: [templatesOption],
    document: "regimes", run: listRegimes),
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
    words: ["export", "import"], run: reviewMessages),
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
    ], document: "diff", run: showDiff),
]
