import Archiving
import CaseActions
import CaseBundle
import CaseModel
import CasePipeline

/// `casefile timestamp request BUNDLE`, `casefile timestamp attach BUNDLE REPLY`
func stampBundle(_ run: CommandRun) throws -> Int32 {
  let operands = run.arguments.operands
  let bundle = operands[1]
  switch (operands[0], operands.count) {
  case ("request", 2):
    let path = try requestTimeStamp(bundle, run.surroundings)
    try run.result("query", path: path)
    let reply = SealFiles(archive: bundle).timeStamp
    run.note(
      "only a SHA-256 is in it. Send it to a time-stamp authority by any means, for example:\n"
        + "  curl -H 'Content-Type: application/timestamp-query' --data-binary @\(path.visible)"
        + " -o reply.tsr https://AUTHORITY")
    run.next("casefile timestamp attach \(bundle) reply.tsr (it is kept as \(reply))")
  case ("attach", 3):
    let facts = try attachTimeStamp(
      bundle, reply: operands[2], trusted: try run.trustedCertificates(), run.surroundings)
    try run.result(
      "time", path: SealFiles(archive: bundle).timeStamp, "\n\(stampText(facts))",
      [
        "authority": .text(facts.authority), "trusted": .bool(facts.isTrusted),
        "time": facts.time.map { .text(UTCTime(seconds: $0).iso) } ?? .null,
      ])
    if !facts.isTrusted {
      run.note("that the authority said so was not checked: name its root with --ca FILE")
    }
    run.next("casefile verify \(bundle)")
  default:
    throw UsageProblem.badValue(
      option: "ACTION", found: operands[0],
      expected: "request with a bundle, or attach with a bundle and the authority's answer")
  }
  return 0
}
