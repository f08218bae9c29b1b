import Glibc

/// An IPv4 or IPv6 address in canonical form (R8; RFC 5952).
package struct NetworkAddress: Hashable, Sendable {
  /// 4 or 16 bytes in network order.
  package let octets: [UInt8]
  package let text: String

  /// Reads `a.b.c.d`, `a.b.c.d:port`, IPv6, `[IPv6]`, `[IPv6]:port`, and `::ffff:a.b.c.d` as IPv4.
  /// `nil` for anything else: empty text, `<null>`, host names.
  package init?(evidence raw: EvidenceText) {
    var text = raw.string.trimmingBlanks
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || isPort(rest) else { return nil }
      text = String(text[text.index(after: text.startIndex)..<end])
    } else if text.contains("."), let colon = text.lastIndex(of: ":"),
      text.firstIndex(of: ":") == colon
    {
      guard isPort(text[colon...]) else { return nil }
      text = String(text[..<colon])
    }
    if let zone = text.firstIndex(of: "%") { text = String(text[..<zone]) }
    self.init(text)
  }

  /// Reads an address without port or brackets.
  package init?(_ text: String) {
    guard let octets = NetworkAddress.parse(text) else { return nil }
    self.octets = octets
    self.text = NetworkAddress.format(octets)
  }

  private static func parse(_ text: String) -> [UInt8]? {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    var octets = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &octets) == 1 { return Array(octets[0..<4]) }
    guard inet_pton(AF_INET6, text, &octets) == 1 else { return nil }
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    return octets.starts(with: mapped) ? Array(octets[12...]) : octets
  }

  private static func format(_ octets: [UInt8]) -> String {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = octets.count == 4 ? AF_INET : AF_INET6
    inet_ntop(family, octets, &buffer, socklen_t(buffer.count))
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// An address, or a CIDR range of addresses, as an indicator states it.
package struct AddressRange: Hashable, Sendable {
  package let address: NetworkAddress
  /// Leading bits that must agree.
  package let prefix: Int

  /// Reads `address` or `address/prefix`. Bits below the prefix are ignored.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2,
      let address = NetworkAddress(evidence: EvidenceText(String(first)))
    else { return nil }
    let bits = address.octets.count * 8
    if parts.count == 2 {
      guard let prefix = Int(parts[1]), (0...bits).contains(prefix), parts[1].allSatisfy(\.isNumber)
      else { return nil }
      self.prefix = prefix
    } else {
      prefix = bits
    }
    self.address = address
  }

  package func contains(_ other: NetworkAddress) -> Bool {
    guard other.octets.count == address.octets.count else { return false }
    var rest = prefix
    for (left, right) in zip(address.octets, other.octets) where rest > 0 {
      let mask: UInt8 = rest >= 8 ? 0xFF : ~(0xFF >> UInt8(rest))
      if left & mask != right & mask { return false }
      rest -= 8
    }
    return true
  }
}

private func isPort(_ text: Substring) -> Bool {
  text.first == ":" && text.count > 1 && UInt16(text.dropFirst()) != nil
}
