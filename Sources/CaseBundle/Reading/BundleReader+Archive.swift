import Archiving
import Files

extension BundleReader {
  /// Reads a ZIP, whatever is wrong with it.
  package init(archive path: String) throws {
    let file = try SharedFile(path, followsLinks: true)
    try self.init(size: file.size, read: file.read)
  }

  package init(size: UInt64, read: @escaping ArchiveBytes) throws {
    let directory = try ZIPDirectory(size: size, read: read)
    isUnreadable = directory.isUnreadable
    for problem in directory.problems {
      let weight: BundleProblem.Weight = directory.isUnreadable ? .undecided : .different
      let found = BundleProblem(weight, problem.member, problem.what)
      if problem.isHouse { deviations.append(found) } else { problems.append(found) }
    }
    var names = ArchiveNames()
    for entry in directory.entries { names.add(entry, &self) }
    sizes = names.entries.mapValues(\.size)
    name = names.root ?? ""
    let entries = names.entries
    opener = { member in
      guard let entry = entries[member] else {
        throw ZIPProblem(member: member, what: "it is not in the archive")
      }
      return ByteStream(parts: try ZIPMember(entry, read: read).next)
    }
  }
}

/// The names of an archive, without those that nobody should unpack.
private struct ArchiveNames {
  private(set) var root: String?
  private(set) var entries: [String: ZIPEntry] = [:]
  private var folded: [String: String] = [:]

  mutating func add(_ entry: ZIPEntry, _ reader: inout BundleReader) {
    let full = entry.text
    let isFolder = entry.name.last == UInt8(ascii: "/") && entry.size == 0
    let name = isFolder ? Array(entry.name.dropLast()) : entry.name
    if let fault = MemberName.fault(name) { return reader.problems.note(full, fault) }
    if let fault = MemberName.houseFault(name) { reader.deviations.note(full, fault) }
    let slash = full.firstIndex(of: "/") ?? full.endIndex
    let root = self.root ?? String(full[..<slash])
    self.root = root
    if isFolder { reader.deviations.note(full, "it is a folder's own entry") }
    guard full.hasPrefix(root + "/") else {
      return reader.problems.note(full, "unexpected: it is outside the folder '\(root)'")
    }
    let member = String(full.dropFirst(root.count + 1))
    if isFolder {
      reader.folders.insert(String(member.dropLast()))
      return
    }
    if entries[member] != nil {
      reader.problems.note(member, "it is in the archive twice")
    } else if let other = folded[member.lowercased()] {
      reader.deviations.note(member, "its name differs from '\(other)' only in case")
    }
    folded[member.lowercased()] = member
    entries[member] = entry
  }
}
