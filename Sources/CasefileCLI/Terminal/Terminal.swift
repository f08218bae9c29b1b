import CaseModel
import TextFormats

/// Where a command writes: results to standard output, everything else to standard error.
package struct Terminal {
  private let outBytes: ([UInt8]) throws -> Void
  private let errorBytes: ([UInt8]) -> Void
  /// Standard error is for another program: a line of JSON for each error and warning.
  var isJSON = false
  /// Standard error is shown in colours.
  var isColoured = false

  package init(out: @escaping ([UInt8]) throws -> Void, error: @escaping ([UInt8]) -> Void) {
    outBytes = out
    errorBytes = error
  }

  /// Does something before anything is printed.
  func clearing(_ clear: @escaping () -> Void) -> Terminal {
    let (out, error) = (outBytes, errorBytes)
    var terminal = self
    terminal = Terminal(
      out: { bytes in
        clear()
        try out(bytes)
      },
      error: { bytes in
        clear()
        error(bytes)
      })
    (terminal.isJSON, terminal.isColoured) = (isJSON, isColoured)
    return terminal
  }

  /// For other programs, as it is.
  func out(_ bytes: [UInt8]) throws { try outBytes(bytes) }
  /// For people: one line or several.
  func out(_ lines: String) throws { try outBytes(Array("\(lines.visibleLines)\n".utf8)) }
  func error(_ lines: String) { put(lines.visibleLines) }

  private func put(_ line: String) { errorBytes(Array("\(line)\n".utf8)) }

  /// What ends a command, or a part of it.
  func fail(_ words: ErrorWords) {
    if isJSON { return errorBytes(words.json) }
    put("casefile: \(painted("error:", .red)) \(words.text.visible)")
    put(hint: words.hint)
  }

  /// What does not end it.
  func warn(_ text: String, hint: String? = nil) {
    if isJSON { return errorBytes(WarningDocument(text: text, hint: hint).json) }
    put("\(painted("casefile:", .yellow)) \(text.visible)")
    put(hint: hint)
  }

  private func put(hint: String?) {
    if let hint { put("casefile: \(painted("hint:", .cyan)) \(hint.visible)") }
  }

  func next(_ command: String) { put("\(painted("next:", .green)) \(command.visible)") }

  /// SGR colours of ECMA-48 that every terminal has, readable on light and dark.
  private enum Colour: Int { case red = 31, green = 32, yellow = 33, cyan = 36 }

  private func painted(_ text: String, _ colour: Colour) -> String {
    isColoured ? "\u{1B}[1;\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// A warning for another program, on one line (`casefile/warning/1`).
private struct WarningDocument {
  var text: String
  var hint: String?

  var json: [UInt8] {
    var writer = JSONWriter(compact: true)
    writer.object { writer in
      if let hint { writer.key("hint", hint) }
      writer.key("schema", "casefile/warning/1")
      writer.key("warning", text)
    }
    return writer.finish()
  }
}

extension String {
  /// Safe on a terminal: control, invisible and bidirectional characters are shown.
  var visible: String { EvidenceText(path: self).visible }

  /// The same for text of several lines: the last line of defence. Whoever makes words of what others
  /// wrote shows it as `visible`, so that it begins no line of its own.
  var visibleLines: String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }) { return self }
    var result = ""
    for scalar in unicodeScalars {
      if TextScalar.isHidden(scalar.value), scalar != "\n", scalar != "\t" {
        result += "[U+\(TextScalar.hexadecimal(scalar.value))]"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
