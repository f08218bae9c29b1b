/// Text as it stands in bytes: UTF-8, with or without a byte-order mark, or UTF-16.
package struct TextBytes: Sendable {
  /// The byte-order mark of UTF-8.
  package static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// UTF-8; the mark is still there.
  package let bytes: [UInt8]
  /// Behind the mark.
  package let start: Int

  /// - Parameter isWhole: nothing follows.
  package init(_ bytes: [UInt8], isWhole: Bool) {
    var reader = UTF16Reader(TextEncoding(bytes))
    self.init(utf8: reader?.read(bytes[...], isLast: isWhole) ?? bytes)
  }

  package init(utf8 bytes: [UInt8]) {
    self.bytes = bytes
    start = TextBytes.isMarked(bytes[...]) ? TextBytes.mark.count : 0
  }

  package var text: ArraySlice<UInt8> { bytes[start...] }

  package static func isMarked(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.starts(with: mark) }

  package static func isMarked(_ bytes: RawSpan) -> Bool {
    bytes.withUnsafeBytes { $0.starts(with: mark) }
  }
}
