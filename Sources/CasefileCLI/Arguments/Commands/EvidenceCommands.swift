import CaseModel

/// Looking at the evidence, and deciding what counts.
let evidenceCommands: [Command] = [
  Command(
    name: "collect-help", operands: "CASE", least: 1, most: 1,
    text: "print how to export audit records for this case so that nothing is cut",
    options: [
      Option(name: "from", value: "TIME", text: "start, UTC; else that of the first window"),
      Option(name: "to", value: "TIME", text: "end, UTC; else that of the last window"),
      templatesOption,
    ], run: helpCollecting),
  Command(
    name: "tally", operands: "[STEP] FILE…", least: 1, most: nil,
    text: "read a part of the evidence where it is; or merge, split, outline, narrow such parts",
    options: [
      Option(name: "scope", value: "FILE", text: "scope.json of the case"),
      Option(
        name: "source", value: "NAME", text: "what the case calls the source, such as E001"),
      Option(
        name: "base-offset", value: "N", text: "bytes of the source before this part; else 0"),
      Option(
        name: "split-offset", value: "N",
        text: "where a split of lines begins that Hadoop or Spark cut; in place of --base-offset"),
      Option(
        name: "format", value: "NAME", text: "of the records, as the register names it; else found"),
      Option(name: "shards", value: "N", text: "split: deal the records into so many tallies"),
      Option(
        name: "outline", value: "FILE",
        text: "outline, narrow: what all mailboxes are called, and whom the scope reaches"),
      Option(name: "output", value: "FILE", text: "else to standard output; split: a folder"),
    ], words: ["merge", "split", "outline", "narrow"], run: tallyEvidence),
  Command(
    name: "spark", operands: "[JOB]", least: 0, most: 1,
    text:
      "print a job for Apache Spark that tallies evidence in a data lake; narrow, hashes: others",
    options: [templatesOption], words: ["narrow", "hashes"], run: printSparkJob),
  Command(
    name: "evidence", operands: "verify CASE", least: 2, most: 2,
    text: "hash the evidence again, that which stays elsewhere too where it can be reached",
    options: [
      Option(
        name: "objects", value: "LIST",
        text: "take the hashes of what stays elsewhere from a list that was made now")
    ], words: ["verify"], run: verifyEvidence),
  Command(
    name: "contexts", operands: "CASE", least: 1, most: 1,
    text: "list who accessed what from where", options: contextOptions, document: "contexts",
    run: listContexts),
  Command(
    name: "scope", operands: "CASE", least: 1, most: 1,
    text: "show the scope, or add mailboxes, windows and indicators", options: scopeOptions,
    document: "scope", run: editScope),
  Command(
    name: "check", operands: "CASE [ID…]", least: 1, most: nil,
    text: "say for message ids whether they were accessed, in every mailbox",
    options: [
      Option(name: "ids", value: "FILE", text: "a file with one id a line; - is standard input"),
      Option(name: "csv", value: nil, text: "print the verdicts as CSV"),
    ], document: "check", run: checkMessages),
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
    ], document: "inventory", run: listInventory),
]
