import CCrypto

/// X.509 certificates of a PEM file, in its order (RFC 7468).
package final class Certificates {
  private var owned: [OpaquePointer] = []

  package init(pem: [UInt8]) throws(SealProblem) {
    let input = MemoryBytes(pem)
    while let certificate = input.use({ PEM_read_bio_X509($0, nil, nil, nil) }) {
      owned.append(certificate)
    }
    ERR_clear_error()
    if owned.isEmpty { throw .noCertificate }
  }

  deinit { owned.forEach(X509_free) }

  /// The first: the signer's, where the file is of a signer.
  var first: OpaquePointer { owned[0] }
  var others: ArraySlice<OpaquePointer> { owned.dropFirst() }
  var all: [OpaquePointer] { owned }

  package var subject: String { nameText(X509_get_subject_name(first)) }
  /// SHA-256 of the first, in hexadecimal.
  package var fingerprint: String? { Archiving.fingerprint(first) }

  /// A store that trusts them and nothing else.
  ///
  /// - Parameter seconds: since 1970; the time at which certificates must be valid.
  func store(at seconds: Int64, purpose: Int32?) -> OpaquePointer? {
    let store = X509_STORE_new()
    for certificate in owned { X509_STORE_add_cert(store, certificate) }
    let parameters = X509_STORE_get0_param(store)
    X509_VERIFY_PARAM_set_time(parameters, time_t(seconds))
    if let purpose { X509_VERIFY_PARAM_set_purpose(parameters, purpose) }
    // A certificate of the file is trusted as it stands, as openssl does with -partial_chain.
    X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
    return store
  }
}

/// A distinguished name as RFC 2253 writes it.
func nameText(_ name: OpaquePointer?) -> String {
  MemoryBytes.text { _ = casefile_print_name($0, name) }
}

/// SHA-256 of a certificate's DER, in hexadecimal.
func fingerprint(_ certificate: OpaquePointer) -> String? {
  // What libcrypto cannot encode has none.
  (try? der { i2d_X509(certificate, $0) }).flatMap { try? sha256($0) }.map(hexadecimal)
}

/// Seconds since 1970 of an ASN.1 time; `nil` where it is none.
func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
  let epoch = ASN1_TIME_set(nil, 0)
  defer { ASN1_TIME_free(epoch) }
  var days: Int32 = 0
  var rest: Int32 = 0
  guard let time, ASN1_TIME_diff(&days, &rest, epoch, time) == 1 else { return nil }
  return Int64(days) * 86_400 + Int64(rest)
}
