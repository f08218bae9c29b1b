import TextFormats

/// What the register of a bundle says of one piece of evidence, as far as it says it.
struct RegisteredFile {
  /// Empty where the entry has no stored name.
  var member = ""
  var sha256: String?
  var bytes: Int64?
  /// It stays elsewhere.
  var isExternal = false

  /// `nil` where the bytes are no register.
  static func read(_ register: [UInt8]) -> [RegisteredFile]? {
    guard let entries = (try? JSONReader.read(register))?["entries"]?.elements else { return nil }
    return entries.map { entry in
      RegisteredFile(
        member: entry["storedName"]?.text.map { "\(BundleFormat.evidence)/\($0)" } ?? "",
        sha256: entry["sha256"]?.text, bytes: entry["bytes"]?.integer,
        isExternal: entry["external"] != nil)
    }
  }

  /// It stands in the bundle, and cannot be the file of which the register speaks.
  func isOtherSize(in reader: BundleReader) -> Bool {
    guard !isExternal, sha256 != nil, let bytes, let size = reader.sizes[member] else {
      return false
    }
    return size != UInt64(clamping: bytes)
  }
}
