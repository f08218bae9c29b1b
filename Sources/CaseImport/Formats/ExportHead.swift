import TextFormats

/// The first bytes of a file, as they are recognised.
struct ExportHead {
  let content: TextBytes
  /// The head is the whole file.
  let isWhole: Bool

  init(_ head: [UInt8], isWhole: Bool) {
    content = TextBytes(head, isWhole: isWhole)
    self.isWhole = isWhole
  }

  init(utf8 bytes: [UInt8], isWhole: Bool) {
    content = TextBytes(utf8: bytes)
    self.isWhole = isWhole
  }

  var bytes: [UInt8] { content.bytes }
  /// Behind a byte-order mark.
  var start: Int { content.start }
  var text: ArraySlice<UInt8> { content.text }
}
