/// The first bytes of a file, as they are recognised.
struct ExportHead {
  /// As UTF-8.
  var bytes: [UInt8]
  /// The head is the whole file.
  var isWhole: Bool
  /// Behind a byte-order mark.
  var start: Int

  init(_ head: [UInt8], isWhole: Bool) {
    var text = head
    if var reader = UTF16Reader(TextEncoding(head)) {
      text = reader.read(head[...], isLast: isWhole)
    }
    self.init(utf8: text, isWhole: isWhole)
  }

  init(utf8 bytes: [UInt8], isWhole: Bool) {
    self.bytes = bytes
    self.isWhole = isWhole
    start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  var text: ArraySlice<UInt8> { bytes[start...] }
}
