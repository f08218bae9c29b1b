import Files
import Testing

/// What was read once by a person and is expected since; `CASEFILE_RECORD=1` writes it anew, to be read
/// again before it is committed.
package enum Golden {
  package static let isRecording = Machine.variable("CASEFILE_RECORD") != nil

  /// Compares with a file, and shows the first line that differs.
  package static func expect(_ bytes: [UInt8], in path: String) throws {
    let kept = try fileFacts(path) == nil ? [] : readSmallFile(path)
    if kept == bytes { return }
    if isRecording {
      try makeFolder(parentFolder(path))
      try replaceFile(path, with: bytes, mode: 0o644)
      print("recorded: \(path)")
      return
    }
    let (old, new) = (lines(kept), lines(bytes))
    let place = zip(old, new).prefix { $0 == $1 }.count
    func line(_ lines: [String]) -> String { place < lines.count ? lines[place] : "(the end)" }
    Issue.record(
      "\(path), line \(place + 1) of \(old.count)\n  expected \(line(old))\n  found    \(line(new))"
    )
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0.prefix(2_000), as: UTF8.self)
    }
  }

  /// A page without its style and its script, which are the same in all of them.
  package static func withoutStyle(_ page: String) -> String {
    var page = page
    for name in ["style", "script"] {
      guard let start = page.firstRange(of: "<\(name)>"),
        let end = page.firstRange(of: "</\(name)>")
      else { continue }
      page.replaceSubrange(start.upperBound..<end.lowerBound, with: "…")
    }
    return page
  }
}
