/// Text as it stands in evidence: bytes, never `String`.
///
/// Identity, hashing and order compare UTF-8 bytes (Swift's `String ==` holds "é" and
/// "e" + combining accent equal). A lone surrogate escape of JSON is kept as its three
/// generalised UTF-8 bytes; invalid bytes are kept as they are.
package struct EvidenceText: Hashable, Sendable, Comparable, ExpressibleByStringLiteral {
  package var bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }
  package init(_ string: String) { bytes = Array(string.utf8) }
  package init(stringLiteral value: String) { bytes = Array(value.utf8) }

  package var isEmpty: Bool { bytes.isEmpty }

  /// For people and for case folding; invalid bytes become U+FFFD.
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Lower case by Unicode's simple rules: for UPNs and client strings, which compare without case.
  package var folded: EvidenceText { EvidenceText(string.lowercased()) }

  /// True where the bytes are well-formed UTF-8 (RFC 3629: no surrogates).
  package var isValidUTF8: Bool {
    bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
  }

  package static func < (left: EvidenceText, right: EvidenceText) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
