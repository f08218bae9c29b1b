import Archiving
import CaseActions
import CaseBundle
import CaseModel

/// Every problem on a line of its own.
func printVerdict(_ verdict: BundleVerdict, _ run: CommandRun) -> Int32 {
  for problem in verdict.problems {
    let member = problem.member ?? (problem.weight == .note ? "the bundle" : "the ZIP structure")
    let weight =
      switch problem.weight {
      case .different: ""
      case .undecided: "cannot be decided: "
      case .note: "note: "
      }
    run.warn("\(weight)\(member.visible): \(problem.what.visible)")
  }
  return verdict.exitCode
}

/// What a time stamp says, and who.
func stampText(_ stamp: TimeStamp.Facts) -> String {
  let time = stamp.time.map { UTCTime(seconds: $0).iso } ?? "an unknown time"
  let authority =
    stamp.authority.isEmpty
    ? "an authority whose certificate is not in the reply" : stamp.authority.visible
  return "existed at \(time), says \(authority)"
}
