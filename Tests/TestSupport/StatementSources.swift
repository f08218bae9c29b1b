import Files

/// Every `Statement("…")` in the sources, as the pattern that it has at run time: what the language
/// files must translate. Reads Swift only as far as string literals and parentheses go.
package struct StatementSources {
  private var bytes: [UInt8]
  private var place = 0
  private(set) var patterns: Set<String> = []

  package static func patterns() throws -> Set<String> {
    var all: Set<String> = []
    var folders = ["\(repositoryRoot)/Sources"]
    while let folder = folders.popLast() {
      for name in try folderEntries(folder) {
        let path = "\(folder)/\(name)"
        if try fileFacts(path)?.kind == .folder {
          folders.append(path)
        } else if name.hasSuffix(".swift"), name != "Statement.swift" {
          var file = StatementSources(bytes: try readSmallFile(path))
          file.read()
          all.formUnion(file.patterns)
        }
      }
    }
    // Those of Statement.swift itself join others.
    return all.union(["{0} and {1}", "{0}; {1}"])
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func read() {
    let mark = Array("Statement(".utf8)
    while place + mark.count < bytes.count {
      if bytes[place...].starts(with: mark) {
        place += mark.count
        readStatement()
      } else {
        place += 1
      }
    }
  }

  /// One literal, or several with `+` between.
  private mutating func readStatement() {
    var pattern = ""
    var values = 0
    skipBlanks()
    while place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
      place += 1
      readLiteral(&pattern, &values)
      skipBlanks()
      if bytes[place] != UInt8(ascii: "+") { break }
      place += 1
      skipBlanks()
    }
    if !pattern.isEmpty { patterns.insert(pattern) }
  }

  private mutating func readLiteral(_ pattern: inout String, _ values: inout Int) {
    var text: [UInt8] = []
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] == UInt8(ascii: "\\") {
        if bytes[place + 1] == UInt8(ascii: "(") {
          text += Array("{\(values)}".utf8)
          values += 1
          place += 2
          skipInterpolation()
          continue
        }
        place += 1
      }
      text.append(bytes[place])
      place += 1
    }
    place += 1
    pattern += String(decoding: text, as: UTF8.self)
  }

  /// To behind the parenthesis that closes it; statements inside are found too.
  private mutating func skipInterpolation() {
    var depth = 1
    while depth > 0, place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "\""):
        var pattern = ""
        var values = 0
        place += 1
        readLiteral(&pattern, &values)
        continue
      default: break
      }
      place += 1
    }
  }

  private mutating func skipBlanks() {
    while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x0A { place += 1 }
  }
}
