import CaseReport

/// `casefile spark`: the job that reads evidence in a data lake through `casefile tally`; `casefile
/// spark narrow`: the one that adds up what findings of a scope need; `casefile spark hashes`: the one
/// that hashes it.
struct SparkCommand: Command {
  var results = ResultOptions()

  static let row = CommandRow(
    name: "spark", operands: "[JOB]", count: .from(0, to: 1),
    text:
      "print a job for Apache Spark that tallies evidence in a data lake; narrow and hashes"
      + " print other jobs",
    words: ["narrow", "hashes"],
    examples: [
      CommandExample("casefile spark", "for spark-submit; its header says how"),
      CommandExample("casefile spark narrow", "for more than one machine can add up"),
      CommandExample("casefile spark hashes", "the one that hashes what stays there"),
    ])
  static let options = [ResultOptions.templates.inside(\SparkCommand.results)]

  func run(_ run: CommandRun) throws -> Int32 {
    let job = run.operands.first
    if let job, !SparkCommand.row.words.contains(job) {
      throw UsageProblem.badValue(
        option: "spark", found: job, expected: "narrow, hashes, or nothing")
    }
    try run.result(page: try results.templates().files["spark/\(job ?? "tally").py"] ?? "")
    return 0
  }
}
