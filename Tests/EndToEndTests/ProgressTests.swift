import CaseModel
import TestSupport
import Testing

@testable import CasefileCLI

/// What a progress line says: bytes, rate and time left, of a file and of all.
struct ProgressTests {
  private func text(
    _ done: Int64, _ total: Int64, after milliseconds: Int64, row: WorkMeter.Row? = nil,
    ofRow: Int64 = 0
  ) -> String {
    let meter = WorkMeter()
    meter.place(row)
    meter.begin("import a\u{1B}.csv", total: total)
    meter.add(Int(done))
    return ProgressLine.text(meter.now, milliseconds: milliseconds, ofRow: ofRow)
  }

  @Test func oneFile() {
    #expect(text(0, 9_000_000, after: 60) == "import a[U+001B].csv  0 bytes of 9.0 MB")
    #expect(
      text(3_000_000, 9_000_000, after: 1_000)
        == "import a[U+001B].csv  3.0 MB of 9.0 MB, 3.0 MB/s, 3 s left")
    #expect(text(5_000, 0, after: 1_000) == "import a[U+001B].csv  5.0 kB, 5.0 kB/s")
    #expect(
      text(1_000_000, 2_000_000_000, after: 1_000)
        == "import a[U+001B].csv  1.0 MB of 2.0 GB, 1.0 MB/s, 33 min left")
  }

  @Test func oneOfSeveral() {
    let row = WorkMeter.Row(place: 7, count: 40, before: 50_000_000, total: 400_000_000)
    #expect(
      text(10_000_000, 20_000_000, after: 100, row: row, ofRow: 6_000)
        == "import a[U+001B].csv  10.0 MB of 20.0 MB; 7 of 40 files, 60.0 MB of 400.0 MB,"
        + " 10.0 MB/s, 35 s left")
    let only = WorkMeter.Row(place: 1, count: 1, before: 0, total: 20_000_000)
    #expect(
      text(10_000_000, 20_000_000, after: 1_000, row: only, ofRow: 9_000)
        == text(10_000_000, 20_000_000, after: 1_000))
  }
}
