import Glibc
import Synchronization

/// What must not outlive the process: files and folders under temporary names, and programs that it
/// runs. Whoever makes one says so first, and takes it back when it has its name or has ended.
package enum Leftovers {
  private struct State {
    var paths: Set<String> = []
    var programs: Set<pid_t> = []
    /// Steps that are not interrupted.
    var steps = 0
    var isOver = false
  }

  private static let state = Mutex(State())

  package static func add(_ path: String) { change { $0.paths.insert(path) } }
  package static func remove(_ path: String) { change { $0.paths.remove(path) } }
  static func add(program: pid_t) { change { $0.programs.insert(program) } }
  static func remove(program: pid_t) { change { $0.programs.remove(program) } }

  /// Waits for ever once the process is about to end: called before anything gets a name.
  static func pass() { change { _ in } }

  /// Runs a step that a signal waits for: an entry of a log and the files that it is about.
  package static func uninterrupted<Result>(
    _ step: () throws -> Result
  ) rethrows -> Result {
    change { $0.steps += 1 }
    defer { state.withLock { $0.steps -= 1 } }
    return try step()
  }

  /// Waits for ever once the process is about to end: nothing new is begun.
  private static func change(_ body: (inout State) -> Void) {
    while true {
      let isDone = state.withLock { state in
        if !state.isOver { body(&state) }
        return !state.isOver
      }
      if isDone { return }
      pause()
    }
  }

  /// Lets steps end that are not to be interrupted, then ends programs and removes what is left.
  static func clear() {
    while true {
      let isReady = state.withLock { state in
        if state.steps == 0 { state.isOver = true }
        return state.isOver
      }
      if isReady { break }
      usleep(1_000)
    }
    let (paths, programs) = state.withLock { ($0.paths, $0.programs) }
    for program in programs { kill(-program, SIGKILL) }
    // Something may just have been getting its name; what cannot be removed, the next command removes.
    for _ in 0..<50 {
      for path in paths { try? removeTree(path) }
      if paths.allSatisfy({ ((try? fileFacts($0)) ?? nil) == nil }) { break }
      usleep(2_000)
    }
  }
}

extension Machine {
  /// Ctrl-C ends with 130, and TERM and HUP end as they always do; what was being written never gets
  /// its name, and nothing is left of it. A second signal does not wait.
  ///
  /// Before any thread is made: all of them leave these signals to one that waits for them.
  package static func endOnInterrupt() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      sigaddset(&signals, number)
    }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { _ in
        Machine.waitForInterrupt()
        return nil
      }, nil)
    if code != 0 { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }

  /// As nohup(1) and shells leave it to a program in the background.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    return sigaction(number, nil, &action) == 0
      && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func waitForInterrupt() {
    var signals = sigset_t()
    pthread_sigmask(SIG_SETMASK, nil, &signals)
    var number: Int32 = 0
    while sigwait(&signals, &number) != 0 {}
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    Leftovers.clear()
    if number == SIGINT {
      try? StandardStream.error.write(
        Array("\ncasefile: interrupted; nothing is half-written, run it again\n".utf8))
      _exit(130)
    }
    signal(number, SIG_DFL)
    kill(getpid(), number)
  }
}
