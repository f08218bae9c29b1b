import Files
import FuzzTargets
import TestSupport
import Testing

/// Everything that a fuzzer found or started from is tried again.
struct CorpusTests {
  @Test(arguments: FuzzTarget.allCases)
  func everyFileOfTheCorpusIsRead(_ target: FuzzTarget) throws {
    let folder = "\(repositoryRoot)/Tests/Fuzz/Corpus/\(target.rawValue)"
    let names = try folderEntries(folder)
    #expect(!names.isEmpty)
    for name in names { target.run(try readSmallFile("\(folder)/\(name)")) }
  }
}
