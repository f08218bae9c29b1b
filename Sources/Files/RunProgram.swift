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

/// How a program ended.
package enum ProgramEnd: Equatable, Sendable {
  case status(Int32)
  case signal(Int32)
  /// It was ended, because it took longer than it may.
  case tooLong
}

/// Runs a program with nothing to read, and what it prints thrown away.
///
/// It ends with this process, however that ends, and so does all that it starts: a shell beside it
/// reads a pipe that closes then, and ends their group.
///
/// - Parameter seconds: how long it may take.
package func runProgram(
  _ path: String, _ arguments: [String], seconds: Int64
) throws(FileProblem) -> ProgramEnd {
  let script = """
    "$@" </dev/null 3<&- & program=$!
    { read -r _ <&3; kill -KILL 0; } & watch=$!
    exec 3<&-
    wait $program; status=$?
    kill -KILL $watch
    exit $status
    """
  var pipes: [Int32] = [0, 0]
  if pipe(&pipes) != 0 { throw FileProblem(.open, path, code: errno) }
  defer { for pipe in pipes { close(pipe) } }
  for pipe in pipes { _ = fcntl(pipe, F_SETFD, FD_CLOEXEC) }
  let shell = "/bin/sh"
  let process = try spawn(shell, [shell, "-c", script, shell, path] + arguments, reading: pipes[0])
  Leftovers.add(program: process)
  defer { Leftovers.remove(program: process) }
  let end = Machine.milliseconds + seconds * 1_000
  var status: Int32 = 0
  while true {
    let ended = waitpid(process, &status, WNOHANG)
    if ended == process { break }
    if ended < 0, errno != EINTR { throw FileProblem(.open, path, code: errno) }
    if Machine.milliseconds >= end {
      kill(-process, SIGKILL)
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      return .tooLong
    }
    usleep(5_000)
  }
  let signal = status & 0x7F
  if signal != 0 { return .signal(signal) }
  let code = (status >> 8) & 0xFF
  return code > 128 ? .signal(code - 128) : .status(code)
}

/// Starts a program as the leader of a group, with signals as a shell starts it and a pipe as
/// descriptor 3.
private func spawn(
  _ path: String, _ arguments: [String], reading pipe: Int32
) throws(FileProblem) -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  posix_spawn_file_actions_adddup2(&actions, pipe, 3)
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  sigemptyset(&none)
  var defaults = sigset_t()
  sigemptyset(&defaults)
  for number in [SIGPIPE, SIGXFSZ] { sigaddset(&defaults, number) }
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &defaults)
  posix_spawnattr_setpgroup(&attributes, 0)
  let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
  posix_spawnattr_setflags(&attributes, Int16(flags))
  var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { argument in
    withSystemPath(argument) { strdup($0) }
  }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  var process = pid_t()
  let code = posix_spawn(&process, path, &actions, &attributes, pointers, environ)
  if code != 0 { throw FileProblem(.open, path, code: code) }
  return process
}
