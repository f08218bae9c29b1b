import CCrypto
import CZlib

/// Of the libraries that are loaded, such as `1.2.13`.
package var zlibVersionText: String {
  zlibVersion().map { String(cString: $0) } ?? "unknown"
}

/// `OpenSSL 3.0.15 3 Sep 2024`
package var cryptoVersionText: String {
  OpenSSL_version(OPENSSL_VERSION).map { String(cString: $0) } ?? "unknown"
}
