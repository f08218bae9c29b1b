import Archiving
import CaseActions
import CaseBundle
import CaseModel
import Files

/// `--no-seal`, `--ca` and `--at`: what a seal is held to.
struct SealOptions {
  var isWithoutSeal = false
  /// Files of certificates (PEM).
  var authorities: [String] = []
  var at: UTCTime?

  static let authority = Option<Self>.texts(
    "ca", "FILE", \.authorities, "certificates (PEM) that you trust")

  static let options: [Option<Self>] = [
    .flag("no-seal", \.isWithoutSeal, "do not require the .zip.sha256 beside it"),
    authority,
    .time("at", \.at, "time at which certificates must be valid; default: now"),
  ]

  func request(_ surroundings: Surroundings) throws -> VerifyRequest {
    var request = VerifyRequest(time: (at ?? surroundings.now()).seconds)
    request.meter = surroundings.meter
    request.requireSeal = !isWithoutSeal
    request.trusted = try trustedCertificates()
    return request
  }

  /// Of all `--ca` files; `nil` where none is named.
  func trustedCertificates() throws -> [UInt8]? {
    if authorities.isEmpty { return nil }
    var pem: [UInt8] = []
    for file in authorities {
      let bytes = try readSmallFile(file, limit: 1 << 24, followsLinks: true, takesPipes: true)
      do throws(SealProblem) {
        _ = try Certificates(pem: bytes)
      } catch {
        throw SealFileProblem(file: file, problem: error)
      }
      pem += bytes + [0x0A]
    }
    return pem
  }
}
