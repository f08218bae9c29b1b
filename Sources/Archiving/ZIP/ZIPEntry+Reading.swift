/// What of a member can be read (APPNOTE 4.4.4, 4.4.5).
extension ZIPEntry {
  /// It is named as a folder, and holds nothing: two bytes are what nothing is compressed to.
  package var isFolder: Bool {
    name.last == UInt8(ascii: "/") && size == 0 && compressed <= 2
  }

  /// casefile reads what is stored, and what zlib inflates.
  package var isReadable: Bool {
    method == ZIPFormat.deflated || method == ZIPFormat.stored
  }

  /// How the content is compressed, for people.
  package var methodName: String {
    let names: [UInt16: String] = [
      1: "Shrunk", 6: "Imploded", 9: "Deflate64", 12: "bzip2", 14: "LZMA", 20: "Zstandard",
      93: "Zstandard", 94: "MP3", 95: "xz", 96: "JPEG", 97: "WavPack", 98: "PPMd", 99: "AES",
    ]
    let name = names[method].map { " (\($0))" } ?? ""
    return "compression method \(method)\(name)"
  }

  /// How the content is encrypted, for people; `nil` where it is not.
  package var encryption: String? {
    if flags & 1 == 0 { return nil }
    if method == 99 { return "AES" }
    return flags & 0x40 != 0 ? "strong encryption" : "ZipCrypto"
  }
}
