import Archiving
import CaseActions
import CaseBundle
import CaseModel

/// `casefile timestamp request BUNDLE`, `casefile timestamp attach BUNDLE REPLY`
struct TimestampCommand: Command {
  var seal = SealOptions()

  static let row = CommandRow(
    name: "timestamp", operands: "ACTION BUNDLE [REPLY]", count: .from(2, to: 3),
    text: "request a time stamp (RFC 3161) of a bundle's seal, or attach the authority's reply",
    words: ["request", "attach"],
    examples: [
      CommandExample(
        "casefile timestamp request BUNDLE.zip", "writes BUNDLE.zip.tsq, for an authority")
    ])
  static let options = [SealOptions.authority.inside(\TimestampCommand.seal)]

  func run(_ run: CommandRun) throws -> Int32 {
    switch (run.operands[0], run.operands.count) {
    case ("request", 2):
      if !seal.authorities.isEmpty {
        throw UsageProblem.apart(
          "--ca", from: "timestamp request", why: "only a reply is checked")
      }
      try request(run.operands[1], run)
    case ("attach", 3): try attach(run.operands[1], reply: run.operands[2], run)
    default:
      throw UsageProblem.badValue(
        option: "ACTION", found: run.operands[0],
        expected: "request with a bundle, or attach with a bundle and the authority's reply")
    }
    return 0
  }

  private func request(_ bundle: String, _ run: CommandRun) throws {
    let path = try requestTimeStamp(bundle, run.surroundings)
    try run.result("query", path: path)
    let reply = SealFiles(archive: bundle).timeStamp
    run.note(
      "it holds only a SHA-256. Send it to a time-stamp authority by any means, for example:\n"
        + "  curl -H 'Content-Type: application/timestamp-query' --data-binary @\(path.visible)"
        + " -o reply.tsr https://AUTHORITY")
    run.next("casefile timestamp attach \(bundle) reply.tsr (it is kept as \(reply))")
  }

  private func attach(_ bundle: String, reply: String, _ run: CommandRun) throws {
    let facts = try attachTimeStamp(
      bundle, reply: reply, trusted: try seal.trustedCertificates(), run.surroundings)
    try run.result(
      "time", path: SealFiles(archive: bundle).timeStamp, "\n\(stampText(facts))",
      [
        "authority": .text(facts.authority), "trusted": .bool(facts.isTrusted),
        "time": facts.time.map { .text(UTCTime(seconds: $0).iso) } ?? .null,
      ])
    if !facts.isTrusted {
      run.note("whether the authority said so was not checked: name its root with --ca FILE")
    }
    run.next("casefile verify \(bundle)")
  }
}
