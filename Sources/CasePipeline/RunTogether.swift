import CaseModel
import Dispatch
import Synchronization

/// Runs tasks on at most `threads` threads, each as soon as one is free, in their order; returns
/// when all are done. A task is told the number of its thread, from 0.
func runTogether(_ threads: Int, _ tasks: [(_ thread: Int) -> Void]) {
  // Each task touches what is its own or its thread's: the caller sees to it.
  nonisolated(unsafe) let tasks = tasks
  let next = Atomic<Int>(0)
  DispatchQueue.concurrentPerform(iterations: min(max(1, threads), tasks.count)) { thread in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= tasks.count { return }
      tasks[index](thread)
    }
  }
}

/// The results of tasks that run at the same time, in their order.
package func inParallel<Result: Sendable>(
  _ tasks: [@Sendable () -> Result], threads: Int
) -> [Result] {
  var results = [Result?](repeating: nil, count: tasks.count)
  results.withUnsafeMutableBufferPointer { slots in
    // Each task writes its own slot only, and none outlives the call.
    nonisolated(unsafe) let slots = slots
    runTogether(threads, tasks.indices.map { index in { _ in slots[index] = tasks[index]() } })
  }
  return results.compactMap { $0 }
}

extension Workers {
  package init(threads: Int) {
    self.init { tasks in runTogether(threads, tasks.map { task in { _ in task() } }) }
  }
}
