/// Numbers of JSON (RFC 8259, section 6), passed.
extension JSONScan {
  static func passNumber(_ bytes: RawSpan, _ position: inout Int, _ end: Int)
    throws(JSONFault)
  {
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if position < end, bytes[position] == UInt8(ascii: "0") {
      position += 1
    } else {
      try passDigits(bytes, &position, end)
    }
    if position < end, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try passDigits(bytes, &position, end)
    }
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, bytes[position] == 0x2B || bytes[position] == 0x2D { position += 1 }
      try passDigits(bytes, &position, end)
    }
  }

  private static func passDigits(_ bytes: RawSpan, _ position: inout Int, _ end: Int)
    throws(JSONFault)
  {
    let start = position
    while position < end, bytes[position] >= 0x30, bytes[position] <= 0x39 { position += 1 }
    if position > start { return }
    if position >= end { throw .truncated }
    throw .invalid(at: position)
  }
}
