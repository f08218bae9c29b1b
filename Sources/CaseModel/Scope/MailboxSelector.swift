/// A mailbox, named by one of its names or by its GUID.
package enum MailboxSelector: Hashable, Sendable {
  /// Its UPN, or what stands in place of one: a shared mailbox may have a name without an address.
  case upn(String)
  /// In lower case.
  case guid(String)

  /// As people write it: what has the form of a GUID is one, with or without braces; else it is a name.
  ///
  /// - Returns: `nil` where nothing is to be seen in it.
  package init?(_ text: String) {
    if text.isBlank { return nil }
    let bare = text.trimmingBlanks.lowercased()
    let inner =
      bare.hasPrefix("{") && bare.hasSuffix("}") ? String(bare.dropFirst().dropLast()) : bare
    self = MailboxSelector.isGUID(inner) ? .guid(inner) : .upn(text.trimmingBlanks)
  }

  /// The mailbox itself, by its GUID where it has one.
  package init(_ mailbox: MailboxIdentity) {
    self = mailbox.guid.isEmpty ? .upn(mailbox.name.string) : .guid(mailbox.guid.string)
  }

  private static func isGUID(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy {
        $0.allSatisfy { byte in (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) }
      }
  }

  package func selects(_ mailbox: MailboxIdentity) -> Bool {
    switch self {
    case .upn(let name):
      let folded = EvidenceText(name.trimmingBlanks).folded
      return mailbox.upns.contains { upn in
        upn.folded == folded || EvidenceText(upn.string.trimmingBlanks).folded == folded
      }
    case .guid(let guid): return mailbox.guid == EvidenceText(guid.lowercased())
    }
  }

  package var text: String {
    switch self {
    case .upn(let name), .guid(let name): name
    }
  }
}
