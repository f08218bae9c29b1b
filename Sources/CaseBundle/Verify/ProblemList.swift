/// Collects everything that is wrong: nothing stops the rest of a check.
protocol ProblemList {
  var problems: [BundleProblem] { get set }
}

extension ProblemList {
  /// - Parameter member: `nil` for the bundle as a whole.
  mutating func note(
    _ member: String?, _ what: String, _ weight: BundleProblem.Weight = .different
  ) {
    problems.append(BundleProblem(weight, member, what))
  }
}

extension [BundleProblem]: ProblemList {
  var problems: [BundleProblem] {
    get { self }
    set { self = newValue }
  }
}
