import CCrypto
import CZlib

/// Of the libraries that are loaded.
package enum LibraryVersions {
  /// `1.2.13`
  package static var zlib: String {
    zlibVersion().map { String(cString: $0) } ?? "unknown"
  }

  /// `OpenSSL 3.0.15 3 Sep 2024`
  package static var crypto: String {
    OpenSSL_version(OPENSSL_VERSION).map { String(cString: $0) } ?? "unknown"
  }
}
