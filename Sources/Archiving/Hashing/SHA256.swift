import CCrypto

/// SHA-256 of libcrypto (FIPS 180-4), over bytes as they come.
package struct SHA256: ~Copyable {
  private let state: OpaquePointer?
  private var failed: Bool

  package init() {
    state = EVP_MD_CTX_new()
    failed = state == nil || EVP_DigestInit_ex(state, EVP_sha256(), nil) != 1
  }

  deinit { EVP_MD_CTX_free(state) }

  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    let result = bytes.withUnsafeBytes { EVP_DigestUpdate(state, $0.baseAddress, $0.count) }
    if result != 1 { failed = true }
  }

  package mutating func update(_ bytes: RawSpan) {
    let result = bytes.withUnsafeBytes { EVP_DigestUpdate(state, $0.baseAddress, $0.count) }
    if result != 1 { failed = true }
  }

  /// 32 bytes. Throws where libcrypto could not do it (no memory, a FIPS module that refuses).
  package consuming func finish() throws(CryptoProblem) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    if failed || EVP_DigestFinal_ex(state, &digest, nil) != 1 { throw CryptoProblem() }
    return digest
  }
}

/// libcrypto refused.
package struct CryptoProblem: Error, Equatable, Sendable {}

package func sha256(_ bytes: [UInt8]) throws(CryptoProblem) -> [UInt8] {
  var hash = SHA256()
  hash.update(bytes[...])
  return try hash.finish()
}

/// MD5 (RFC 1321): joins lists of other programs, and proves nothing.
package func md5(_ bytes: [UInt8]) throws(CryptoProblem) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 16)
  let result = bytes.withUnsafeBytes {
    EVP_Digest($0.baseAddress, $0.count, &digest, nil, EVP_md5(), nil)
  }
  if result != 1 { throw CryptoProblem() }
  return digest
}

/// A UUID that stands for a name (RFC 9562, version 5): the same name gives the same one. It
/// identifies, and proves nothing.
///
/// - Parameter namespace: 16 bytes.
package func nameUUID(_ name: String, namespace: [UInt8]) throws(CryptoProblem) -> String {
  var digest = [UInt8](repeating: 0, count: 20)
  let result = (namespace + Array(name.utf8)).withUnsafeBytes {
    EVP_Digest($0.baseAddress, $0.count, &digest, nil, EVP_sha1(), nil)
  }
  if result != 1 { throw CryptoProblem() }
  digest[6] = digest[6] & 0x0F | 0x50
  digest[8] = digest[8] & 0x3F | 0x80
  let text = Array(hexadecimal(Array(digest[..<16])))
  let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
  return cuts.map { String(text[$0]) }.joined(separator: "-")
}

/// Lower-case hexadecimal.
package func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  text.reserveCapacity(bytes.count * 2)
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}

/// Base 64 with padding (RFC 4648, section 4), by libcrypto.
package func base64(_ bytes: [UInt8]) -> String {
  var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
  let count = EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
  return String(decoding: text[..<Int(max(0, count))], as: UTF8.self)
}
