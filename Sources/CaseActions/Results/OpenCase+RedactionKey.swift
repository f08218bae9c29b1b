import Archiving
import CaseFolder
import CaseReport
import Files

extension OpenCase {
  /// The key of the case's pseudonyms; drawn at its first use. Whoever has it can tell which
  /// identifier a pseudonym stands for, so it stays in the case folder and is no member of a bundle.
  mutating func redactionKey() throws -> [UInt8] {
    if try fileFacts(folder.redactionKey) != nil {
      let text = String(decoding: try readSmallFile(folder.redactionKey), as: UTF8.self)
      let digits = text.trimmingLineEnd
      let bytes = stride(from: 0, to: digits.utf8.count - 1, by: 2).compactMap { start in
        UInt8(digits.dropFirst(start).prefix(2), radix: 16)
      }
      guard bytes.count == 32, digits.utf8.count == 64 else {
        throw CaseProblem.document(
          file: folder.redactionKey, key: "(the file)", found: "\(digits.utf8.count) characters",
          expected: "64 hexadecimal digits")
      }
      return bytes
    }
    let key = try randomBytes(32)
    try replaceFile(folder.redactionKey, with: Array("\(hexadecimal(key))\n".utf8))
    try log(.redactionKeyMade, [])
    return key
  }
}

extension String {
  fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
