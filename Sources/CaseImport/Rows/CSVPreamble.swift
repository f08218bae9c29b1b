/// Lines of a CSV file that are neither header nor row.
enum CSVPreamble {
  /// Excel's neighbours name the delimiter.
  private static let delimiters: [StaticString] = ["sep=", "Sep=", "SEP="]

  /// Before the header: Windows PowerShell's Export-Csv names the type of the objects.
  ///
  /// - Parameter start: of the line.
  static func isBeforeHeader(_ bytes: RawSpan, _ start: Int) -> Bool {
    begins(bytes, start, ["#"] + delimiters)
  }

  /// Between rows, where exports were joined. A row may begin with a `#` too.
  static func isBetweenRows(_ bytes: RawSpan, _ start: Int) -> Bool {
    begins(bytes, start, ["#TYPE "] + delimiters)
  }

  private static func begins(_ bytes: RawSpan, _ start: Int, _ texts: [StaticString]) -> Bool {
    texts.contains { text in
      let count = text.utf8CodeUnitCount
      return start + count <= bytes.byteCount
        && (0..<count).allSatisfy { bytes[start + $0] == text.utf8Start[$0] }
    }
  }
}
