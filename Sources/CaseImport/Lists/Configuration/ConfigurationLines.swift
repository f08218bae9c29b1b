/// The objects of Format-List text: a property in a line, blank lines between objects.
struct ConfigurationLines {
  private var entry = ConfigurationEntry()
  private var last: (name: String, value: String)?

  mutating func read(
    _ bytes: [UInt8], isLast: Bool, _ take: (ConfigurationEntry) -> Void
  ) -> Int {
    let taken = TextLines.read(bytes, isLast: isLast) { line in
      read(String(decoding: line, as: UTF8.self)[...], take)
    }
    if isLast { endEntry(take) }
    return taken
  }

  private mutating func read(_ line: Substring, _ take: (ConfigurationEntry) -> Void) {
    if line.allSatisfy(\.isWhitespace) {
      endEntry(take)
    } else if let (name, value) = ConfigurationLines.pair(line) {
      keep()
      last = (name, value)
    } else if last != nil {
      // A value goes on in the column where it began.
      last?.value += line.drop { $0 == " " }
    }
  }

  private mutating func keep() {
    if let last { entry.values[last.name] = .text(last.value) }
    last = nil
  }

  private mutating func endEntry(_ take: (ConfigurationEntry) -> Void) {
    keep()
    if !entry.values.isEmpty { take(entry) }
    entry = ConfigurationEntry()
  }

  /// `Name   : Value`
  private static func pair(_ line: Substring) -> (name: String, value: String)? {
    guard let colon = line.firstIndex(of: ":"), line.first != " " else { return nil }
    var name = line[..<colon]
    while name.last == " " { name = name.dropLast() }
    if name.isEmpty || name.contains(" ") { return nil }
    var value = line[line.index(after: colon)...].drop { $0 == " " }
    while value.last == " " { value = value.dropLast() }
    return (name.lowercased(), String(value))
  }
}
