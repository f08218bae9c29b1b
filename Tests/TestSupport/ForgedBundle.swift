import Archiving
import CaseFolder
import Files

/// A bundle unpacked and changed, with hashes that fit the change: nobody who can do that is found by
/// a hash.
///
/// - Parameter change: of the files by their names in the bundle.
/// - Returns: the folder.
package func forgedBundle(
  _ archive: String, in place: Workplace, _ change: (inout [String: [UInt8]]) throws -> Void
) throws -> String {
  let members = try archiveMembers(try readSmallFile(archive))
  let root = String(lastPathPart(archive).dropLast(".zip".count))
  var files: [String: [UInt8]] = [:]
  for (name, bytes) in members { files[String(name.dropFirst(root.utf8.count + 1))] = bytes }
  try change(&files)
  func manifest(_ isListed: (String) -> Bool) throws -> [UInt8] {
    try files.keys.sorted().filter(isListed).flatMap { name in
      Array("\(try hexadecimalHash(files[name] ?? []))  \(name)\n".utf8)
    }
  }
  let payload = files.filter { $0.key.hasPrefix("data/") }
  let size = payload.values.map(\.count).reduce(0, +)
  let oxum = "Payload-Oxum: \(size).\(payload.count)"
  let info = String(decoding: files["bag-info.txt"] ?? [], as: UTF8.self).split(separator: "\n")
  files["bag-info.txt"] = Array(
    info.map { $0.hasPrefix("Payload-Oxum") ? "\(oxum)\n" : "\($0)\n" }.joined().utf8)
  files["manifest-sha256.txt"] = try manifest { $0.hasPrefix("data/") }
  files["tagmanifest-sha256.txt"] = try manifest {
    !$0.hasPrefix("data/") && $0 != "tagmanifest-sha256.txt"
  }
  for (name, bytes) in files { try place.write("\(root)/\(name)", bytes) }
  return place.path(root)
}

/// A custody log made anew so that it states what files there are now, and the label of its head too.
package func forgeCustody(_ files: inout [String: [UInt8]]) throws {
  var log: [UInt8] = []
  var previous = CustodyEntry.beginning
  for line in (files["data/custody/custody.jsonl"] ?? []).split(separator: 0x0A) {
    guard var (entry, _) = CustodyEntry.read(line) else { continue }
    entry.previous = previous
    for index in entry.objects.indices {
      if let bytes = files["data/\(entry.objects[index].name)"] {
        entry.objects[index].sha256 = try hexadecimalHash(bytes)
      }
    }
    let (text, hash) = try entry.line()
    log += text
    previous = hash
  }
  files["data/custody/custody.jsonl"] = log
  let seq = log.count { $0 == 0x0A }
  files["data/custody/custody.head"] = CustodyLog.headBytes(seq: seq, hash: previous)
  let info = String(decoding: files["bag-info.txt"] ?? [], as: UTF8.self).split(separator: "\n")
  files["bag-info.txt"] = Array(
    info.map {
      $0.hasPrefix("Casefile-Custody-Head") ? "Casefile-Custody-Head: \(previous)\n" : "\($0)\n"
    }.joined().utf8)
}
