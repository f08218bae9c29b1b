import CaseImport
import CaseModel
import CaseTally
import Files
import TextFormats

extension TallyEvidence {
  /// What of an evidence file matters where its bytes were read elsewhere.
  init(_ entry: RegisterEntry, _ path: String) throws {
    self.init(
      name: entry.name, originalName: entry.originalName.string, number: entry.evidence,
      bytes: entry.bytes, format: entry.format)
    readAlike = TallyEvidence.readAlike(entry.format)
    sha256 = entry.sha256
    let file = try FileHandle(reading: path)
    var head = [UInt8](repeating: 0, count: TextBytes.mark.count)
    beginsWithMark = try file.read(into: &head, at: 0) == head.count && head == TextBytes.mark
    var last = [UInt8](repeating: 0x0A, count: 1)
    if entry.bytes > 0 { _ = try file.read(into: &last, at: entry.bytes - 1) }
    endsOpen = last[0] != 0x0A
  }
  static func readAlike(_ format: String) -> Set<String> {
    Set(ExportFormat(rawValue: format)?.readAlike.map(\.rawValue) ?? [])
  }
}
