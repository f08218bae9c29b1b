/// What members of a tar archive say of the member behind them: the records of pax (`x`), and the long
/// names of GNU tar (`L`).
struct TarExtension {
  /// More than that is no name that anybody gave.
  static let limit: Int64 = 1 << 20

  var name: [UInt8]?
  var bytes: Int64?
  /// The content has holes that only a map names.
  var isSparse = false

  /// The name that a member of kind `L` or `K` holds; a zero ends it.
  mutating func add(longName content: [UInt8]) throws(ArchiveDamage) {
    name = Array(content.prefix { $0 != 0 })
    if content.last != 0 { throw ArchiveDamage(what: "a long name in it has no end") }
  }

  /// Records `LENGTH KEY=VALUE\n`, whose length counts all of it.
  mutating func add(pax content: [UInt8]) throws(ArchiveDamage) {
    var rest = content[...]
    while !rest.isEmpty {
      let digits = rest.prefix { $0 != 0x20 }
      guard digits.count <= 9, let length = Int(String(decoding: digits, as: UTF8.self)),
        length > digits.count + 1, length <= rest.count, rest[rest.startIndex + length - 1] == 0x0A
      else { throw ArchiveDamage(what: "its extended header is damaged") }
      let record = rest.prefix(length).dropFirst(digits.count + 1).dropLast()
      rest = rest.dropFirst(length)
      guard let equals = record.firstIndex(of: UInt8(ascii: "=")) else {
        throw ArchiveDamage(what: "its extended header is damaged")
      }
      try add(String(decoding: record[..<equals], as: UTF8.self), record[(equals + 1)...])
    }
  }

  private mutating func add(_ key: String, _ value: ArraySlice<UInt8>) throws(ArchiveDamage) {
    switch key {
    case "path": name = Array(value)
    case "size":
      guard let size = Int64(String(decoding: value, as: UTF8.self)), size >= 0 else {
        throw ArchiveDamage(what: "its extended header states no size")
      }
      bytes = size
    default: if key.hasPrefix("GNU.sparse.") { isSparse = true }
    }
  }
}
