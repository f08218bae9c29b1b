import Archiving
import CaseActions
import CaseBundle
import CaseModel
import TextFormats

/// `casefile verify BUNDLE`
struct VerifyCommand: Command {
  var isRecomputed = false
  var results = ResultOptions()
  var seal = SealOptions()

  static let row = CommandRow(
    name: "verify", operands: "BUNDLE", count: .just(1),
    text: "check a bundle, a ZIP or a folder, and report every problem", document: "verdict",
    examples: [
      CommandExample(
        "casefile verify BUNDLE.zip --recompute", "and recompute findings and reports"),
      CommandExample("casefile verify BUNDLE.zip --json", "for another program"),
    ])
  static let options: [Option<Self>] =
    [
      .flag(
        "recompute", \.isRecomputed, "rebuild findings and reports from the bundled evidence"),
      ResultOptions.templates.inside(\.results),
    ] + SealOptions.options.map { $0.inside(\.seal) }

  func run(_ run: CommandRun) throws -> Int32 {
    if !isRecomputed, results.templatesFolder != nil {
      throw UsageProblem.required(
        option: "--recompute", why: "--templates is for reports that are rendered again")
    }
    let path = run.operands[0]
    var (verdict, reader) = try verifyBundle(path, try seal.request(run.surroundings))
    var recomputed: BundleRecomputation?
    if isRecomputed, let reader {
      let result = recomputeBundle(
        reader, tool: run.surroundings.tool, templates: try results.templates(),
        threads: run.surroundings.threads)
      recomputed = result
      verdict.problems += result.problems
    }
    if run.isJSON {
      try run.terminal.out(verdictJSON(verdict, recomputed))
      return verdict.exitCode
    }
    let code = printVerdict(verdict, run)
    if code != 0 { return code }
    if case .bag(let version) = verdict.kind {
      try run.terminal.out(
        "valid     \(path.visible): a BagIt \(version) bag with \(verdict.members) files, not"
          + " made by casefile: only what RFC 8493 requires was checked")
      return 0
    }
    try run.terminal.out(
      "verified  \(path.visible): \(verdict.members) members, every check passed")
    if let recomputed {
      try run.terminal.out("findings  reproduced with the same tool and rules")
      try run.terminal.out("reports   \(recomputed.reports) rendered again with the same text")
    }
    if !verdict.sealChecked { try run.terminal.out("seal      not checked") }
    for line in sealLines(verdict) { try run.terminal.out(line) }
    return 0
  }
}

/// Who signed and when, and what is not proven.
private func sealLines(_ verdict: BundleVerdict) -> [String] {
  var lines: [String] = []
  if let signature = verdict.signature {
    let time = signature.claimedTime.map {
      ", at \(UTCTime(seconds: $0).iso) by the signer's clock"
    }
    lines.append("signed    by \(signature.signer.visible)\(time ?? "")")
    lines.append(
      signature.isTrusted
        ? "          certified by \(signature.issuer.visible), which you trust"
        : "          who holds that key is not proven: name its authority with --ca FILE")
  } else {
    lines.append("signed    no: nothing here proves who made the bundle")
  }
  if let stamp = verdict.timeStamp {
    lines.append("time      \(stampText(stamp))")
    if !stamp.isTrusted {
      lines.append(
        "          not proven that the authority said so: name its root with --ca FILE")
    }
  } else {
    lines.append("time      no time stamp: nothing here proves since when the bundle has existed")
  }
  return lines
}

private func verdictJSON(
  _ verdict: BundleVerdict, _ recomputed: BundleRecomputation?
) -> [UInt8] {
  var writer = JSONWriter()
  writer.object { writer in
    writer.key("exitCode", Int(verdict.exitCode))
    writer.key("kind", verdict.kind.name)
    writer.key("members", verdict.members)
    writer.key("problems") { writer in
      writer.array(verdict.problems) { writer, problem in
        writer.object { writer in
          writer.key("member") { writer in
            if let member = problem.member {
              writer.string(EvidenceText(member))
            } else {
              writer.null()
            }
          }
          writer.key("weight", problem.weight.rawValue)
          writer.key("what", problem.what)
        }
      }
    }
    writer.key("recomputed", recomputed?.isReproduced ?? false)
    writer.key("reportsReproduced", recomputed?.reports ?? 0)
    writer.key("schema", "casefile/verdict/1")
    writer.key("sealChecked", verdict.sealChecked)
    if let signature = verdict.signature {
      writer.key("signature") { writer in
        writer.object { writer in
          writer.key("issuer", signature.issuer)
          writer.key("signer", signature.signer)
          writer.key("time", signature.claimedTime.map { UTCTime(seconds: $0) })
          writer.key("trusted", signature.isTrusted)
          writer.key("valid", signature.isOfTheseBytes)
        }
      }
    }
    if let stamp = verdict.timeStamp {
      writer.key("timeStamp") { writer in
        writer.object { writer in
          writer.key("authority", stamp.authority)
          writer.key("policy", stamp.policy)
          writer.key("serial", stamp.serial)
          writer.key("time", stamp.time.map { UTCTime(seconds: $0) })
          writer.key("trusted", stamp.isTrusted)
          writer.key("valid", stamp.isOfTheseBytes)
        }
      }
    }
  }
  return writer.finish()
}

extension BundleVerdict.Kind {
  fileprivate var name: String {
    switch self {
    case .bundle: "bundle"
    case .bag: "bag"
    case .none: "none"
    }
  }
}
