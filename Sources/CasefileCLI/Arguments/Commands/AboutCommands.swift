/// What casefile says of itself.
let aboutCommands: [Command] = [
  Command(
    name: "man", operands: "", least: 0, most: 0, text: "print the man page", options: [],
    run: printManPage),
  Command(
    name: "completions", operands: "SHELL", least: 1, most: 1,
    text: "print completions for \(Completions.shells.joined(separator: ", "))", options: [],
    words: Completions.shells, run: printCompletions),
  Command(
    name: "schema", operands: "NAME", least: 1, most: 1,
    text: "print the JSON Schema of what casefile writes, or of what people edit", options: [],
    words: schemaNames, document: "schema", run: printSchema),
]
