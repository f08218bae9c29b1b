/// The man page casefile(1), in mdoc, made from the command table.
enum ManPage {
  static var text: String {
    var page = head
    for group in commandGroups {
      page +=
        ".Ss \(group.title.prefix(1).uppercased() + group.title.dropFirst())\n.Bl -tag -width Ds\n"
      for command in group.commands { page += of(command) }
      page += ".El\n"
    }
    page += ".Ss Options common to all commands\n" + list(CommonOptions.rows)
    return page + tail
  }

  private static var head: String {
    """
    .Dd \(date)
    .Dt CASEFILE 1
    .Os
    .Sh NAME
    .Nm casefile
    .Nd breach-scope reports and sealed bundles from mailbox audit exports
    .Sh SYNOPSIS
    .Nm
    .Ar command
    .Op Ar case
    .Op Ar options
    .Sh DESCRIPTION
    .Nm
    turns Microsoft 365 mailbox audit exports (MailItemsAccessed) into a breach-scope report that
    counsel can sign and a sealed evidence bundle that anyone can check with stock tools.
    The case folder is the first argument.
    Options may come before or after the arguments;
    .Fl Fl
    ends them.
    Results go to standard output, everything else to standard error.
    .Nm
    opens no network connection and never prompts.

    """
  }

  private static var tail: String {
    """
    .Sh FILES
    .Bl -tag -width Ds
    .It Pa case.json , scope.json
    What the case is about, and what people decided.
    .It Pa evidence/ , custody.jsonl
    The exports as they were received, and the hash-chained log.
    .It Pa findings/ , reports/ , bundles/
    What was made from them.
    .El
    .Sh EXIT STATUS
    .Bl -tag -width Ds
    .It 0
    Done; for verify: every check ran and passed.
    .It 1
    Failed.
    .It 2
    Wrong usage, or an invalid case.json or scope.json.
    .It 3
    Done, but some input could not be read; the output says what.
    .It 4
    verify: proven different.
    .It 5
    verify: cannot be decided.
    .It 10
    No case here.
    .It 11
    The case is in use.
    .It 130
    Interrupted; nothing is half-written.
    .El
    .Sh EXAMPLES
    .Dl casefile run Cases/northwind-bec
    .Dl casefile new CASE
    .Dl casefile run CASE EXPORT.csv
    .Sh SEE ALSO
    .Xr openssl 1 ,
    .Xr sha256sum 1 ,
    .Xr unzip 1 ,
    \(TopicPage.references(manualTopics))

    """
  }

  /// Of the newest change of a command; no clock decides it.
  static let date = "November 25, 2026"

  private static func of(_ command: CommandEntry) -> String {
    var text = ".It Nm Cm \(command.name)"
    for operand in command.row.operands.split(separator: " ") {
      text += " Ar \(escaped(String(operand)))"
    }
    text += "\n\(sentence(command.row.text))\n"
    for example in command.row.examples {
      text += ".Pp\n.Dl \(escaped(example.command))\n"
    }
    if !command.options.isEmpty { text += list(command.options) }
    if !["results", "schema"].contains(command.row.document) {
      text += ".Pp\n.Fl Fl json\nprints casefile/\(command.row.document)/1.\n"
    }
    return text
  }

  private static func list(_ options: [OptionRow]) -> String {
    var text = ".Bl -tag -width Ds\n"
    for option in options {
      text += ".It Fl Fl \(option.name)"
      if let value = option.value { text += " Ar \(escaped(value))" }
      text += "\n\(sentence(option.text + (option.repeats ? "; may be repeated" : "")))\n"
    }
    return text + ".El\n"
  }

  /// With a capital and a full stop, each sentence on a line, as man pages have it.
  private static func sentence(_ text: String) -> String {
    let first = text.prefix(1).uppercased()
    return escaped("\(first)\(text.dropFirst())").replacing(". ", with: ".\n") + "."
  }

  private static func escaped(_ text: String) -> String {
    var safe = text.replacing("\\", with: "\\e").replacing("…", with: "...")
    if safe.hasPrefix(".") || safe.hasPrefix("'") { safe = "\\&" + safe }
    return safe
  }
}
