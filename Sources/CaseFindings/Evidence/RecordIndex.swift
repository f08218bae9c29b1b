import CaseModel

/// A record of the evidence, in the order of time and id.
struct RecordIndex: RowIndex {
  let number: UInt32
  init(_ number: UInt32) { self.number = number }
}

extension Array {
  subscript(index: some RowIndex) -> Element {
    get { self[Int(index.number)] }
    _modify { yield &self[Int(index.number)] }
  }
}
