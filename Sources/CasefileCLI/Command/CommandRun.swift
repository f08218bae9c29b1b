import CaseActions
import CaseFolder
import CaseModel
import CaseReport

/// One run of a command: what stands behind its options, where it runs, and where it speaks.
struct CommandRun {
  let operands: [String]
  let isQuiet: Bool
  let surroundings: Surroundings
  let terminal: Terminal
  let results = RunResults()
}

extension CommandRun {
  /// Opens a case alone, to change it.
  ///
  /// - Parameters:
  ///   - path: by default the first operand.
  ///   - changing: a closed case is refused.
  func open(
    _ path: String? = nil, changing: Bool = true, for options: ResultOptions = ResultOptions()
  ) throws -> OpenCase {
    let settings = try options.settings()
    let opened = try OpenCase.open(
      CaseFolder(path ?? operands[0]), surroundings, settings, changing: changing)
    warnUrgent(opened)
    return opened
  }

  /// For a command that changes nothing: beside others that read, and on media that are read-only.
  func read(
    _ path: String? = nil, for options: ResultOptions = ResultOptions()
  ) throws -> OpenCase {
    let settings = try options.settings()
    let opened = try OpenCase.read(CaseFolder(path ?? operands[0]), surroundings, settings)
    warnUrgent(opened)
    return opened
  }
}
