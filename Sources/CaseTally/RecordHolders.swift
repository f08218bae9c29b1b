/// Which files hold a record, where several do (R24). Of most records only one does, and nothing is kept.
package struct RecordHolders: Sendable {
  /// By record; 0: the file of its source alone.
  private var sets: [UInt32] = []
  /// Numbers of evidence, sorted; from 1.
  private var files: [[Int32]] = []
  private var numbers: [[Int32]: UInt32] = [:]

  init() {}

  package var isEmpty: Bool { files.isEmpty }

  /// Empty where only the file of its source holds it.
  package subscript(record: Int) -> [Int32] {
    guard record < sets.count, sets[record] > 0 else { return [] }
    // Parts of one file may have had numbers of their own.
    let held = files[Int(sets[record]) - 1]
    return held.count < 2 ? [] : held
  }

  /// - Parameters:
  ///   - own: the file of the record's source.
  ///   - others: files that hold a copy.
  package mutating func add(_ others: [Int32], to record: Int, own: Int32) {
    let known = self[record]
    let all = Set(known.isEmpty ? [own] : known).union(others)
    if all.count < 2 || all.count == known.count { return }
    if record >= sets.count {
      sets += [UInt32](repeating: 0, count: record + 1 - sets.count)
    }
    sets[record] = number(all.sorted())
  }

  /// Gives every file another number.
  mutating func renumber(_ move: (Int32) -> Int32) {
    let old = files
    (files, numbers) = ([], [:])
    let moved = old.map { number(Set($0.map(move)).sorted()) }
    for record in sets.indices where sets[record] > 0 {
      sets[record] = moved[Int(sets[record]) - 1]
    }
  }

  private mutating func number(_ set: [Int32]) -> UInt32 {
    if let number = numbers[set] { return number }
    files.append(set)
    numbers[set] = UInt32(files.count)
    return UInt32(files.count)
  }
}
