/// A process that has a lock.
package struct LockHolder: Equatable, Sendable {
  package var process: Int
  /// The program and its first argument; empty where this machine does not show them.
  package var command: String

  package init(process: Int, command: String) {
    self.process = process
    self.command = command
  }
}

/// Who holds the lock of a file, as /proc/locks tells (proc(5)); none where it does not.
package func lockHolders(_ path: String) -> [LockHolder] {
  guard let facts = try? fileFacts(path), let table = try? readSmallFile("/proc/locks") else {
    return []  // then it is not known
  }
  var processes: Set<Int> = []
  for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
    let fields = line.split(separator: " ")
    guard let kind = fields.firstIndex(of: "FLOCK"), fields.count > kind + 4,
      fields[kind + 4].split(separator: ":").last == "\(facts.inode)",
      let process = Int(fields[kind + 3]), process > 0
    else { continue }
    processes.insert(process)
  }
  return processes.sorted().map { process in
    let line = (try? readSmallFile("/proc/\(process)/cmdline")) ?? []  // it may be gone
    let words = line.split(separator: 0).prefix(2).map { pathText($0) }
    let name = words.first.map { lastPathPart($0) } ?? ""
    return LockHolder(
      process: process, command: ([name] + words.dropFirst()).joined(separator: " "))
  }
}
