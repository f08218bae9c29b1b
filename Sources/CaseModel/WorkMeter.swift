import Synchronization

/// How far long work has come: told by those who do it, shown by whoever watches. It changes no result.
package final class WorkMeter: Sendable {
  package struct State: Sendable {
    /// Such as `findings`, or `import audit.csv`; empty where nothing is being done.
    package var what = ""
    /// Bytes.
    package var done: Int64 = 0
    /// Bytes; 0 where nobody knows.
    package var total: Int64 = 0
    /// Counts the works, so that a watcher sees that another one began.
    package var number = 0
  }

  private let state = Mutex(State())

  package init() {}

  package func begin(_ what: String, total: Int64) {
    state.withLock { $0 = State(what: what, total: total, number: $0.number + 1) }
  }

  package func add(_ bytes: Int) { state.withLock { $0.done += Int64(bytes) } }

  package func end() { state.withLock { $0.what = "" } }

  package var now: State { state.withLock { $0 } }
}
