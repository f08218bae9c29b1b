import Archiving
import CaseFolder
import CaseModel
import Files

/// The members of a bundle, from a ZIP or a folder, by their name in the bag.
package struct BundleReader {
  package internal(set) var sizes: [String: UInt64] = [:]
  /// Problems of the container itself.
  package internal(set) var problems: [BundleProblem] = []
  /// What ZIP allows and casefile never writes: problems of a bundle, notes about a bag of others.
  package internal(set) var deviations: [BundleProblem] = []
  /// Nothing can be read from it.
  package internal(set) var isUnreadable = false
  /// The folder that the ZIP's members stand in, or the folder's own.
  package internal(set) var name = ""
  package internal(set) var isFolder = false
  /// Folders that stand in it of themselves.
  var folders: Set<String> = []
  var opener: (String) throws -> ByteStream = { _ in ByteStream([]) }

  package func open(_ member: String) throws -> ByteStream { try opener(member) }

  /// The whole of a small member.
  package func bytes(
    _ member: String, limit: Int = CaseLimits.standard.register
  ) throws -> [UInt8] {
    let content = try open(member)
    var result: [UInt8] = []
    while true {
      let part = try content.next()
      if part.isEmpty { return result }
      result += part
      if result.count > limit {
        throw ZIPProblem(member: member, what: "it is larger than \(limit) bytes")
      }
    }
  }
}

extension BundleReader {
  /// Tells how much of its members was read.
  func metered(_ meter: WorkMeter?) -> BundleReader {
    guard let meter else { return self }
    meter.begin("verify", total: Int64(clamping: sizes.values.reduce(0, &+)))
    var reader = self
    let open = opener
    reader.opener = { try open($0).counted(meter.add) }
    return reader
  }
}
