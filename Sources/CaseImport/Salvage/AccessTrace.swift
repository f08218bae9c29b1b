import CaseModel

/// Looks for the names of mail access in text that is no export, block by block, in any encoding (R22).
package struct AccessTrace {
  package private(set) var isFound = false
  private var tail: [UInt8] = []

  package init() {}

  package mutating func add(_ block: ArraySlice<UInt8>) {
    if isFound { return }
    let bytes = tail + block
    isFound = Salvage.access(in: bytes.span.bytes, 0..<bytes.count) != nil
    // A name with an escape for each letter is shorter.
    tail = bytes.suffix(256)
  }
}
