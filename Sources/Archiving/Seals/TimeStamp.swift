import CCrypto

/// RFC 3161 time stamps over a small file: only its SHA-256 leaves the machine.
package enum TimeStamp {
  /// What a time stamp says, and how far it can be believed.
  package struct Facts: Equatable, Sendable {
    /// Seconds since 1970, by the authority's clock.
    package var time: Int64?
    package var policy = ""
    package var serial = ""
    /// Distinguished name of the certificate that came with it; empty without one.
    package var authority = ""
    /// The stamp is of these bytes, and signed by the key of the certificate that came with it; where
    /// none came, whose signature it is cannot be computed, and `authority` is empty.
    package var isOfTheseBytes = false
    /// That certificate leads to an authority that the reader trusts.
    package var isTrusted = false
    /// Why not, in libcrypto's words.
    package var reason = ""
  }

  /// A query for a time stamp, with a number that the answer must repeat; asks for the certificate.
  ///
  /// - Returns: DER.
  package static func query(_ bytes: [UInt8]) throws -> [UInt8] {
    let digest = try sha256(bytes)
    let nonce = try randomBytes(8)
    guard let request = TS_REQ_new(), let imprint = TS_MSG_IMPRINT_new(),
      let algorithm = X509_ALGOR_new()
    else { throw SealProblem.refused(cryptoReason()) }
    defer {
      TS_REQ_free(request)
      TS_MSG_IMPRINT_free(imprint)
      X509_ALGOR_free(algorithm)
    }
    let number = BN_bin2bn(nonce, Int32(nonce.count), nil)
    let integer = BN_to_ASN1_INTEGER(number, nil)
    defer {
      BN_free(number)
      ASN1_INTEGER_free(integer)
    }
    var copy = digest
    let isMade =
      X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nil) == 1
      && TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1
      && TS_MSG_IMPRINT_set_msg(imprint, &copy, Int32(copy.count)) == 1
      && TS_REQ_set_version(request, 1) == 1 && TS_REQ_set_msg_imprint(request, imprint) == 1
      && TS_REQ_set_nonce(request, integer) == 1 && TS_REQ_set_cert_req(request, 1) == 1
    if !isMade { throw SealProblem.refused(cryptoReason()) }
    return try der { i2d_TS_REQ(request, $0) }
  }

  /// - Parameters:
  ///   - reply: DER, as the authority sent it.
  ///   - query: what was asked; its number must come back. `nil` where it is no longer there.
  ///   - trusted: the authorities that the reader trusts; none: only the digest and the arithmetic of
  ///     the signature are checked.
  ///   - seconds: the time at which certificates must be valid.
  package static func check(
    _ reply: [UInt8], query: [UInt8]? = nil, of bytes: [UInt8], trusted: Certificates?,
    at seconds: Int64
  ) throws -> Facts {
    guard let response = MemoryBytes(reply).use({ d2i_TS_RESP_bio($0, nil) }) else {
      ERR_clear_error()
      throw SealProblem.notDER(expected: "the reply of a time-stamp authority (TimeStampResp)")
    }
    defer { TS_RESP_free(response) }
    var facts = Facts()
    guard let info = TS_RESP_get_tst_info(response) else {
      facts.reason = "the authority refused: \(refusal(response))"
      return facts
    }
    describe(response, info, &facts)
    facts.isOfTheseBytes =
      try compare(response, query, bytes, &facts) && isSigned(response, &facts)
    guard let trusted, facts.isOfTheseBytes else { return facts }
    guard let context = TS_VERIFY_CTX_new() else { throw SealProblem.refused(cryptoReason()) }
    defer { TS_VERIFY_CTX_free(context) }
    _ = TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_VERSION | TS_VFY_SIGNATURE))
    // The context frees the store.
    _ = TS_VERIFY_CTX_set_store(context, trusted.store(at: seconds, purpose: nil))
    facts.isTrusted = TS_RESP_verify_response(context, response) == 1
    if !facts.isTrusted { facts.reason = cryptoReason() }
    return facts
  }

  /// The digest is of these bytes, and the number is that of the query.
  private static func compare(
    _ response: OpaquePointer, _ query: [UInt8]?, _ bytes: [UInt8], _ facts: inout Facts
  ) throws -> Bool {
    guard let context = TS_VERIFY_CTX_new() else { throw SealProblem.refused(cryptoReason()) }
    defer { TS_VERIFY_CTX_free(context) }
    if let query {
      guard let request = MemoryBytes(query).use({ d2i_TS_REQ_bio($0, nil) }) else {
        ERR_clear_error()
        throw SealProblem.notDER(expected: "a time-stamp query (TimeStampReq)")
      }
      defer { TS_REQ_free(request) }
      _ = TS_REQ_to_TS_VERIFY_CTX(request, context)
      _ = TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_VERSION | TS_VFY_NONCE))
      if TS_RESP_verify_response(context, response) != 1 {
        facts.reason = cryptoReason()
        return false
      }
      TS_VERIFY_CTX_cleanup(context)
    }
    let digest = try sha256(bytes)
    // libcrypto's own memory: the context frees it.
    guard let copy = CRYPTO_memdup(digest, digest.count, #file, #line) else {
      throw SealProblem.refused(cryptoReason())
    }
    _ = TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_VERSION | TS_VFY_IMPRINT))
    _ = TS_VERIFY_CTX_set_imprint(
      context, copy.assumingMemoryBound(to: UInt8.self), digest.count)
    if TS_RESP_verify_response(context, response) == 1 { return true }
    facts.reason = cryptoReason()
    return false
  }

  /// By the key of the certificate that came with it, whoever that is; true where none came.
  private static func isSigned(_ response: OpaquePointer, _ facts: inout Facts) -> Bool {
    let token = TS_RESP_get_token(response)
    if facts.authority.isEmpty || PKCS7_verify(token, nil, nil, nil, nil, PKCS7_NOVERIFY) == 1 {
      return true
    }
    facts.reason = cryptoReason()
    return false
  }

  private static func describe(
    _ response: OpaquePointer, _ info: OpaquePointer, _ facts: inout Facts
  ) {
    facts.time = Archiving.seconds(TS_TST_INFO_get_time(info))
    facts.policy = MemoryBytes.text { i2a_ASN1_OBJECT($0, TS_TST_INFO_get_policy_id(info)) }
    facts.serial = MemoryBytes.text { i2a_ASN1_INTEGER($0, TS_TST_INFO_get_serial(info)) }
    if let signers = PKCS7_get0_signers(TS_RESP_get_token(response), nil, 0) {
      if casefile_certificates_count(signers) > 0 {
        facts.authority = nameText(X509_get_subject_name(casefile_certificate(signers, 0)))
      }
      casefile_certificates_free(signers)
    }
    ERR_clear_error()
  }

  private static func refusal(_ response: OpaquePointer) -> String {
    let text = MemoryBytes.text {
      TS_STATUS_INFO_print_bio($0, TS_RESP_get_status_info(response))
    }
    return text.split(separator: "\n").joined(separator: "; ")
  }
}
