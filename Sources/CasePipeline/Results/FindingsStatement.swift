import CaseFindings
import CaseModel
import Files
import TextFormats

/// What a findings.json says it was made from, and by what; read without the rest of it, which may be
/// gigabytes.
struct FindingsStatement: Equatable {
  var inputs: [String: String] = [:]
  var tool: [String: String] = [:]

  init(_ request: FindingsRequest) {
    inputs = [
      "caseSha256": request.caseSHA256, "registerSha256": request.registerSHA256,
      "scopeSha256": request.scopeSHA256,
    ]
    tool = [
      "name": request.tool.name, "rules": request.tool.rules, "version": request.tool.version,
    ]
  }

  /// Objects of the document itself stand two blanks in, and no text holds a line end.
  init(reading path: String) throws {
    let file = try FileHandle(reading: path)
    var block = [UInt8](repeating: 0, count: 1 << 18)
    var line: [UInt8] = []
    var object: String?
    while case let count = try file.read(into: &block, from: 0), count > 0 {
      for part in block[..<count].split(separator: 0x0A, omittingEmptySubsequences: false)
        .enumerated()
      {
        if part.offset > 0 {
          read(line[...], &object)
          line.removeAll(keepingCapacity: true)
        }
        // Longer lines say something else.
        if line.count < 256 { line += part.element.prefix(256) }
      }
    }
  }

  private mutating func read(_ line: ArraySlice<UInt8>, _ object: inout String?) {
    guard let place = object else {
      for name in ["inputs", "tool"] where line.elementsEqual("  \"\(name)\": {".utf8) {
        object = name
      }
      return
    }
    guard line.starts(with: "    \"".utf8) else {
      object = nil
      return
    }
    let member = line.last == UInt8(ascii: ",") ? line.dropLast() : line
    let json = try? JSONReader.read(Array("{".utf8) + member + Array("}".utf8))
    guard let (key, value) = json?.members?.first.map({ ($0.key, $0.value.text ?? "") }) else {
      return
    }
    if place == "inputs" { inputs[key] = value } else { tool[key] = value }
  }
}
