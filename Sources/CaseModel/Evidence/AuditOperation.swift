/// The operation and enumeration names of Microsoft's audit schema that casefile acts on.
package enum AuditOperation {
  package static let mailItemsAccessed: EvidenceText = "MailItemsAccessed"
  package static let attachmentAccess: EvidenceText = "AttachmentAccess"
  private static let signIns: Set<EvidenceText> = ["userloggedin", "userloginfailed"]

  package static func isSignIn(_ operation: EvidenceText) -> Bool {
    signIns.contains(operation.folded)
  }
}
