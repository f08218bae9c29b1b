/// Commands that belong together, in the order of help.
struct CommandGroup {
  var title: String
  var commands: [CommandEntry]
}

/// Every command by what it is for. Parser, help, man page, completions and README's table are made
/// from it.
let commandGroups = [
  CommandGroup(
    title: "start here",
    commands: [
      CommandEntry(RunCommand.self), CommandEntry(NewCommand.self),
      CommandEntry(ImportCommand.self),
    ]),
  CommandGroup(
    title: "evidence and scope",
    commands: [
      CommandEntry(CollectHelpCommand.self), CommandEntry(TallyCommand.self),
      CommandEntry(SparkCommand.self), CommandEntry(EvidenceCommand.self),
      CommandEntry(ContextsCommand.self), CommandEntry(ScopeCommand.self),
      CommandEntry(CheckCommand.self), CommandEntry(InventoryCommand.self),
    ]),
  CommandGroup(
    title: "findings and reports",
    commands: [
      CommandEntry(FindingsCommand.self), CommandEntry(RenderCommand.self),
      CommandEntry(ExportCommand.self), CommandEntry(TemplatesCommand.self),
    ]),
  CommandGroup(
    title: "what people decide",
    commands: [
      CommandEntry(RegimesCommand.self), CommandEntry(TriggerCommand.self),
      CommandEntry(ReviewCommand.self), CommandEntry(IssueCommand.self),
      CommandEntry(DiffCommand.self),
    ]),
  CommandGroup(
    title: "sealing and handing on",
    commands: [
      CommandEntry(PackCommand.self), CommandEntry(TimestampCommand.self),
      CommandEntry(VerifyCommand.self), CommandEntry(RestoreCommand.self),
    ]),
  CommandGroup(
    title: "the case as a whole",
    commands: [
      CommandEntry(StatusCommand.self), CommandEntry(CustodyCommand.self),
      CommandEntry(CloseCommand.self), CommandEntry(ReopenCommand.self),
      CommandEntry(HoldCommand.self), CommandEntry(ListCommand.self),
    ]),
  CommandGroup(
    title: "about casefile",
    commands: [
      CommandEntry(ManCommand.self), CommandEntry(CompletionsCommand.self),
      CommandEntry(SchemaCommand.self),
    ]),
]

let commandTable: [CommandEntry] = commandGroups.flatMap(\.commands)
