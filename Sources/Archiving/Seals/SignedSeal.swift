import CCrypto

/// A detached CMS signature (RFC 5652) over a small file: ECDSA or RSA with SHA-256.
package enum SignedSeal {
  /// What a signature says, and how far it can be believed.
  package struct Facts: Equatable, Sendable {
    /// Distinguished names; of the certificate that came with the signature.
    package var signer = ""
    package var issuer = ""
    /// SHA-256 of that certificate, in hexadecimal.
    package var fingerprint: String?
    /// Seconds since 1970, by the signer's own clock: a claim.
    package var claimedTime: Int64?
    /// The signature is of these bytes, by the key of that certificate.
    package var isOfTheseBytes = false
    /// The certificate leads to an authority that the reader trusts.
    package var isTrusted = false
    /// Why not, in libcrypto's words.
    package var reason = ""
  }

  /// - Parameter seconds: since 1970; the signing time that it claims.
  /// - Returns: DER.
  package static func sign(_ bytes: [UInt8], _ key: SigningKey, at seconds: Int64)
    throws(SealProblem) -> [UInt8]
  {
    let data = MemoryBytes(bytes)
    let flags = UInt32(CMS_BINARY | CMS_DETACHED | CMS_PARTIAL | CMS_NOSMIMECAP)
    guard let cms = CMS_sign(nil, nil, nil, nil, flags) else { throw .refused(cryptoReason()) }
    defer { CMS_ContentInfo_free(cms) }
    guard
      let signer = CMS_add1_signer(cms, key.certificates.first, key.key, EVP_sha256(), flags)
    else { throw .refused(cryptoReason()) }
    for certificate in key.certificates.others { CMS_add1_cert(cms, certificate) }
    let time = ASN1_TIME_set(nil, time_t(seconds))
    defer { ASN1_TIME_free(time) }
    let kind = ASN1_STRING_type(time)
    if CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, kind, time, -1) != 1
      || data.use({ CMS_final(cms, $0, nil, flags) }) != 1
    {
      throw .refused(cryptoReason())
    }
    return try der { i2d_CMS_ContentInfo(cms, $0) }
  }

  /// - Parameters:
  ///   - trusted: the authorities that the reader trusts; none: only the arithmetic is checked.
  ///   - seconds: the time at which certificates must be valid.
  package static func check(
    _ signature: [UInt8], of bytes: [UInt8], trusted: Certificates?, at seconds: Int64
  ) throws(SealProblem) -> Facts {
    let input = MemoryBytes(signature)
    guard let cms = input.use({ d2i_CMS_bio($0, nil) }) else {
      ERR_clear_error()
      throw .notDER(expected: "a CMS signature")
    }
    defer { CMS_ContentInfo_free(cms) }
    var facts = Facts()
    let bare = UInt32(CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY)
    let isDetached = CMS_is_detached(cms) == 1
    let data = MemoryBytes(bytes)
    let empty = X509_STORE_new()
    defer { X509_STORE_free(empty) }
    facts.isOfTheseBytes =
      isDetached && data.use { CMS_verify(cms, nil, empty, $0, nil, bare) } == 1
    facts.reason = isDetached ? facts.isOfTheseBytes ? "" : cryptoReason() : "it holds its own text"
    describe(cms, &facts)
    guard let trusted, facts.isOfTheseBytes else { return facts }
    let store = trusted.store(at: seconds, purpose: X509_PURPOSE_ANY)
    defer { X509_STORE_free(store) }
    facts.isTrusted =
      MemoryBytes(bytes).use { CMS_verify(cms, nil, store, $0, nil, UInt32(CMS_BINARY)) } == 1
    if !facts.isTrusted { facts.reason = cryptoReason() }
    return facts
  }

  private static func describe(_ cms: OpaquePointer, _ facts: inout Facts) {
    // Belongs to the message; known once it was checked.
    let signers = CMS_get0_SignerInfos(cms)
    guard casefile_signers_count(signers) > 0, let first = casefile_signer(signers, 0) else {
      return
    }
    var certificate: OpaquePointer?
    CMS_SignerInfo_get0_algs(first, nil, &certificate, nil, nil)
    if let certificate {
      facts.signer = nameText(X509_get_subject_name(certificate))
      facts.issuer = nameText(X509_get_issuer_name(certificate))
      facts.fingerprint = Archiving.fingerprint(certificate)
    }
    for kind in [V_ASN1_UTCTIME, V_ASN1_GENERALIZEDTIME] {
      let time = CMS_signed_get0_data_by_OBJ(
        first, OBJ_nid2obj(NID_pkcs9_signingTime), -3, kind)
      if let time {
        facts.claimedTime = Archiving.seconds(
          UnsafePointer(time.assumingMemoryBound(to: ASN1_TIME.self)))
      }
    }
    ERR_clear_error()
  }
}
