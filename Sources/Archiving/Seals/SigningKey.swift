import CCrypto

/// A private key and the certificate that names its holder.
package final class SigningKey {
  let key: OpaquePointer
  package let certificates: Certificates

  /// - Parameters:
  ///   - key: PEM; RSA of 2,048 bits or more, or an elliptic curve key.
  ///   - passphrase: of an encrypted key.
  ///   - certificate: PEM; the signer's first, then those that lead to its authority.
  package init(key pem: [UInt8], passphrase: [UInt8]?, certificate: [UInt8]) throws(SealProblem) {
    certificates = try Certificates(pem: certificate)
    let input = MemoryBytes(pem)
    var phrase = (passphrase ?? []) + [0]
    let read = input.use { bio in
      phrase.withUnsafeMutableBytes { bytes in
        // Without a passphrase libcrypto would ask the terminal.
        passphrase == nil
          ? PEM_read_bio_PrivateKey(bio, nil, { _, _, _, _ in -1 }, nil)
          : PEM_read_bio_PrivateKey(bio, nil, nil, bytes.baseAddress)
      }
    }
    for index in phrase.indices { phrase[index] = 0 }
    guard let read else {
      ERR_clear_error()
      let text = String(decoding: pem, as: UTF8.self)
      throw .noKey(isEncrypted: text.contains("ENCRYPTED"))
    }
    key = read
    let bits = EVP_PKEY_get_bits(read)
    switch EVP_PKEY_get_base_id(read) {
    case EVP_PKEY_RSA where bits >= 2_048, EVP_PKEY_EC where bits >= 256: break
    default:
      let name = EVP_PKEY_get0_type_name(read).map { String(cString: $0) } ?? "unknown"
      throw .unusableKey("\(name) of \(bits) bits")
    }
    if X509_check_private_key(certificates.first, read) != 1 {
      ERR_clear_error()
      throw .keyOfAnotherCertificate
    }
  }

  deinit { EVP_PKEY_free(key) }
}
