import CaseModel

/// How a command speaks, known before its command line is read, because that may fail.
struct OutputMode {
  /// `--json`: results and errors are JSON.
  let isJSON: Bool
  /// Standard error is shown in colours: by `--color`, else where it is a terminal.
  let isColoured: Bool

  enum Colours: String, CaseIterable { case auto, always, never }

  init(_ arguments: [String], _ surroundings: Surroundings) {
    let options = arguments.prefix { $0 != "--" }
    isJSON = options.contains("--json")
    var asked = Colours.auto
    for (index, option) in options.enumerated() {
      let value =
        option == "--color"
        ? options.dropFirst(index + 1).first
        : option.hasPrefix("--color=") ? String(option.dropFirst(8)) : nil
      asked = value.flatMap(Colours.init) ?? asked
    }
    switch asked {
    case .auto: isColoured = surroundings.showsColours
    case .always: isColoured = true
    case .never: isColoured = false
    }
  }
}
