/// Does at the same time what does not hang on one another: a stage is handed it, and knows no threads.
package struct Workers: Sendable {
  /// Returns when all tasks are done.
  private let run: @Sendable (_ tasks: [@Sendable () -> Void]) -> Void

  package init(_ run: @escaping @Sendable (_ tasks: [@Sendable () -> Void]) -> Void) {
    self.run = run
  }

  /// One after the other.
  package static let one = Workers { tasks in for task in tasks { task() } }

  package func both<First: Sendable, Second: Sendable>(
    _ first: @escaping @Sendable () -> First, _ second: @escaping @Sendable () -> Second
  ) -> (First, Second) {
    let (one, other) = (Slot<First>(), Slot<Second>())
    run([{ one.value = first() }, { other.value = second() }])
    guard let one = one.value, let other = other.value else {
      preconditionFailure("a task was not run")
    }
    return (one, other)
  }

  /// Written by one task, and read when it is done.
  private final class Slot<Value: Sendable>: @unchecked Sendable {
    var value: Value?
  }
}
