import Archiving
import CaseModel
import Files

/// How far somebody wants to go in checking a bundle.
package struct VerifyRequest: Sendable {
  /// A bundle without a seal "cannot be decided".
  package var requireSeal = true
  /// The authorities that the reader trusts, PEM.
  package var trusted: [UInt8]?
  /// Seconds since 1970: when certificates must be valid.
  package var time: Int64
  /// Where somebody watches.
  package var meter: WorkMeter?

  package init(time: Int64) { self.time = time }
}

/// The signature and the time stamp beside an archive, over its seal.
struct SealCheck: ProblemList {
  let files: SealFiles
  let request: VerifyRequest
  var problems: [BundleProblem] = []
  private(set) var signature: SignedSeal.Facts?
  private(set) var timeStamp: TimeStamp.Facts?

  init(_ archive: String, _ request: VerifyRequest) {
    files = SealFiles(archive: archive)
    self.request = request
  }

  mutating func check() throws {
    let trusted = try request.trusted.map { (pem) throws(SealProblem) in try Certificates(pem: pem)
    }
    let isSigned = try targetFacts(files.signature) != nil
    let isStamped = try targetFacts(files.timeStamp) != nil
    if !isSigned, !isStamped {
      if trusted != nil {
        note(
          lastPathPart(files.archive),
          "it is neither signed nor time-stamped, so --ca has nothing to check",
          .undecided)
      }
      return
    }
    guard try targetFacts(files.seal) != nil else {
      let file = isSigned ? files.signature : files.timeStamp
      return note(
        lastPathPart(file), "it covers \(lastPathPart(files.seal)), which is not beside it",
        .undecided)
    }
    let seal = try readSmallFile(files.seal, limit: 1 << 16, followsLinks: true)
    if isSigned { try checkSignature(seal, trusted) }
    if isStamped { try checkTimeStamp(seal, trusted) }
  }

  private mutating func checkSignature(_ seal: [UInt8], _ trusted: Certificates?) throws {
    let bytes = try readSmallFile(files.signature, limit: 1 << 20, followsLinks: true)
    do throws(SealProblem) {
      let facts = try SignedSeal.check(bytes, of: seal, trusted: trusted, at: request.time)
      signature = facts
      if !facts.isOfTheseBytes {
        note(
          lastPathPart(files.signature), "it does not sign the seal: \(facts.reason)", .different)
      } else if trusted != nil, !facts.isTrusted {
        note(
          lastPathPart(files.signature),
          "its certificate is not trusted: \(facts.reason)\(hint(facts.reason))",
          .undecided)
      }
    } catch {
      note(lastPathPart(files.signature), "it is not a CMS signature", .different)
    }
  }

  private mutating func checkTimeStamp(_ seal: [UInt8], _ trusted: Certificates?) throws {
    let bytes = try readSmallFile(files.timeStamp, limit: 1 << 20, followsLinks: true)
    do {
      let facts = try TimeStamp.check(bytes, of: seal, trusted: trusted, at: request.time)
      timeStamp = facts
      if !facts.isOfTheseBytes {
        note(
          lastPathPart(files.timeStamp), "it does not stamp the seal: \(facts.reason)", .different)
      } else if trusted != nil, !facts.isTrusted {
        note(
          lastPathPart(files.timeStamp),
          "its authority is not trusted: \(facts.reason)\(hint(facts.reason))",
          .undecided)
      }
    } catch is SealProblem {
      note(lastPathPart(files.timeStamp), "it is not a time stamp", .different)
    }
  }

  /// What openssl calls -attime.
  private func hint(_ reason: String) -> String {
    reason.contains("expired") || reason.contains("not yet valid")
      ? "; --at TIME checks it as of a time" : ""
  }
}
