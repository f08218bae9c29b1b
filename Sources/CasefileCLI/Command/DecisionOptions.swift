import CaseModel

/// `--by` and `--why`: who stands for what is decided.
struct DecisionOptions {
  var by: String?
  var why: String?

  static let options: [Option<Self>] = [
    .text("by", "NAME", \.by, "who decided"), .text("why", "TEXT", \.why, "why"),
  ]

  /// - Parameter what: of which somebody stands for it: `a litigation hold`.
  func decision(_ what: String) throws(UsageProblem) -> Decision {
    if let decision = Decision(by: by ?? "", why: why ?? "") { return decision }
    let isNobody = by?.isBlank ?? true
    throw .required(
      option: isNobody ? "--by" : "--why", why: "someone must answer for \(what): who and why")
  }
}
