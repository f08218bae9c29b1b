import CaseModel
import Files

/// A file that goes into a bundle.
package struct BundleMember {
  /// Below `data/`.
  package var name: String
  package var size: UInt64
  /// What the register, or the custody log, says its hash is; packing fails where it is not.
  package var expectedSHA256: String?
  package var open: () throws -> ByteStream

  package init(
    name: String, size: UInt64, expectedSHA256: String? = nil,
    open: @escaping () throws -> ByteStream
  ) {
    self.name = name
    self.size = size
    self.expectedSHA256 = expectedSHA256
    self.open = open
  }

  package init(name: String, bytes: [UInt8]) {
    self.init(name: name, size: UInt64(bytes.count)) { ByteStream(bytes) }
  }
}

extension BundleMember {
  /// Tells how much of it was read.
  package func metered(_ meter: WorkMeter?) -> BundleMember {
    guard let meter else { return self }
    var member = self
    let open = self.open
    member.open = { try open().counted(meter.add) }
    return member
  }
}
