/// Names on disk are bytes; casefile's paths are texts. A byte that is no UTF-8, as old archives leave
/// in names, is one of the last 128 scalars of the last private plane (U+10FF80 for 0x80, U+10FFFF
/// for 0xFF), and so is each byte of those scalars themselves: every name has one text, and every
/// such text its name.
private let firstEscape: UInt32 = 0x10_FF80

/// The text of a name or path.
package func pathText(_ bytes: some Sequence<UInt8>) -> String {
  let bytes = Array(bytes)
  if let text = String(validating: bytes, as: UTF8.self), !hasEscapes(text) { return text }
  var text = String.UnicodeScalarView()
  func escape(_ byte: UInt8) {
    if let scalar = Unicode.Scalar(firstEscape + UInt32(byte & 0x7F)) { text.append(scalar) }
  }
  var index = 0
  while index < bytes.count {
    let length = bytes[index] < 0x80 ? 1 : bytes[index] >= 0xF0 ? 4 : bytes[index] >= 0xE0 ? 3 : 2
    let part = bytes[index..<min(bytes.count, index + length)]
    if let scalar = String(validating: part, as: UTF8.self)?.unicodeScalars.first,
      scalar.value < firstEscape
    {
      text.append(scalar)
      index += part.count
    } else {
      escape(bytes[index])
      index += 1
    }
  }
  return String(text)
}

/// The bytes of a path, as the system takes them.
package func pathBytes(_ path: String) -> [UInt8] {
  if !hasEscapes(path) { return Array(path.utf8) }
  return path.unicodeScalars.flatMap { scalar in
    scalar.value >= firstEscape
      ? [UInt8(truncatingIfNeeded: scalar.value - firstEscape) | 0x80]
      : Array(String(scalar).utf8)
  }
}

/// The name on disk is UTF-8.
package func isText(path: String) -> Bool { !hasEscapes(path) }

/// The first scalar of the last private plane's end begins with these bytes in UTF-8.
private func hasEscapes(_ text: String) -> Bool {
  text.utf8.contains(0xF4) && text.unicodeScalars.contains { $0.value >= firstEscape }
}

/// Calls `body` with a path as system calls take it.
func withSystemPath<Result>(
  _ path: String, _ body: (UnsafePointer<CChar>) -> Result
) -> Result {
  if !hasEscapes(path) { return path.withCString(body) }
  let bytes = pathBytes(path).map { CChar(bitPattern: $0) } + [0]
  return body(bytes)
}
