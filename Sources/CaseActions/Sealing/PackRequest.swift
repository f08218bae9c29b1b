import Archiving
import CaseModel

/// What the members of a bundle are about.
package enum MemberClass: String, CaseIterable, Sendable {
  case evidence, findings, reports, decisions, review, custody
}

/// Who a bundle is for: what it holds where nobody says otherwise.
package enum Audience: String, CaseIterable, Sendable {
  case `internal`, regulator, opposing

  /// Reasons (`decisions`) and notes (`review`) never leave by default.
  var classes: Set<MemberClass> {
    switch self {
    case .internal: Set(MemberClass.allCases)
    case .regulator: [.evidence, .findings, .reports, .custody]
    case .opposing: [.findings, .reports, .custody]
    }
  }
}

/// What somebody wants packed, and for whom.
package struct PackRequest: Sendable {
  package var method = ArchiveMethod.deflated
  package var audience = Audience.internal
  /// Classes that go along although the audience would not get them.
  package var including: Set<MemberClass> = []
  /// Evidence stays here; the register's hashes go along.
  package var evidenceHashesOnly = false
  /// Only what concerns these; empty: all of the scope.
  package var mailboxes: [String] = []
  /// Stand on every page.
  package var recipient = ""
  package var marking = ""
  /// Why a class is withheld, as it stands in the list; by default casefile's own words.
  package var grounds: [MemberClass: String] = [:]
  package var signing: SigningFiles?

  package init() {}

  /// The whole case, as it stands in the folder.
  package var isWhole: Bool {
    audience == .internal && !evidenceHashesOnly && mailboxes.isEmpty && recipient.isEmpty
      && marking.isEmpty
  }

  /// As the custody log says it.
  var purpose: String { "for \(audience.rawValue)\(recipient.isEmpty ? "" : ": \(recipient)")" }

  func holds(_ kind: MemberClass) -> Bool {
    if kind == .evidence, evidenceHashesOnly || !mailboxes.isEmpty { return false }
    return audience.classes.contains(kind) || including.contains(kind)
  }

  /// The case's own marking stays: what somebody else put it under is not theirs to take away.
  func marking(after own: String) -> String {
    [own, marking].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// What was asked for, in words that differ where the request does.
  var statement: String {
    var parts = [audience.rawValue, recipient, marking, "\(evidenceHashesOnly)"]
    parts += including.map(\.rawValue).sorted() + ["|"] + mailboxes.sorted() + ["|"]
    parts += grounds.map { "\($0.key.rawValue)=\($0.value)" }.sorted()
    return parts.joined(separator: "\n")
  }

  func ground(_ kind: MemberClass) -> String {
    if let ground = grounds[kind] { return ground }
    switch kind {
    case .evidence where !mailboxes.isEmpty: return "holds records of other mailboxes; hash only"
    case .evidence: return "hash only"
    case .decisions: return "reasons of the investigation, not for this recipient"
    case .review: return "notes and reasons of reviewers, not for this recipient"
    case .findings, .reports: return "not made again for this recipient"
    case .custody: return "not for this recipient"
    }
  }
}

/// A member that a bundle does not hold: one line of the list of what was withheld.
struct WithheldMember {
  /// Below `data/`.
  var name: String
  var kind: MemberClass
  var bytes: UInt64
  var sha256: String
  var ground: String
}

/// A bundle that cannot be made as it was asked for.
package enum PackRequestProblem: Error, Equatable, Sendable {
  case noSuchMailbox(String, root: String)
}
