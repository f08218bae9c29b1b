import CCrypto
import Files

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

/// Lower-case hexadecimal SHA-256 of bytes as they come.
///
/// - Parameters:
///   - next: the next bytes, empty at the end.
///   - take: gets each part when it is hashed.
package func hexadecimalHash(
  of content: ByteStream, _ take: (ArraySlice<UInt8>) throws -> Void = { _ in }
) throws -> String {
  var hash = SHA256()
  while case let part = try content.next(), !part.isEmpty {
    hash.update(part)
    try take(part)
  }
  return hexadecimal(try hash.finish())
}

/// Lower-case hexadecimal SHA-256.
package func hexadecimalHash(_ bytes: [UInt8]) throws(CryptoProblem) -> String {
  hexadecimal(try sha256(bytes))
}
