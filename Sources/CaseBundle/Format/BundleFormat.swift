import CaseModel

/// The names inside a bundle (design section 7; RFC 8493).
package enum BundleFormat {
  package static let bagit = "bagit.txt"
  package static let bagInfo = "bag-info.txt"
  package static let manifest = "manifest-sha256.txt"
  package static let tagManifest = "tagmanifest-sha256.txt"
  package static let verify = "VERIFY.txt"
  static let fetch = "fetch.txt"

  package static let caseFile = "data/case/case.json"
  package static let scopeFile = "data/case/scope.json"
  package static let evidence = "data/evidence"
  package static let register = "data/evidence/register.json"
  package static let custody = "data/custody/custody.jsonl"
  package static let custodyHead = "data/custody/custody.head"
  package static let findings = "data/findings/findings.json"
  package static let review = "data/review/decisions.json"
  /// The custody log without reasons, where the log itself is withheld.
  package static let custodyOutline = "data/custody/custody-outline.json"
  /// What a bundle for others does not hold, with hash, class and ground.
  package static let withheld = "data/withheld.json"

  /// What a member lists besides manifests is compared with the others.
  static let compared: Set<String> = [
    custody, custodyHead, custodyOutline, register, withheld,
  ]

  /// - Parameter name: of a file in the case's folder.
  static func member(_ name: String) -> String {
    switch name {
    case "case.json": caseFile
    case "scope.json": scopeFile
    default: "data/\(name)"
    }
  }

  static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
  static let agentLabel = "Bag-Software-Agent"
  static func agent(_ tool: ToolIdentity) -> String {
    "\(tool.name) \(tool.version) (rules \(tool.rules))"
  }
  /// Labels of bag-info.txt that casefile adds.
  static let formatLabel = "Casefile-Bundle-Format"
  static let headLabel = "Casefile-Custody-Head"
  static let audienceLabel = "Casefile-For"
  static let recipientLabel = "Casefile-Recipient"
  static let markingLabel = "Casefile-Marking"
  static let templatesLabel = "Casefile-Templates-SHA256"
  static let format = "1"
}
