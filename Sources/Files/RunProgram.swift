import Glibc

/// The first of these programs that the PATH has; `nil` where there is none.
package func findProgram(_ names: [String]) throws(FileProblem) -> String? {
  let folders = (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin")
    .split(separator: ":").map(String.init)
  for name in names {
    for folder in folders {
      let path = "\(folder)/\(name)"
      if try targetFacts(path)?.kind == .file, access(path, X_OK) == 0 { return path }
    }
  }
  return nil
}

package var isRoot: Bool { geteuid() == 0 }

/// Runs a program with nothing to read, and what it prints thrown away.
///
/// - Returns: its exit status; 128 and the signal where one ended it.
package func runProgram(_ path: String, _ arguments: [String]) throws(FileProblem) -> Int32 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  var pointers: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  var process = pid_t()
  let code = posix_spawn(&process, path, &actions, nil, pointers, environ)
  if code != 0 { throw FileProblem(.open, path, code: code) }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 {
    if errno != EINTR { throw FileProblem(.open, path, code: errno) }
  }
  let signal = status & 0x7F
  return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
}
