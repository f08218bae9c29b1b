import CaseModel
import Dispatch
import Files
import Synchronization

/// One line on a terminal's standard error that says how far long work has come, drawn anew five
/// times a second and taken away before anything else is printed.
final class ProgressLine: Sendable {
  /// Milliseconds until the first sign, and between two.
  private static let (first, later) = (60, 200)

  private let meter: WorkMeter
  private let width: Int
  private let drawn = Mutex(Drawn())
  private let queue = DispatchQueue(label: "casefile.progress")

  private struct Drawn {
    var isShown = false
    var isOver = false
    var number = 0
    /// Milliseconds: of this work, and of the first of its row.
    var began: Int64 = 0
    var rowBegan: Int64?
  }

  /// - Parameter width: columns of the terminal.
  init(_ meter: WorkMeter, width: Int) {
    self.meter = meter
    self.width = width
  }

  func start() { tick(after: ProgressLine.first) }

  private func tick(after milliseconds: Int) {
    queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in
      if draw() { tick(after: ProgressLine.later) }
    }
  }

  /// Takes the line away, so that something else can be printed.
  func clear() { drawn.withLock { ProgressLine.clear(&$0) } }

  func end() {
    drawn.withLock { drawn in
      drawn.isOver = true
      ProgressLine.clear(&drawn)
    }
  }

  private static func clear(_ drawn: inout Drawn) {
    if drawn.isShown { put("\r\u{1B}[K") }
    drawn.isShown = false
  }

  private func draw() -> Bool {
    let state = meter.now
    return drawn.withLock { drawn in
      if drawn.isOver { return false }
      if state.what.isEmpty {
        ProgressLine.clear(&drawn)
        return true
      }
      let now = Machine.milliseconds
      if state.number != drawn.number { (drawn.number, drawn.began) = (state.number, now) }
      drawn.rowBegan = state.row == nil ? nil : drawn.rowBegan ?? drawn.began
      let line = ProgressLine.text(
        state, milliseconds: now - drawn.began, ofRow: now - (drawn.rowBegan ?? now))
      ProgressLine.put("\r\u{1B}[K" + line.prefix(max(1, width - 1)))
      drawn.isShown = true
      return true
    }
  }

  /// `findings  1.2 GB of 2.0 GB, 350 MB/s, 3 s left`, or of one of several files
  /// `import a.csv  5.0 MB of 9.0 MB; 7 of 40 files, 60.0 MB of 400.0 MB, 350 MB/s, 1 s left`
  static func text(
    _ state: WorkMeter.State, milliseconds: Int64, ofRow: Int64 = 0
  ) -> String {
    let text = "\(state.what.visible)  \(amount(state.done, of: state.total))"
    guard let row = state.row, row.count > 1 else {
      return text + pace(state.done, of: state.total, milliseconds)
    }
    let done = row.before + state.done
    return text + "; \(row.place) of \(row.count) files, \(amount(done, of: row.total))"
      + pace(done, of: row.total, ofRow)
  }

  private static func amount(_ done: Int64, of total: Int64) -> String {
    total > 0 ? "\(size(done)) of \(size(total))" : size(done)
  }

  private static func pace(_ done: Int64, of total: Int64, _ milliseconds: Int64) -> String {
    if milliseconds < 500 || done == 0 { return "" }
    let rate = done * 1_000 / milliseconds
    if total <= done || rate == 0 { return ", \(size(rate))/s" }
    let seconds = (total - done) / rate + 1
    return ", \(size(rate))/s, "
      + (seconds < 120 ? "\(seconds) s left" : "\(seconds / 60) min left")
  }

  private static func size(_ bytes: Int64) -> String {
    for (unit, name) in [(Int64(1_000_000_000), "GB"), (1_000_000, "MB"), (1_000, "kB")]
    where bytes >= unit {
      return "\(bytes / unit).\(bytes % unit * 10 / unit) \(name)"
    }
    return "\(bytes) bytes"
  }

  private static func put(_ text: some StringProtocol) {
    try? StandardStream.error.write(Array(text.utf8))  // nobody is left to tell
  }
}
