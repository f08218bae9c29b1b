import CCrypto

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
