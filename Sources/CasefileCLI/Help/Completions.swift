/// Completions for the shells, made from the command table.
enum Completions {
  static let shells = ["bash", "zsh", "fish"]

  static func text(_ shell: String) -> String? {
    switch shell {
    case "bash": bash
    case "zsh": zsh
    case "fish": fish
    default: nil
    }
  }

  /// The words that an option takes, where it is one of a few.
  private static func words(_ option: OptionRow) -> [String] {
    guard let value = option.value, value.contains("|"),
      value.first?.isLowercase == true || value.first == "A"
    else { return [] }
    return value.split(separator: "|").map(String.init)
  }

  // MARK: - bash

  private static var bash: String {
    var text = """
      # bash completion for casefile: source <(casefile completions bash)
      _casefile() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
        COMPREPLY=()
        if [ "$COMP_CWORD" = 1 ]; then
          COMPREPLY=($(compgen -W '\(names.joined(separator: " ")) help' -- "$word"))
          return
        fi
        case "$command $before" in

      """
    for command in commandTable {
      for option in command.options + CommonOptions.rows where !words(option).isEmpty {
        text += "    '\(command.name) --\(option.name)')"
        text +=
          " COMPREPLY=($(compgen -W '\(words(option).joined(separator: " "))' -- \"$word\")); return ;;\n"
      }
    }
    text += "  esac\n  if [ \"${word#-}\" != \"$word\" ]; then\n    case \"$command\" in\n"
    for command in commandTable {
      let options = (command.options + CommonOptions.rows).map { "--\($0.name)" }
      text +=
        "      \(command.name)) COMPREPLY=($(compgen -W '\(options.joined(separator: " "))' -- \"$word\")) ;;\n"
    }
    text += """
          esac
          return
        fi
        if [ "$COMP_CWORD" = 2 ]; then
          case "$command" in
      \(firstWords)
          esac
        fi
        [ "$command" = help ] && COMPREPLY=($(compgen -W '\(helped.joined(separator: " "))' -- "$word")) && return
        compopt -o default
      }
      complete -F _casefile casefile
      """
    return text
  }

  /// What stands first behind a command; files too, where it may be one.
  private static var firstWords: String {
    commandTable.filter { !$0.row.words.isEmpty }.map { command in
      let words = command.row.words.joined(separator: " ")
      return "      \(command.name)) COMPREPLY=($(compgen -W '\(words)' -- \"$word\")) ;;"
    }.joined(separator: "\n")
  }

  private static var names: [String] { commandTable.map(\.name) }
  /// What help knows.
  private static var helped: [String] { names + manualTopics.map(\.name) }

  // MARK: - zsh

  private static var zsh: String {
    """
    #compdef casefile
    # zsh completion for casefile: casefile completions zsh > "${fpath[1]}/_casefile"
    _casefile() {
    \(zshList("commands", commandTable.map { ($0.name, $0.row.text) } + [("help", helpText)]))
    \(zshList("topics", manualTopics.map { ($0.name, $0.title) }))
      if (( CURRENT == 2 )); then
        _describe command commands
        return
      fi
      case $words[2] in
    \(commandTable.map(zshArguments).joined(separator: "\n"))
        help) _describe command commands -- topics ;;
      esac
    }
    if [ "$funcstack[1]" = "_casefile" ]; then _casefile "$@"; else compdef _casefile casefile; fi
    """
  }

  private static let helpText = "help for one command, or one topic of the manual"

  /// Names with what they are, under the name of a variable.
  private static func zshList(_ name: String, _ entries: [(name: String, text: String)]) -> String {
    let lines = entries.map { "    '\($0.name):\(quoted($0.text, colons: true))'\n" }.joined()
    return "  local -a \(name)\n  \(name)=(\n\(lines)  )"
  }

  private static func zshArguments(_ command: CommandEntry) -> String {
    let first =
      command.row.words.isEmpty ? "" : " '2:word:(\(command.row.words.joined(separator: " ")))'"
    var text = "    \(command.name))\n      _arguments -s '1:command:'\(first) '*:file:_files'"
    for option in command.options + CommonOptions.rows {
      text +=
        " \\\n        '\(option.repeats ? "*" : "")--\(option.name)[\(quoted(option.text, colons: true))]"
      if let value = option.value {
        let action = words(option).isEmpty ? "_files" : "(\(words(option).joined(separator: " ")))"
        text += ":\(quoted(value, colons: true)):\(action)"
      }
      text += "'"
    }
    return text + " ;;"
  }

  private static func quoted(_ text: String, colons: Bool) -> String {
    var safe = text.replacing("'", with: "'\\''").replacing("[", with: "\\[")
      .replacing("]", with: "\\]")
    if colons { safe = safe.replacing(":", with: "\\:") }
    return safe
  }

  // MARK: - fish

  private static var fish: String {
    var text = """
      # fish completion for casefile: casefile completions fish > ~/.config/fish/completions/casefile.fish
      complete -c casefile -n __fish_use_subcommand -f

      """
    for command in commandTable {
      text +=
        "complete -c casefile -n __fish_use_subcommand -a \(command.name) -d '\(fishQuoted(command.row.text))'\n"
      if !command.row.words.isEmpty {
        text +=
          "complete -c casefile -n '__fish_seen_subcommand_from \(command.name)'"
          + " -a '\(command.row.words.joined(separator: " "))'\n"
      }
      for option in command.options + CommonOptions.rows {
        text +=
          "complete -c casefile -n '__fish_seen_subcommand_from \(command.name)' -l \(option.name)"
        if option.value != nil {
          let choices = words(option)
          text += choices.isEmpty ? " -r" : " -x -a '\(choices.joined(separator: " "))'"
        }
        text += " -d '\(fishQuoted(option.text))'\n"
      }
    }
    text +=
      "complete -c casefile -n __fish_use_subcommand -a help -d '\(helpText)'\n"
    text +=
      "complete -c casefile -n '__fish_seen_subcommand_from help' -x -a '\(helped.joined(separator: " "))'"
    return text
  }

  private static func fishQuoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
  }
}
