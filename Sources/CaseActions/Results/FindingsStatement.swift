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
    var begun: [UInt8] = []
    var object: String?
    while case let count = try file.read(into: &block, from: 0), count > 0 {
      var start = 0
      while let end = FindingsStatement.lineEnd(block.span, from: start, to: count) {
        if begun.isEmpty, end - start < FindingsStatement.longest {
          read(block[start..<end], &object)
        } else if begun.count + end - start < FindingsStatement.longest {
          read((begun + block[start..<end])[...], &object)
        }
        begun.removeAll(keepingCapacity: true)
        start = end + 1
      }
      begun += block[start..<count].prefix(FindingsStatement.longest)
    }
  }

  /// Bytes of a line that may say it; longer ones say something else.
  private static let longest = 256

  private static func lineEnd(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var index = start
    while index < end {
      if bytes[index] == 0x0A { return index }
      index &+= 1
    }
    return nil
  }

  private static let heads = ["inputs", "tool"].map { ($0, Array("  \"\($0)\": {".utf8)) }

  private mutating func read(_ line: ArraySlice<UInt8>, _ object: inout String?) {
    guard let place = object else {
      for (name, head) in FindingsStatement.heads where line.count == head.count {
        if line.elementsEqual(head) { object = name }
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
