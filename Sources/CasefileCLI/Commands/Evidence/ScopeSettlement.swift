import CaseModel

/// The options of `scope` that decide about what findings show.
struct ScopeSettlement {
  var isAdopted = false
  var isFinal = false
  var leftOutside: [MailboxSelector] = []
  /// Names of contexts, such as C12.
  var counted: [String] = []
  var knownGood: [String] = []
  /// Numbers of evidence.
  var accepted: [Int] = []
  var waived: [Requirement] = []

  static let options: [Option<Self>] = [
    .values(
      "leave-outside", "UPN|GUID", \.leftOutside,
      "matches in this mailbox stay outside the scope", expected: "a name or a GUID",
      read: MailboxSelector.init),
    .values(
      "contested-counts", "CONTEXT", \.counted,
      "contested access that counts as the attacker's, such as C12", expected: "a name such as C12",
      read: contextName),
    .values(
      "contested-stays", "CONTEXT", \.knownGood, "contested access that stays known good",
      expected: "a name such as C12", read: contextName),
    .values(
      "accept-rejected", "EVIDENCE", \.accepted,
      "the rows of a file that cannot be read are accepted as they are",
      expected: "a name such as E001",
      read: evidenceNumber),
    .values(
      "waive", "NAME", \.waived,
      "what a final report goes without, by the name that --final gives it, such as examiner",
      expected: Requirement.expected, read: Requirement.init(named:)),
    .flag(
      "adopt", \.isAdopted,
      "answer for scope.json as it is: reports say that the scope is adopted, and what they lack"),
    .flag(
      "final", \.isFinal,
      "adopt the scope if nothing is missing, so that reports are final; else say what is"),
  ]

  var decides: Bool {
    !leftOutside.isEmpty || !counted.isEmpty || !knownGood.isEmpty || !accepted.isEmpty
      || !waived.isEmpty
  }

  var isAny: Bool { isAdopted || isFinal || decides }

  private static func contextName(_ text: String) -> String? {
    let name = text.uppercased()
    return name.hasPrefix("C") && Int(name.dropFirst()) != nil ? name : nil
  }
}
