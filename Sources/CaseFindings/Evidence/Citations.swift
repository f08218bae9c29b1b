import CaseModel

/// The records that findings cite, each once: `records` of findings.json.
struct Citations: Sendable {
  /// By record: its number plus 1; 0 where nothing cites it.
  private var numbers: [UInt32]
  private(set) var records: [RecordIndex] = []

  /// - Parameter count: of records in the evidence.
  init(records count: Int) { numbers = [UInt32](repeating: 0, count: count) }

  mutating func cite(_ record: RecordIndex) -> CitedIndex {
    if numbers[record] == 0 {
      records.append(record)
      numbers[record] = UInt32(records.count)
    }
    return CitedIndex(numbers[record] - 1)
  }

  mutating func cite(_ records: some Sequence<RecordIndex>) -> [CitedIndex] {
    records.map { cite($0) }
  }

  /// Numbers them in the order of time and id, when all are cited.
  ///
  /// - Returns: by the number so far: the one that it has now.
  mutating func sort() -> [CitedIndex] {
    let before = records
    records.sort()
    for (number, record) in records.enumerated() { numbers[record] = UInt32(number + 1) }
    return before.map { self[$0] }
  }

  /// Of a record that is cited.
  subscript(record: RecordIndex) -> CitedIndex { CitedIndex(numbers[record] - 1) }
}
