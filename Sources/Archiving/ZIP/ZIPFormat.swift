/// The parts of ZIP that casefile writes and reads (PKWARE APPNOTE 6.3).
package enum ZIPFormat {
  package static let localSignature: UInt32 = 0x0403_4B50
  package static let centralSignature: UInt32 = 0x0201_4B50
  package static let endSignature: UInt32 = 0x0605_4B50
  package static let end64Signature: UInt32 = 0x0606_4B50
  package static let locator64Signature: UInt32 = 0x0706_4B50
  static let descriptorSignature: UInt32 = 0x0807_4B50
  /// Sizes and CRC follow the data.
  static let descriptorFlag: UInt16 = 8

  /// Made on Unix, by APPNOTE 3.0.
  static let madeBy: UInt16 = 0x031E
  static let version: UInt16 = 20
  static let version64: UInt16 = 45
  /// Not compressed; other programs write such members.
  static let stored: UInt16 = 0
  static let deflated: UInt16 = 8
  /// 1980-01-01 00:00, the first that the format has.
  static let date: UInt16 = 0x0021
  /// A regular file, 0644.
  static let attributes: UInt32 = 0o100644 << 16

  static let limit32: UInt64 = 0xFFFF_FFFF
  static let limit16 = 0xFFFF
}

/// One member, as its header says.
package struct ZIPEntry: Equatable, Sendable {
  package var name: [UInt8]
  package var madeBy = ZIPFormat.madeBy
  package var version = ZIPFormat.version
  package var flags: UInt16 = 0
  package var method = ZIPFormat.deflated
  package var time: UInt16 = 0
  package var date = ZIPFormat.date
  package var crc: UInt32 = 0
  package var compressed: UInt64 = 0
  package var size: UInt64 = 0
  package var attributes = ZIPFormat.attributes
  package var internalAttributes: UInt16 = 0
  package var disk: UInt16 = 0
  /// Of the local header, from the start of the archive.
  package var offset: UInt64 = 0
  package var extra: [UInt8] = []
  package var comment: [UInt8] = []

  package init(name: [UInt8]) { self.name = name }

  package var text: String { String(decoding: name, as: UTF8.self) }

  /// The sizes or the offset need 64 bits.
  package var needs64: Bool { size >= ZIPFormat.limit32 || compressed >= ZIPFormat.limit32 }
}
