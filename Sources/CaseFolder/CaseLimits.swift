/// The most bytes of each document of a case. A writer refuses what a reader would not take: what is
/// written can be read, in the case and in a bundle.
package struct CaseLimits: Sendable {
  /// case.json, scope.json and other documents that people write.
  package var document = 64 << 20
  /// register.json: some 290,000 files.
  package var register = 256 << 20
  /// custody.jsonl.
  package var custody = 256 << 20
  /// review/decisions.json.
  package var review = 1 << 30
  /// findings.json, and what is made of findings.
  package var findings = 4 << 30

  package init() {}

  package static let standard = CaseLimits()
}
