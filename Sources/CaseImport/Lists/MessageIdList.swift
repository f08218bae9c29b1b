import CaseModel

/// A list of message ids as people keep them: one in a line, with or without `< >`, quotes and
/// blanks; each counts once.
package struct MessageIdList: Equatable, Sendable {
  /// In the order of the list, without `< >` (R5).
  package private(set) var ids: [EvidenceText] = []
  /// Lines that say an id again.
  package private(set) var repeated = 0
  /// Lines that hold no id: placeholders such as `Not Available`.
  package private(set) var unusable: [EvidenceText] = []
  private var known: Set<EvidenceText> = []

  package init() {}

  package mutating func add(_ text: String) { add(line: Array(text.utf8)[...]) }

  /// - Parameter line: UTF-8, without its end.
  package mutating func add(line: ArraySlice<UInt8>) {
    var id = FieldText.trimmed(line)
    while let last = id.last, last == UInt8(ascii: ",") || last == UInt8(ascii: ";") {
      id = FieldText.trimmed(id.dropLast())
    }
    if id.count >= 2, id.first == id.last, id.first == 0x22 || id.first == 0x27 {
      id = FieldText.trimmed(id.dropFirst().dropLast())
    }
    if id.isEmpty { return }
    id = MessageId.cleaned(id)
    let text = EvidenceText(bytes: Array(id))
    if id.isEmpty {
      unusable.append(EvidenceText(bytes: Array(FieldText.trimmed(line))))
    } else if known.insert(text).inserted {
      ids.append(text)
    } else {
      repeated += 1
    }
  }
}
