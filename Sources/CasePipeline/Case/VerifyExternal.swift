import CaseFolder
import CaseModel
import Files
import TextFormats

/// What became of a piece of external evidence whose bytes were to be hashed again.
package struct ExternalCheck: Sendable {
  package enum Outcome: Equatable, Sendable {
    case equal
    /// The hash that was found.
    case different(String)
    /// This machine does not reach it, and no list states its hash.
    case unreached
  }

  package var entry: RegisterEntry
  package var outcome: Outcome
}

extension OpenCase {
  /// Compares the hashes of external evidence with the register: of the bytes where the address is a
  /// file that this machine reaches, else as a list states them. Logs what was found.
  ///
  /// - Parameter list: made now, of the same objects.
  package mutating func verifyExternal(_ list: ObjectList) throws -> [ExternalCheck] {
    let external = register.filter { $0.external != nil }
    let meter = surroundings.meter
    meter?.begin("hash what stays elsewhere", total: 0)
    defer { meter?.end() }
    let checks = try external.map { entry in
      let found = try hashOfExternal(entry, list)
      let outcome: ExternalCheck.Outcome =
        found.map { $0 == entry.sha256 ? .equal : .different($0) } ?? .unreached
      return ExternalCheck(entry: entry, outcome: outcome)
    }
    let objects = checks.compactMap { check -> CustodyObject? in
      switch check.outcome {
      case .equal: CustodyObject(check.entry.custodyName, check.entry.sha256)
      case .different(let hash): CustodyObject(check.entry.custodyName, hash)
      case .unreached: nil
      }
    }
    if !objects.isEmpty {
      let equal = checks.count { $0.outcome == .equal }
      try log(
        OpenCase.externalVerified, objects,
        reason: "\(equal) of \(checks.count) equal, \(objects.count - equal) different"
          + (list.objects.isEmpty ? "" : "; hashes from a list"))
    }
    return checks
  }

  static let externalVerified = "external evidence verified"

  private func hashOfExternal(_ entry: RegisterEntry, _ list: ObjectList) throws -> String? {
    guard let address = entry.external?.address else { return nil }
    if let object = list.objects[address] { return object.sha256 }
    for path in localPaths(address) where try targetFacts(path)?.kind == .file {
      return try hashFile(path, surroundings.meter)
    }
    return nil
  }
}

/// Where a file may lie that an engine names: `file:///lake/a%20b.json`, or a path.
func localPaths(_ address: String) -> [String] {
  if address.hasPrefix("/") { return [address] }
  guard address.hasPrefix("file:/") else { return [] }
  var path = address.dropFirst("file:".count)
  if path.hasPrefix("//") { path = path.dropFirst(2) }
  // Behind the slashes a host may stand.
  guard path.hasPrefix("/") else { return [] }
  let plain = String(path)
  return [plain, percentDecoded(plain)]
}

/// RFC 3986, section 2.1.
private func percentDecoded(_ text: String) -> String {
  var bytes: [UInt8] = []
  var rest = text.utf8[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "%"), rest.count >= 2,
      let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
    {
      bytes.append(value)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
