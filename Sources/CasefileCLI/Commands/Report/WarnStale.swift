import CaseActions
import TextFormats

/// Reports that stand there and are of an earlier state would go into a bundle.
func warnStale(_ opened: borrowing OpenCase, _ run: CommandRun) throws {
  for path in try opened.staleReports() {
    run.warn("'\(path.visible)' is from an earlier state: render it again, or remove it")
  }
}

/// What was sealed is of the case as it stands, though nobody had computed it.
func noteFreshened(_ result: StepResult, _ run: CommandRun) {
  guard let first = result.freshened.first else { return }
  let others = result.freshened.count - 1
  run.note(
    "computed for the bundle, from the case as it is now: \(first.visible)"
      + (others > 0 ? " and \(others) more" : ""))
}

/// Somebody's work stood under the name of a result that was written.
func warnKept(_ kept: [(path: String, now: String)], _ run: CommandRun) {
  for (path, now) in kept {
    run.warn(
      "'\(path.visible)' was not as casefile had logged it: it was written again, and what was"
        + " there is kept as '\(now.visible)'")
  }
}

/// What of the reports goes into a bundle as somebody made it, and what does not go into it at all.
///
/// - Parameter request: by default the whole case.
func warnPacked(
  _ result: StepResult, _ opened: borrowing OpenCase, _ run: CommandRun,
  _ request: PackRequest = PackRequest()
) throws {
  let isAsItIs =
    request.isWhole ? "the bundle holds it as it is" : "it is not in the bundle as it is"
  warnKept(result.kept, run)
  try warnChanged(opened, isAsItIs, run)
  for path in result.leftOut {
    run.warn(
      "'\(path.visible)' is not in the bundle",
      hint:
        "a bundle takes files whose names are up to 80 ASCII letters, digits, '.', '_' and '-':"
        + " rename it")
  }
}

/// Reports that somebody changed or put there.
///
/// - Parameter end: what becomes of them.
func warnChanged(_ opened: borrowing OpenCase, _ end: String, _ run: CommandRun) throws {
  for path in try opened.changedResults(all: false) {
    run.warn("'\(path.visible)' is not as casefile logged it: \(end)")
  }
}
