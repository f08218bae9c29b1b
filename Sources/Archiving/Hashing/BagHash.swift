import CCrypto

/// The hashes that bags are made with (RFC 8493, section 2.4; the older ones in bags of others).
package enum HashAlgorithm: String, CaseIterable, Sendable {
  case md5, sha1, sha224, sha256, sha384, sha512

  /// Collisions can be made: a match does not prove that nobody exchanged the file.
  package var isWeak: Bool { self == .md5 || self == .sha1 }

  /// Digits of a hash in hexadecimal.
  package var digits: Int {
    switch self {
    case .md5: 32
    case .sha1: 40
    case .sha224: 56
    case .sha256: 64
    case .sha384: 96
    case .sha512: 128
    }
  }

  fileprivate var method: OpaquePointer? {
    switch self {
    case .md5: EVP_md5()
    case .sha1: EVP_sha1()
    case .sha224: EVP_sha224()
    case .sha256: EVP_sha256()
    case .sha384: EVP_sha384()
    case .sha512: EVP_sha512()
    }
  }
}

/// Several hashes of the same bytes, by libcrypto, as the bytes come.
package struct BagHash: ~Copyable {
  private let states: [(algorithm: HashAlgorithm, state: OpaquePointer?)]
  private var failed = false

  package init(_ algorithms: [HashAlgorithm]) {
    states = algorithms.map { ($0, EVP_MD_CTX_new()) }
    for (algorithm, state) in states {
      if state == nil || EVP_DigestInit_ex(state, algorithm.method, nil) != 1 { failed = true }
    }
  }

  deinit { for (_, state) in states { EVP_MD_CTX_free(state) } }

  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    for (_, state) in states {
      let result = bytes.withUnsafeBytes { EVP_DigestUpdate(state, $0.baseAddress, $0.count) }
      if result != 1 { failed = true }
    }
  }

  /// Lower-case hexadecimal. Throws where libcrypto could not do it (a FIPS module has no MD5).
  package consuming func finish() throws(CryptoProblem) -> [HashAlgorithm: String] {
    if failed { throw CryptoProblem() }
    var result: [HashAlgorithm: String] = [:]
    for (algorithm, state) in states {
      var digest = [UInt8](repeating: 0, count: algorithm.digits / 2)
      if EVP_DigestFinal_ex(state, &digest, nil) != 1 { throw CryptoProblem() }
      result[algorithm] = hexadecimal(digest)
    }
    return result
  }
}
