/// What is wrong with the name of a member.
enum MemberName {
  /// Casefile writes ASCII letters, digits, `.`, `_`, `-`, and `/` between parts.
  static func houseFault(_ name: [UInt8]) -> String? {
    let allowed = name.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
      default: false
      }
    }
    return allowed ? fault(name) : "unsafe name: a character that casefile never writes"
  }

  /// A name that could lead out of the folder it is unpacked to, on any system.
  static func fault(_ name: [UInt8]) -> String? {
    if name.contains(0) { return "unsafe name: it contains a NUL" }
    if name.contains(UInt8(ascii: "\\")) { return "unsafe name: it contains a backslash" }
    if name.count > 1, name[1] == UInt8(ascii: ":") { return "unsafe name: it begins with a drive" }
    if name.first == UInt8(ascii: "/") { return "unsafe name: it is absolute" }
    let parts = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    if parts.contains(where: {
      $0.isEmpty || $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
    }) {
      return "unsafe name: an empty part, '.' or '..'"
    }
    return nil
  }
}
