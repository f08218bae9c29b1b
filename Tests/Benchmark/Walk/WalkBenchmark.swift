import CaseActions
import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import CaseTally
import Dispatch
import Files

/// Times the walk and the tally alone, on one thread, over the first 64 MB of an export in memory:
///
///     CASEFILE_BENCH=1 swift build -c release --product casefile-bench
///     .build/release/casefile-bench EXPORT [ROUNDS]
///
/// The best of the rounds, because a machine that is shared makes a round slower, never faster. With
/// one round and valgrind's callgrind it counts instructions, which no neighbour changes.
@main
struct WalkBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 1 else { throw FileProblem(.read, "no export is named", code: 0) }
    let file = try FileHandle(reading: arguments[1])
    var bytes = [UInt8](repeating: 0, count: 64 << 20)
    let count = try file.read(into: &bytes, from: 0, count: bytes.count, at: 0)
    bytes.removeLast(bytes.count - count)
    let format = try recogniseFile(arguments[1])
    var walk = UInt64.max
    var tally = UInt64.max
    for _ in 0..<(arguments.count > 2 ? Int(arguments[2]) ?? 9 : 9) {
      let start = DispatchTime.now().uptimeNanoseconds
      let batches = WalkBenchmark.batches(bytes, format)
      let walked = DispatchTime.now().uptimeNanoseconds
      var sum = Tally()
      for batch in batches { sum.add(batch) }
      walk = min(walk, walked - start)
      tally = min(tally, DispatchTime.now().uptimeNanoseconds - walked)
    }
    let speed = Double(count) * 1_000 / Double(walk)
    print("walk \(Int(speed)) MB/s, \(walk / 1_000_000) ms; tally \(tally / 1_000_000) ms")
  }

  /// As `findings` fills them on one thread.
  private static func batches(_ bytes: [UInt8], _ format: ExportFormat) -> [RecordBatch] {
    var walker = ExportWalker(format, evidence: 1)
    var ledger = FileLedger(evidence: 1)
    var batches: [RecordBatch] = []
    var batch = RecordBatch()
    var memo = TextMemo()
    var position = 0
    while position < bytes.count {
      let end = min(bytes.count, position + blockBytes)
      let taken = walker.walk(
        bytes.span.bytes.extracting(position..<end), fileOffset: Int64(position), isLast: false,
        into: &batch, memo: &memo, ledger: &ledger)
      if taken == 0 { break }
      position += taken
      if batch.records.count < 2_048 { continue }
      batches.append(batch)
      batch = RecordBatch()
      memo.removeAll()
    }
    return batches + [batch]
  }
}
