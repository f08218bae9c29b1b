import Archiving
import CaseBundle
import CaseFolder
import CaseModel
import CasePipeline
import Files

/// Files that a signature is made with; the passphrase is in a file, never an argument.
package struct SigningFiles: Sendable {
  package var key: String
  package var certificate: String
  package var passphrase: String?

  package init(key: String, certificate: String, passphrase: String?) {
    self.key = key
    self.certificate = certificate
    self.passphrase = passphrase
  }

  /// Reads and checks them, before anything is written.
  func read() throws -> SigningKey {
    func given(_ path: String, _ limit: Int) throws(FileProblem) -> [UInt8] {
      try readSmallFile(path, limit: limit, followsLinks: true, takesPipes: true)
    }
    let pem = try given(key, 1 << 20)
    let own = try given(certificate, 1 << 20)
    var phrase = try passphrase.map { try given($0, 1 << 12) }
    while phrase?.last == 0x0A || phrase?.last == 0x0D { phrase?.removeLast() }
    do throws(SealProblem) {
      return try SigningKey(key: pem, passphrase: phrase, certificate: own)
    } catch {
      throw SealFileProblem(file: error == .noCertificate ? certificate : key, problem: error)
    }
  }
}

/// A file that a seal cannot be made or checked with.
package struct SealFileProblem: Error, Equatable, Sendable {
  package var file: String
  package var problem: SealProblem

  package init(file: String, problem: SealProblem) {
    self.file = file
    self.problem = problem
  }
}

extension OpenCase {
  /// Signs a bundle's seal, unless the same certificate's signature of the same seal stands beside it.
  ///
  /// - Returns: the signature's path.
  mutating func sign(_ files: SealFiles, _ key: SigningKey) throws -> String {
    let seal = try readSmallFile(files.seal, limit: 1 << 16)
    let now = surroundings.now().seconds
    if try fileFacts(files.signature) != nil {
      let old = try readSmallFile(files.signature, limit: 1 << 20)
      let facts = try? SignedSeal.check(old, of: seal, trusted: nil, at: now)
      if facts?.isOfTheseBytes == true,
        facts?.fingerprint == key.certificates.fingerprint
      {
        return files.signature
      }
    }
    let signature = try SignedSeal.sign(seal, key, at: now)
    try replaceFile(files.signature, with: signature)
    let object = CustodyObject(
      "bundles/\(lastPathPart(files.signature))", try hexadecimalHash(signature))
    try log(.sign, [object], reason: "as \(key.certificates.subject)")
    return files.signature
  }
}

/// Writes the query for a time stamp of a bundle's seal beside it.
///
/// - Returns: the query's path.
package func requestTimeStamp(_ bundle: String, _ surroundings: Surroundings) throws -> String {
  let files = SealFiles(archive: bundle)
  let query = try TimeStamp.query(
    try readSmallFile(files.seal, limit: 1 << 16, followsLinks: true))
  try keep(.timestampRequested, files.query, query, surroundings)
  return files.query
}

/// Checks an authority's answer against the seal and the query, and keeps it beside the bundle.
///
/// - Parameter trusted: PEM; `nil`: who stamped is not checked.
package func attachTimeStamp(
  _ bundle: String, reply path: String, trusted pem: [UInt8]?, _ surroundings: Surroundings
) throws -> TimeStamp.Facts {
  let files = SealFiles(archive: bundle)
  let seal = try readSmallFile(files.seal, limit: 1 << 16, followsLinks: true)
  let reply = try readSmallFile(
    path, limit: 1 << 20, followsLinks: true, takesPipes: true)
  let query =
    try fileFacts(files.query) == nil
    ? nil : readSmallFile(files.query, limit: 1 << 16, followsLinks: true)
  let facts: TimeStamp.Facts
  do {
    facts = try TimeStamp.check(
      reply, query: query, of: seal, trusted: try pem.map { try Certificates(pem: $0) },
      at: surroundings.now().seconds)
  } catch let problem as SealProblem {
    throw SealFileProblem(file: path, problem: problem)
  }
  guard facts.isOfTheseBytes, facts.isTrusted || pem == nil else {
    throw SealFileProblem(file: path, problem: .refused(facts.reason))
  }
  try keep(.timestampAttached, files.timeStamp, reply, surroundings)
  return facts
}

/// Writes a file beside a bundle, and logs it in the case that the bundle stands in, where it stands in one.
private func keep(
  _ action: CustodyAction, _ path: String, _ bytes: [UInt8], _ surroundings: Surroundings
) throws {
  let bundles = parentFolder(absolutePath(path))
  let folder = CaseFolder(parentFolder(bundles))
  guard folder.exists, lastPathPart(bundles) == lastPathPart(folder.bundles) else {
    return try replaceFile(path, with: bytes)
  }
  // It may be in use: then nothing is written.
  var opened = try OpenCase.open(folder, surroundings, changing: false)
  try replaceFile(path, with: bytes)
  let object = CustodyObject("bundles/\(lastPathPart(path))", try hexadecimalHash(bytes))
  try opened.log(action, [object])
}
