import CaseModel
import TextFormats

/// What a run made or found: for people a line each at once, for other programs one document at the
/// end (`casefile/results/1`).
final class RunResults {
  private var results: [JSONValue] = []
  private var notes: [String] = []
  private var next = ""

  var isEmpty: Bool { results.isEmpty }

  func add(_ kind: String, _ text: String, _ facts: [String: JSONValue]) {
    let all = facts.merging(["kind": .text(kind), "text": .text(text)]) { fact, _ in fact }
    results.append(.object(all.map { JSONValue.Member(key: $0.key, value: $0.value) }))
  }

  func add(note: String) { notes.append(note) }
  func set(next command: String) { next = command }

  func document(_ command: String, exitCode: Int32) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("command", command)
      writer.key("exitCode", Int(exitCode))
      if !next.isEmpty { writer.key("next", next) }
      writer.key("notes", notes)
      writer.key("results") { writer in
        writer.array(results) { writer, result in writer.value(result) }
      }
      writer.key("schema", "casefile/results/1")
    }
    return writer.finish()
  }
}

/// How commands tell what they did. With `--json` nothing but JSON is printed.
extension CommandRun {
  var isJSON: Bool { terminal.isJSON }

  /// A line that begins with what it is: `bundle    case/bundles/C-1-0005.zip`.
  ///
  /// - Parameters:
  ///   - label: in place of the kind; an empty one goes on with what stands above it.
  ///   - facts: for other programs; the keys are in the schema `results`.
  func result(
    _ kind: String, _ text: String, label: String? = nil, _ facts: [String: JSONValue] = [:]
  ) throws {
    if isJSON { return results.add(kind, text, facts) }
    let label = label ?? kind
    let blanks = String(repeating: " ", count: max(1, 10 - label.count))
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let lead = index == 0 ? label + blanks : String(repeating: " ", count: 10)
      try terminal.out(lead + line)
    }
  }

  /// A file or folder that was made, and what else is known of it.
  func result(
    _ kind: String, path: String, _ remark: String = "", _ facts: [String: JSONValue] = [:]
  ) throws {
    try result(
      kind, path.visible + remark, facts.merging(["path": .text(path)]) { fact, _ in fact })
  }

  /// A page of text that is the result itself.
  func result(page: String) throws {
    if isJSON { return results.add("page", page, [:]) }
    try terminal.out(Array(page.utf8))
  }

  func warn(_ text: String, hint: String? = nil) { terminal.warn(text, hint: hint) }

  /// Something that could not be done, where the rest of the command goes on or is done.
  ///
  /// - Returns: the exit code.
  func fail(_ text: String, hint: String? = nil, _ exitCode: Int32) -> Int32 {
    terminal.fail(ErrorWords(text, hint, exitCode))
    return exitCode
  }

  /// The next sensible command.
  func next(_ command: String) {
    if isJSON { return results.set(next: command.visible) }
    if !isQuiet { terminal.next(command) }
  }

  func note(_ line: String) {
    if isJSON { return results.add(note: line) }
    if !isQuiet { terminal.error(line) }
  }
}
