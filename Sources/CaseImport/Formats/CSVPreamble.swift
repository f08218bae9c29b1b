/// A line before the header of a CSV file that is neither header nor row.
enum CSVPreamble {
  /// Windows PowerShell's Export-Csv names the type of the objects; Excel's neighbours name the
  /// delimiter.
  private static let starts: [StaticString] = ["#", "sep=", "Sep=", "SEP="]

  /// - Parameter start: of the line.
  static func isLine(_ bytes: RawSpan, _ start: Int) -> Bool {
    starts.contains { text in
      let count = text.utf8CodeUnitCount
      return start + count <= bytes.byteCount
        && (0..<count).allSatisfy { bytes[start + $0] == text.utf8Start[$0] }
    }
  }
}
