/// Every command by what it is for, in the order of help. Parser, help, man page, completions and
/// README's table are made from it.
let commandGroups: [(title: String, commands: [Command])] = [
  ("start here", startCommands), ("evidence and scope", evidenceCommands),
  ("findings and reports", reportCommands), ("what people decide", peopleCommands),
  ("sealing and handing on", bundleCommands), ("the case as a whole", keepingCommands),
  ("about casefile", aboutCommands),
]

let commandTable: [Command] = commandGroups.flatMap(\.commands)
