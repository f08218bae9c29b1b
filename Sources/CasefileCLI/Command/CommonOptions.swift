import CaseModel

/// The options of every command; they stand before or after its name.
struct CommonOptions {
  var actor: String?
  var colours: Colours?
  var isJSON = false
  var threads: Int64?
  var patience: Int64?
  var isQuiet = false
  /// Which of them stand on the command line.
  var seen: Set<String> = []

  enum Colours: String, CaseIterable { case auto, always, never }

  static let options: [Option<Self>] = [
    .text("actor", "NAME", \.actor, "who does this, for the custody log"),
    .choice(
      "color", \.colours, "in errors and hints; default: on a terminal, unless NO_COLOR is set"),
    .flag("json", \.isJSON, "print results and errors as JSON"),
    .number(
      "threads", "N", \.threads, 1...64, expected: "a number from 1 to 64",
      "parts of the evidence read at the same time"),
    .number(
      "wait", "SECONDS", \.patience, 0...86_400, expected: "seconds from 0 to 86400",
      "how long to wait for others using the case; default: 2"),
    .flag("quiet", \.isQuiet, "print results and errors only"),
  ]

  /// As help knows them.
  static let rows = options.map(\.row)

  /// What stands in place of a command.
  static let asking = ["--help", "--version"]

  /// Standard error is shown in colours: by `--color`, else where it is a terminal.
  func isColoured(_ surroundings: Surroundings) -> Bool {
    switch colours ?? .auto {
    case .auto: surroundings.showsColours
    case .always: true
    case .never: false
    }
  }

  /// The surroundings as they were asked for.
  func applied(to surroundings: Surroundings) -> Surroundings {
    var asked = surroundings
    if let actor { asked.actor = actor }
    if let threads { asked.threads = Int(threads) }
    if let patience { asked.patience = patience * 1_000 }
    return asked
  }
}
