import Archiving
import CaseModel
import TextFormats

/// Keyed pseudonyms: the same identifier always has the same one under a key, and nobody without the
/// key can tell which identifier it stands for, or try one out.
package struct Pseudonyms: Sendable {
  /// What people wrote, and names that no rule can know: left out as a whole.
  static let withheld = "[…]"

  private let key: [UInt8]
  /// Folded: what the findings name mailboxes, users, sessions, tokens and messages by.
  private let known: Set<EvidenceText>

  /// - Parameter key: 32 bytes.
  package init(key: [UInt8], _ findings: Findings) {
    self.key = key
    var known: Set<EvidenceText> = []
    func add(_ text: EvidenceText) { if !text.isEmpty { known.insert(text.folded) } }
    func add(_ mailbox: MailboxIdentity) {
      add(mailbox.name)
      add(mailbox.guid)
      mailbox.upns.forEach(add)
    }
    for mailbox in findings.mailboxes {
      add(mailbox.mailbox)
      mailbox.recordedMessages.forEach { add($0.message) }
      mailbox.attachments.forEach { add($0.item) }
      mailbox.unauditedPeriods.flatMap(\.accounts).forEach(add)
    }
    findings.contexts.forEach { finding in
      add(finding.mailbox)
      add(finding.context.user)
      add(finding.context.session)
      add(finding.context.token)
      add(finding.context.device)
    }
    findings.outsideScope.forEach { add($0.mailbox) }
    for other in findings.otherAcquisition {
      other.mailbox.map(add)
      add(other.target)
      add(other.user)
    }
    findings.rejected.flatMap(\.salvaged).forEach(add)
    let scope = findings.request.scope
    for rule in scope.everyRule {
      (rule.sessions + rule.tokens + rule.devices + rule.users).forEach { add(EvidenceText($0)) }
      rule.mailboxes.forEach { add(EvidenceText($0.text)) }
    }
    scope.windows.flatMap(\.mailboxes).forEach { add(EvidenceText($0.text)) }
    for file in findings.request.files {
      let query = file.query
      ((query.users ?? []) + (query.mailboxes ?? [])).forEach { add(EvidenceText($0)) }
    }
    self.known = known
  }

  /// The text with pseudonyms for what it is, or for what stands in it: known identifiers, addresses
  /// of mail and messages, addresses of the network.
  func text(_ text: EvidenceText) throws -> EvidenceText {
    if known.contains(text.folded) { return EvidenceText(try pseudonym(text, "id")) }
    var result = ""
    var token = ""
    for scalar in text.string.unicodeScalars {
      if "\t\n\r ,;'\"<>()[]{}|=".unicodeScalars.contains(scalar) {
        result += try replaced(token)
        token = ""
        result.unicodeScalars.append(scalar)
      } else {
        token.unicodeScalars.append(scalar)
      }
    }
    return EvidenceText(result + (try replaced(token)))
  }

  /// A path with all but its first name replaced: what people call their folders may name somebody.
  func folders(_ text: EvidenceText) throws -> EvidenceText {
    var parts = text.string.split(separator: "\\", omittingEmptySubsequences: false)
      .map(String.init)
    for index in parts.indices.dropFirst(2) where !parts[index].isEmpty {
      parts[index] = try pseudonym(EvidenceText(parts[index]), "folder")
    }
    return try self.text(EvidenceText(parts.joined(separator: "\\")))
  }

  private func replaced(_ token: String) throws -> String {
    let end = token.lastIndex { !".:!?".contains($0) }.map { token.index(after: $0) }
    guard let end else { return token }
    let word = EvidenceText(String(token[..<end]))
    let rest = String(token[end...])
    if known.contains(word.folded) || word.string.dropFirst().contains("@") {
      return try pseudonym(word, "id") + rest
    }
    if let address = NetworkAddress(word.string) {
      return try pseudonym(EvidenceText(address.text), "ip") + rest
    }
    return token
  }

  func pseudonym(_ text: EvidenceText, _ kind: String) throws -> String {
    let digest = try hmacSHA256(text.folded.bytes, key: key)
    return "\(kind)-\(hexadecimal(Array(digest[..<6])))"
  }
}
