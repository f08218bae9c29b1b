/// A list whose elements are made when they are asked for: findings may name millions of messages,
/// and only the columns behind them are kept.
package struct FindingsList<Element: Sendable>: RandomAccessCollection, Sendable,
  ExpressibleByArrayLiteral
{
  package let count: Int
  private let make: @Sendable (Int) -> Element

  package init(count: Int, _ make: @escaping @Sendable (Int) -> Element) {
    self.count = count
    self.make = make
  }

  package init(_ elements: [Element]) {
    self.init(count: elements.count) { elements[$0] }
  }

  package init(arrayLiteral elements: Element...) { self.init(elements) }

  /// One after the other, without the turns of a general iterator.
  package func forEach(_ body: (Element) -> Void) {
    for position in 0..<count { body(make(position)) }
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }
  package subscript(position: Int) -> Element { make(position) }
}
