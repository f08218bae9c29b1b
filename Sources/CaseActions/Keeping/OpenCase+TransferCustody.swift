import CaseFolder

extension OpenCase {
  /// Enters that something changed hands: all of the case, or some of its evidence or bundles.
  ///
  /// - Parameter objects: evidence names, or names that the log knows.
  /// - Returns: the number of the entry.
  package mutating func transfer(
    from giver: String, to receiver: String, purpose: String, objects names: [String]
  ) throws -> Int {
    let objects = try names.map { name in
      if let entry = register.first(where: { $0.name == name }) {
        return CustodyObject(entry.custodyName, entry.sha256)
      }
      guard let hash = custody.lastHash(of: name) else {
        throw TransferProblem.unknownObject(name, root: folder.root)
      }
      return CustodyObject(name, hash)
    }
    try log(.transfer, objects, reason: "from \(giver) to \(receiver): \(purpose)")
    return custody.head.seq
  }
}

/// A transfer of something that the custody log does not know.
package enum TransferProblem: Error, Equatable, Sendable {
  case unknownObject(String, root: String)
}
