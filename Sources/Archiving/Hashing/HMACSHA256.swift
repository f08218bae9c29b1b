import CCrypto

/// HMAC with SHA-256 (RFC 2104), by libcrypto.
package func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) throws(CryptoProblem) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 32)
  var count: UInt32 = 0
  let result = HMAC(
    EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &digest, &count)
  if result == nil || count != 32 { throw CryptoProblem() }
  return digest
}

/// Bytes that nobody can guess, by libcrypto.
package func randomBytes(_ count: Int) throws(CryptoProblem) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: count)
  if RAND_bytes(&bytes, Int32(count)) != 1 { throw CryptoProblem() }
  return bytes
}
