import Archiving
import Files

/// `NAME.zip.sha256`: two lines, the archive's hash and the tag manifest's, as
/// `sha256sum -c --ignore-missing` reads them (design section 7).
struct ArchiveSeal {
  let path: String
  let bytes: [UInt8]

  /// `nil` where none stands beside the archive.
  init?(of archive: String) throws {
    path = archive + ".sha256"
    if try targetFacts(path) == nil { return nil }
    bytes = try readSmallFile(path, limit: 1 << 16, followsLinks: true)
  }

  /// - Parameter tagManifest: its hash in the archive; `nil` where it could not be read.
  func problems(of archive: String, tagManifest: String?) throws -> [BundleProblem] {
    let seal = lastPathPart(path)
    let name = lastPathPart(archive)
    let hash = try hexadecimalHash(of: SharedFile(archive, followsLinks: true).stream)
    var problems: [BundleProblem] = []
    if let expected = stated({ $0 == name }) {
      if expected != hash {
        problems.note(nil, "the archive's hash is \(hash), the seal says \(expected)")
      }
    } else {
      problems.note(seal, "the seal has no line for \(name)")
    }
    if let expected = stated({ $0.hasSuffix("/\(BundleFormat.tagManifest)") }) {
      if let tagManifest, expected != tagManifest {
        problems.note(BundleFormat.tagManifest, "its hash is not the one in the seal")
      }
    } else {
      problems.note(seal, "the seal has no line for \(BundleFormat.tagManifest)")
    }
    let bare = String(name.hasSuffix(".zip") ? name.dropLast(4) : name[...])
    let whole = sealText(name: bare, archive: hash, tagManifest: tagManifest ?? "")
    if problems.isEmpty, !bytes.elementsEqual(whole.utf8) {
      problems.note(seal, "the seal is not as casefile writes it")
    }
    return problems
  }

  private func stated(_ isMatch: (Substring) -> Bool) -> String? {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
      line.split(separator: " ", maxSplits: 1).map { $0.drop { $0 == " " || $0 == "*" } }
    }
    return lines.first { $0.count == 2 && isMatch($0[1]) }.map { String($0[0]) }
  }
}
