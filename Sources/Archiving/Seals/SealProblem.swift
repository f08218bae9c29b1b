import CCrypto

/// A key, a certificate, a signature or a time stamp that cannot be used: the facts.
package enum SealProblem: Error, Equatable, Sendable {
  /// No PEM certificate in the file.
  case noCertificate
  /// No PEM private key, or its passphrase is another one.
  case noKey(isEncrypted: Bool)
  case keyOfAnotherCertificate
  /// What the key is, such as `ED25519` or `RSA 1024`.
  case unusableKey(String)
  /// Not DER of the kind that was expected.
  case notDER(expected: String)
  /// What libcrypto says.
  case refused(String)
}

/// What libcrypto last said, and nothing that it said before.
func cryptoReason() -> String {
  var data: UnsafePointer<CChar>?
  var flags: Int32 = 0
  let code = ERR_peek_last_error_all(nil, nil, nil, &data, &flags)
  // Before the queue is cleared, which frees both.
  var reason = ERR_reason_error_string(code).map { String(cString: $0) } ?? "no reason given"
  if flags & ERR_TXT_STRING != 0, let data {
    let text = String(cString: data)
    if !text.isEmpty { reason += ": \(text)" }
  }
  ERR_clear_error()
  return reason
}

/// Bytes of libcrypto's own, read from or written to memory.
final class MemoryBytes {
  private let bio: OpaquePointer?

  init() { bio = BIO_new(BIO_s_mem()) }

  init(_ bytes: [UInt8]) {
    bio = BIO_new(BIO_s_mem())
    _ = BIO_write(bio, bytes, Int32(clamping: bytes.count))
  }

  deinit { BIO_free(bio) }

  /// Keeps the memory for as long as libcrypto uses it.
  func use<Result>(_ body: (OpaquePointer?) -> Result) -> Result {
    withExtendedLifetime(self) { body(bio) }
  }

  var bytes: [UInt8] {
    use { bio in
      var start: UnsafeMutablePointer<CChar>?
      let count = casefile_memory_bytes(bio, &start)
      guard let start, count > 0 else { return [] }
      return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
  }

  /// What libcrypto prints.
  static func text(_ print: (OpaquePointer?) -> Void) -> String {
    let output = MemoryBytes()
    output.use(print)
    return String(decoding: output.bytes, as: UTF8.self)
  }
}

/// The DER of a value of libcrypto's.
func der(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32)
  throws(SealProblem) -> [UInt8]
{
  let length = encode(nil)
  if length <= 0 { throw .refused(cryptoReason()) }
  var bytes = [UInt8](repeating: 0, count: Int(length))
  let written = bytes.withUnsafeMutableBufferPointer { buffer in
    var place = buffer.baseAddress
    return encode(&place)
  }
  if written != length { throw .refused(cryptoReason()) }
  return bytes
}
