import CaseActions
import CaseFindings
import CasePipeline
import CaseTally

/// What is said of evidence that was read elsewhere, and of lists, where they do not fit.
extension ErrorWords {
  init(tallyFile problem: TallyFileProblem) {
    self.init(
      "'\(problem.path.visible)': \(problem.what.visible)", "casefile tally makes it again", 1)
  }

  init(objects problem: ObjectListProblem) {
    let what = problem.problem
    self.init(
      "'\(problem.path.visible)', line \(problem.line): \(what.key.visible) is"
        + " \(what.found.visible), expected \(what.expected.visible)",
      "casefile spark hashes (its job writes such a list)", 2)
  }

  init(longLine problem: LongLineProblem) {
    self.init(
      "'\(problem.path.visible)', line \(problem.line) is longer than \(problem.mebibytes) MiB, expected"
        + " a list with one entry per line",
      "check that this is the right list, and save it as text with each entry on its own line", 2)
  }

  init(tally problem: TallyProblem) {
    switch problem {
    case .otherScope(let own, let other):
      self.init(
        "a tally was made with another scope: SHA-256 \(other), expected \(own)",
        "casefile tally --scope CASE/scope.json, with the same scope for all parts", 1)
    case .otherRules(let own, let other):
      self.init(
        "a tally was made with rules \(other), expected \(own)",
        "use the same casefile to read all parts and to make the findings", 1)
    case .overlap(let source, let offset):
      self.init(
        "two parts of '\(source.visible)' overlap at byte \(offset), but are not the same",
        "--base-offset is where the part begins in its source", 1)
    case .gap(let source, let from, let to):
      self.init(
        from < to
          ? "no part holds bytes \(from) to \(to) of '\(source.visible)'"
          : "'\(source.visible)' has \(to) bytes, but its parts end at \(from)",
        "casefile tally reads each part of each source, and casefile tally merge adds them up", 1)
    case .otherFormat(let source, let found, let expected):
      self.init(
        "a part of '\(source.visible)' was read as \(found.visible), the register says"
          + " \(expected.visible)", "casefile tally --format \(expected.visible)", 1)
    case .otherBytes(let source, let found, let expected):
      self.init(
        "the tally of '\(source.visible)' was made from other bytes: SHA-256 \(found), expected"
          + " \(expected)", "it was changed between two readings: tally and hash it again", 1)
    case .unknownSource(let name):
      self.init(
        "the case has no evidence '\(name.visible)'", "--source is E001 or what the register says",
        1)
    case .missingSource(let name):
      self.init(
        "no part of '\(name.visible)' is in the tally",
        "casefile tally reads each part of each source, and casefile tally merge adds them up", 1)
    case .noHash(let name):
      self.init(
        "the hash of '\(name.visible)' is not stated",
        "casefile import CASE TALLY --objects LIST, with the list casefile spark hashes makes", 1)
    case .otherHash(let name, let found, let known):
      self.init(
        "'\(name.visible)' does not have the SHA-256 the case knows: \(found), expected \(known)",
        "it has changed since, or is another object: import its tally into a new case", 1)
    case .otherExtent, .otherParts, .shardTwice, .outline, .missingShard, .narrowedAway,
      .narrowedBesides:
      self.init(narrowed: problem)
    case .otherOrder(let first, let second):
      self.init(
        "'\(first.visible)' comes before '\(second.visible)' in the tally, but after it in the case",
        "register sources in the order of their names, or tally new ones on their own", 1)
    }
  }

  /// Tallies that a scope makes smaller.
  private init(narrowed problem: TallyProblem) {
    switch problem {
    case .otherExtent(let expected, let found):
      self.init(
        "a tally is \(found.visible), expected \(expected.visible)",
        "casefile spark narrow prints a job with all steps: tally, split, outline, narrow, merge", 1
      )
    case .otherParts:
      self.init(
        "tallies of different shards were not made from the same parts",
        "casefile tally merge adds up all parts of a shard, and then shards", 1)
    case .shardTwice(let shard):
      self.init(
        "shard \(shard) is in two narrowed tallies that are not the same: its records would count"
          + " twice", "casefile tally merge takes each narrowed tally once", 1)
    case .outline:
      self.init(
        "an outline holds no records: no findings can be made from it",
        "casefile tally narrow TALLY --outline OUTLINE --scope CASE/scope.json", 1)
    case .missingShard(let shard, let count):
      self.init(
        "shard \(shard) of \(count) is not in the tally",
        "casefile tally merge adds up all shards", 1)
    case .narrowedAway(let what):
      self.init(
        "the tally was narrowed to a scope without \(what.visible): its records were only counted",
        "tally and narrow again with this scope, or make findings from a tally of all records", 1)
    case .narrowedBesides(let name):
      self.init(
        "'\(name.visible)' is not in the narrowed tally: a copy of a record in both would count"
          + " twice", "narrow a tally of all evidence, or use tallies of all records", 1)
    // Worded above; named here, so that the compiler asks for one that is new.
    case .otherScope, .otherRules, .overlap, .gap, .otherFormat, .otherBytes, .unknownSource,
      .missingSource, .noHash, .otherHash, .otherOrder:
      self.init("unexpected: \(problem)", nil, 1)
    }
  }
}
