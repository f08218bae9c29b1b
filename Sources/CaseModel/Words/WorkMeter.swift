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
    /// What this is a part of; `nil` where it is all.
    package var row: Row?
  }

  /// Files that are worked on one after the other.
  package struct Row: Sendable {
    /// From 1.
    package var place: Int
    package var count: Int
    /// Bytes of the files before.
    package var before: Int64
    /// Bytes of all.
    package var total: Int64

    package init(place: Int, count: Int, before: Int64, total: Int64) {
      self.place = place
      self.count = count
      self.before = before
      self.total = total
    }
  }

  private let state = Mutex(State())

  package init() {}

  package func begin(_ what: String, total: Int64) {
    state.withLock {
      $0 = State(what: what, total: total, number: $0.number + 1, row: $0.row)
    }
  }

  /// What comes now is one of several; `nil`: no more.
  package func place(_ row: Row?) { state.withLock { $0.row = row } }

  package func add(_ bytes: Int) { state.withLock { $0.done += Int64(bytes) } }

  package func end() { state.withLock { $0.what = "" } }

  package var now: State { state.withLock { $0 } }
}
