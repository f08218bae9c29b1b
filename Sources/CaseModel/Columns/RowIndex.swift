/// The number of a row among the rows of one kind, from 0.
///
/// Each kind has a type of its own: a mailbox of the scope is not taken for one of the evidence, nor
/// a record for its place among the cited ones. One field, so it costs nothing.
package protocol RowIndex: Hashable, Comparable, Sendable {
  var number: UInt32 { get }
  init(_ number: UInt32)
}

extension RowIndex {
  package init(_ number: Int) { self.init(UInt32(number)) }

  package var int: Int { Int(number) }

  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// A mailbox that the evidence names.
package struct MailboxIndex: RowIndex {
  package let number: UInt32
  package init(_ number: UInt32) { self.number = number }
}

/// A mailbox of the scope, in the order of the findings.
package struct ScopedIndex: RowIndex {
  package let number: UInt32
  package init(_ number: UInt32) { self.number = number }
}

/// A resolved context.
package struct ContextIndex: RowIndex {
  package let number: UInt32
  package init(_ number: UInt32) { self.number = number }
}

/// A record as the attribution sees it: once, or once for each context that its copies contradict
/// each other in.
package struct SightingIndex: RowIndex {
  package let number: UInt32
  package init(_ number: UInt32) { self.number = number }
}

/// A record among those that the findings cite: `records` of findings.json.
package struct CitedIndex: RowIndex {
  package let number: UInt32
  package init(_ number: UInt32) { self.number = number }
}

/// A rejected row among those that the findings list: `rejected` of findings.json.
package struct RejectIndex: RowIndex {
  package let number: UInt32
  package init(_ number: UInt32) { self.number = number }
}

/// A decision of the attribution.
package struct DecisionIndex: RowIndex {
  package let number: UInt32
  package init(_ number: UInt32) { self.number = number }
}

/// A message id among those of the evidence, from 1; 0 is none.
package struct MessageIndex: RowIndex {
  package let number: UInt32
  package init(_ number: UInt32) { self.number = number }
}
