import CaseModel
import TextFormats

/// Where a command writes: results to standard output, everything else to standard error.
package struct Terminal {
  private let outBytes: ([UInt8]) throws -> Void
  private let errorBytes: ([UInt8]) -> Void

  package init(out: @escaping ([UInt8]) throws -> Void, error: @escaping ([UInt8]) -> Void) {
    outBytes = out
    errorBytes = error
  }

  /// Does something before anything is printed.
  func clearing(_ clear: @escaping () -> Void) -> Terminal {
    let (out, error) = (outBytes, errorBytes)
    return Terminal(
      out: { bytes in
        clear()
        try out(bytes)
      },
      error: { bytes in
        clear()
        error(bytes)
      })
  }

  func out(_ bytes: [UInt8]) throws { try outBytes(bytes) }
  func out(_ line: String) throws { try outBytes(Array("\(line)\n".utf8)) }
  func error(_ line: String) { errorBytes(Array("\(line)\n".utf8)) }
}

extension String {
  /// Safe on a terminal: control, invisible and bidirectional characters are shown.
  var visible: String { EvidenceText(self).visible }
}
