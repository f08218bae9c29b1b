/// What stands beside an archive and speaks for it (design section 7). Signature and time stamp are
/// over the seal's bytes.
package struct SealFiles: Sendable {
  package let archive: String

  package init(archive: String) { self.archive = archive }

  package var seal: String { archive + ".sha256" }
  /// CMS, DER.
  package var signature: String { archive + ".p7s" }
  /// RFC 3161, DER.
  package var query: String { archive + ".tsq" }
  package var timeStamp: String { archive + ".tsr" }
}
