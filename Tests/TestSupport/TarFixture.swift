/// A tar archive as POSIX.1-2017 (pax, ustar) and the manual of GNU tar lay it out.
package struct TarFixture {
  package private(set) var blocks: [UInt8] = []

  package init() {}

  /// The blocks, and the two of zeros that end an archive.
  package var bytes: [UInt8] { blocks + [UInt8](repeating: 0, count: 1_024) }

  /// - Parameters:
  ///   - flag: `0` for a file, `5` for a folder, `2` for a symbolic link …
  ///   - size: in place of that of the content.
  ///   - magic: `ustar` and its version; of GNU tar `ustar  `, of the seventh edition none.
  package mutating func add(
    _ name: String, _ content: [UInt8] = [], flag: Character = "0", prefix: String = "",
    size: [UInt8]? = nil, magic: String = "ustar\u{0}00"
  ) {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ place: Int, _ bytes: [UInt8]) {
      header.replaceSubrange(place..<(place + bytes.count), with: bytes)
    }
    put(0, Array(name.utf8))
    put(100, Array("0000644\u{0}".utf8))
    put(108, Array("0001750\u{0}".utf8))
    put(116, Array("0001750\u{0}".utf8))
    put(124, size ?? Array(TarFixture.octal(content.count, digits: 11).utf8) + [0])
    put(136, Array("14751607345\u{0}".utf8))
    put(156, Array(String(flag).utf8))
    put(257, Array(magic.utf8))
    put(345, Array(prefix.utf8))
    put(148, Array("        ".utf8))
    let sum = header.reduce(0) { $0 + Int($1) }
    put(148, Array("\(TarFixture.octal(sum, digits: 6))\u{0} ".utf8))
    blocks += header + content
    blocks += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// Records of an extended header, whose length counts itself.
  package mutating func add(pax records: [(key: String, value: String)]) {
    let content = records.flatMap { key, value in
      let rest = " \(key)=\(value)\n"
      var length = rest.utf8.count
      while String(length).utf8.count + rest.utf8.count != length { length += 1 }
      return Array("\(length)\(rest)".utf8)
    }
    add("PaxHeaders/x", content, flag: "x")
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
