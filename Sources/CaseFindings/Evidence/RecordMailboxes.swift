import CaseModel

/// The mailbox of the scope that each record is of: 4 bytes for each.
struct RecordMailboxes: Sendable {
  /// From 1; 0 is none.
  private var numbers: [UInt32] = []

  mutating func reserveCapacity(_ count: Int) { numbers.reserveCapacity(count) }

  /// Records are appended in their order.
  mutating func append(_ mailbox: ScopedIndex?) {
    numbers.append(mailbox.map { $0.number + 1 } ?? 0)
  }

  /// `nil` for a record of no mailbox, or of one that the scope does not ask for.
  subscript(record: RecordIndex) -> ScopedIndex? {
    let number = numbers[record]
    return number == 0 ? nil : ScopedIndex(number - 1)
  }
}
