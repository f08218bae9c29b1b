import CaseModel

/// A file that goes into a bundle.
package struct BundleMember {
  /// Below `data/`.
  package var name: String
  package var size: UInt64
  /// What the register, or the custody log, says its hash is; packing fails where it is not.
  package var expectedSHA256: String?
  /// Opens it: the next bytes, empty at the end.
  package var open: () throws -> () throws -> ArraySlice<UInt8>

  package init(
    name: String, size: UInt64, expectedSHA256: String? = nil,
    open: @escaping () throws -> () throws -> ArraySlice<UInt8>
  ) {
    self.name = name
    self.size = size
    self.expectedSHA256 = expectedSHA256
    self.open = open
  }

  package init(name: String, bytes: [UInt8]) {
    self.init(name: name, size: UInt64(bytes.count)) {
      var rest = bytes[...]
      return {
        let part = rest
        rest = []
        return part
      }
    }
  }
}

extension BundleMember {
  /// Tells how much of it was read.
  package func metered(_ meter: WorkMeter?) -> BundleMember {
    guard let meter else { return self }
    var member = self
    let open = self.open
    member.open = { meter.counting(try open()) }
    return member
  }
}
