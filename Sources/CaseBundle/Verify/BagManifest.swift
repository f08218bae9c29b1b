import Archiving

/// One manifest of a bag, line by line (RFC 8493, sections 2.1.3 and 2.2.1).
struct BagManifest {
  struct Line {
    var number: Int
    var checksum: String
    /// Decoded, relative to the bag.
    var path: String
    /// What is unusual about it, and legal or customary.
    var notes: [String] = []
  }

  var name: String
  var algorithm: HashAlgorithm
  var isTagManifest: Bool
  private(set) var lines: [Line] = []
  private(set) var faults: [String] = []

  /// The algorithm in `manifest-sha256.txt`; `nil` for other names.
  static func algorithmName(_ file: String) -> (name: String, isTag: Bool)? {
    guard file.hasSuffix(".txt"), !file.contains("/") else { return nil }
    for (prefix, isTag) in [("manifest-", false), ("tagmanifest-", true)]
    where file.hasPrefix(prefix) {
      return (String(file.dropFirst(prefix.count).dropLast(4)), isTag)
    }
    return nil
  }

  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - isFinal: of BagIt 1.0, where `%25` stands for `%`.
  ///   - stands: whether a file of that name is in the bag.
  init(
    _ name: String, _ algorithm: HashAlgorithm, isTagManifest: Bool, _ bytes: [UInt8],
    isFinal: Bool, stands: (String) -> Bool
  ) {
    self.name = name
    self.algorithm = algorithm
    self.isTagManifest = isTagManifest
    for (index, line) in TagText.lines(bytes).enumerated() {
      let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
      let checksum = line.prefix { !isBlank($0) }
      let rest = line[checksum.endIndex...]
      let path = rest.drop(while: isBlank)
      let isHash = checksum.count == algorithm.digits && checksum.allSatisfy(Self.isDigit)
      if !isHash || rest.isEmpty || path.isEmpty {
        faults.append("line \(index + 1) is not a checksum and a name")
        continue
      }
      var entry = Line(
        number: index + 1, checksum: String(decoding: checksum, as: UTF8.self).lowercased(),
        path: Self.decoded(Array(path), isFinal: isFinal))
      let literal = String(decoding: path, as: UTF8.self)
      if entry.path != literal, !stands(entry.path), stands(literal) {
        entry.path = literal
        entry.notes.append("\(name) does not encode its '%'")
      }
      if entry.path.hasPrefix("*"), !stands(entry.path) {
        entry.path = String(entry.path.dropFirst())
        entry.notes.append("\(name) marks it with '*', as md5sum does")
      }
      if entry.path.hasPrefix("./") {
        entry.path = String(entry.path.dropFirst(2))
        entry.notes.append("\(name) begins its path with './'")
      }
      lines.append(entry)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
  }

  /// `%0A`, `%0D` and, since 1.0, `%25`, and only those.
  private static func decoded(_ path: [UInt8], isFinal: Bool) -> String {
    var result: [UInt8] = []
    var rest = path[...]
    while let byte = rest.popFirst() {
      let code = String(decoding: rest.prefix(2), as: UTF8.self).uppercased()
      switch (byte, code) {
      case (UInt8(ascii: "%"), "0A"): result.append(0x0A)
      case (UInt8(ascii: "%"), "0D"): result.append(0x0D)
      case (UInt8(ascii: "%"), "25") where isFinal: result.append(byte)
      default:
        result.append(byte)
        continue
      }
      rest = rest.dropFirst(2)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
