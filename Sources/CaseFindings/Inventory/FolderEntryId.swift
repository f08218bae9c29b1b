import CaseModel
import TextFormats

/// The 46 bytes that name a folder in its store, as audit records and Graph write them around.
///
/// Audit records: Base64 of the length, the bytes, and a type. Graph and EWS: Base64 of a
/// compression mark, a type, the mailbox and the bytes ([MS-OXWSITEMID], section 2.1.1).
struct FolderEntryId: Hashable {
  private static let length = 46
  private let bytes: [UInt8]

  /// `nil` for any other text.
  init?(_ text: EvidenceText) {
    // Four characters give three bytes: 47 to 130 of them.
    guard (62...180).contains(text.bytes.count), let data = Base64Reader.read(text.bytes) else {
      return nil
    }
    guard let bytes = FolderEntryId.fromRecord(data) ?? FolderEntryId.fromService(data) else {
      return nil
    }
    self.bytes = bytes
  }

  private static func fromRecord(_ data: [UInt8]) -> [UInt8]? {
    guard data.count == length + 1 || data.count == length + 2, data[0] == length else {
      return nil
    }
    return Array(data[1...length])
  }

  private static func fromService(_ data: [UInt8]) -> [UInt8]? {
    var data = data[...]
    switch data.popFirst() {
    case 0: break
    case 1:
      guard let plain = expanded(data) else { return nil }
      data = plain[...]
    default: return nil
    }
    // Identified by mailbox GUID, which is text of 36 characters.
    let head = Array(data.prefix(3))
    guard head == [3, 36, 0], data.count == 3 + 36 + 1 + 2 + length else { return nil }
    let rest = Array(data.dropFirst(3 + 36 + 1))
    guard rest[0] == length, rest[1] == 0 else { return nil }
    return Array(rest[2...])
  }

  /// Of two equal bytes the next says how many more there are.
  private static func expanded(_ data: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var rest = data
    while let byte = rest.popFirst() {
      result.append(byte)
      guard rest.first == byte else { continue }
      rest.removeFirst()
      result.append(byte)
      guard let more = rest.popFirst() else { return nil }
      result += [UInt8](repeating: byte, count: Int(more))
      if result.count > 256 { return nil }
    }
    return result
  }
}
