/// How the bytes of an export are text; told by the byte-order mark, else by zeros at every other
/// place (Windows PowerShell's Out-File writes UTF-16 LE).
package enum TextEncoding: Equatable, Sendable {
  case utf8
  case utf16(littleEndian: Bool, mark: Bool)

  package init(_ head: [UInt8]) {
    switch (head.first, head.dropFirst().first) {
    case (0xFF, 0xFE): self = .utf16(littleEndian: true, mark: true)
    case (0xFE, 0xFF): self = .utf16(littleEndian: false, mark: true)
    case (let first?, 0) where first != 0 && first < 0x80:
      self = .utf16(littleEndian: true, mark: false)
    case (0, let second?) where second != 0 && second < 0x80:
      self = .utf16(littleEndian: false, mark: false)
    default: self = .utf8
    }
  }
}
