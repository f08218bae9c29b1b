import Files
import TestSupport
import Testing
import TextFormats

/// The shipped case against the story it was made from.
struct NorthwindTests {
  static let recording = Machine.variable("CASEFILE_RECORD") != nil
  static let folder = "\(repositoryRoot)/Cases/northwind-bec"

  /// `CASEFILE_RECORD=1 swift test --filter NorthwindTests` writes the files and the golden findings.
  @Test func trackedFilesAreWhatTheGeneratorMakes() throws {
    for (name, bytes) in NorthwindCase().files {
      let path = "\(NorthwindTests.folder)/\(name)"
      if NorthwindTests.recording {
        try makeFolder(parentFolder(path))
        try replaceFile(path, with: bytes, mode: 0o644)
      }
      #expect(try readSmallFile(path) == bytes, "\(name) differs from the generator's")
    }
  }
}
