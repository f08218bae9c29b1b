import CaseFolder
import Files
import Glibc
import TestSupport
import Testing

/// A case has a folder of its own, made by this user, that others get no right to.
struct OwnFolderTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let folder: String

  init() throws {
    place = try Workplace()
    folder = place.path("case")
  }

  private func mode(_ path: String) throws -> UInt32? { try fileFacts(path)?.mode }

  @Test func aFolderThatIsNotEmptyIsRefused() throws {
    try place.write("case/export.csv", "x")
    #expect(chmod(folder, 0o1777) == 0)
    let before = try wholeFolder(folder)
    let outcome = runner.run("new", folder)
    #expect(outcome.code == 1)
    #expect(outcome.error.contains("is not empty: it holds 'export.csv'"), "\(outcome.error)")
    #expect(outcome.error.contains("hint: name a folder that does not exist yet"))
    #expect(try wholeFolder(folder) == before)
  }

  @Test func anEmptyFolderThatLetsOthersInIsPutRightWithAWord() throws {
    try makeFolder(folder)
    #expect(chmod(folder, 0o777) == 0)
    let outcome = runner.run("new", folder)
    #expect(outcome.code == 0)
    #expect(outcome.error.contains("had mode 0777, which lets others in; it is 0700 now"))
    #expect(try mode(folder) == 0o700)
    for name in ["evidence", "scope-history"] { #expect(try mode("\(folder)/\(name)") == 0o700) }
    #expect(try folderEntries(folder).contains("case.json"))
    #expect(runner.run("status", folder).code == 0)
  }

  @Test func anEmptyFolderOfOnesOwnIsTaken() throws {
    try makeFolder(folder)
    let outcome = runner.run("new", folder, "--number", "N-1")
    #expect(outcome.code == 0 && outcome.error.hasPrefix("next: "))
    #expect(runner.run("new", folder).error.contains("is already a case"))
  }

  @Test func noCaseIsMadeWhereALinkLeads() throws {
    try makeFolder(place.path("elsewhere"))
    try makeLink(folder, to: place.path("elsewhere"))
    let outcome = runner.run("new", folder)
    #expect(outcome.code == 1 && outcome.error.contains("symbolic link"))
    #expect(try folderEntries(place.path("elsewhere")).isEmpty)
    try place.write("file", "x")
    #expect(runner.run("new", place.path("file")).code == 1)
  }

  @Test(arguments: ["/", "//", "/."]) func theRootIsNoCase(_ path: String) {
    let outcome = runner.run("new", path)
    #expect(outcome.code == 1 && outcome.error.contains("the whole machine"), "\(outcome.error)")
  }

  /// `new` that was ended at any moment: run again, it makes the case, or says that it stands.
  @Test(arguments: 0...5) func aNewThatWasInterruptedIsFinishedOrBegunAnew(_ moved: Int) throws {
    #expect(runner.run("new", folder, "--number", "N-1").code == 0)
    // Back to what the last steps find: all is built, some of it has got its place.
    let building = "\(folder)/.casefile-new"
    try makeNewFolder(building)
    let names = try folderEntries(folder).filter { !$0.hasPrefix(".") && $0 != "case.json" }
    #expect(names.count == 5)
    try renameFile("\(folder)/case.json", to: "\(building)/case.json")
    for name in names.dropFirst(moved) {
      try renameFile("\(folder)/\(name)", to: "\(building)/\(name)")
    }
    #expect(runner.run("status", folder).code == 10)
    if moved == 5 {
      let other = runner.run("new", folder, "--number", "N-2")
      #expect(other.code == 1 && other.error.contains("is already a case"))
    } else {
      #expect(runner.run("new", folder, "--number", "N-1").code == 0)
    }
    let status = runner.run("status", folder)
    #expect(status.code == 0 && status.out.contains("N-1"))
    #expect(try folderEntries(folder).filter { $0.hasPrefix(".") } == [".lock"])
    #expect(runner.run("custody", folder, "--verify").code == 0)
  }

  @Test func whatWasBuiltOnlyHalfIsBuiltAnew() throws {
    try place.write("case/.casefile-new/draft/scope.json", "{}")
    try place.write("case/.casefile-new/custody.jsonl", "half")
    #expect(runner.run("new", folder, "--number", "N-1").code == 0)
    #expect(runner.run("status", folder, "--verify").code == 0)
    #expect(try folderEntries(folder).filter { $0.hasPrefix(".") } == [".lock"])
  }

  // MARK: - Work that gets its name at the end

  @Test func aWorkFolderIsOnesOwnAndItsNameIsNotKnownBefore() throws {
    var names: Set<String> = []
    for _ in 0..<20 {
      let work = try WorkFolder(for: folder)
      #expect(try mode(work.path) == 0o700)
      names.insert(work.path)
    }
    #expect(names.count == 20)
    #expect(try folderEntries(place.root).isEmpty)
  }

  @Test func whatAnEndedProcessLeftGoesAndWhatAnotherHoldsStays() throws {
    try place.write(".case.partial-dead/case.json", "x")
    let first = try WorkFolder(for: folder)
    let second = try WorkFolder(for: folder)
    #expect(try folderEntries(place.root).count == 2)
    try place.write("\(lastPathPart(first.path))/a", "x")
    try first.become(folder)
    #expect(try place.text("case/a") == "x")
    #expect(throws: FileProblem.self) { try second.become(folder) }
  }

  /// Somebody who may rename in the folder puts another one in its place.
  @Test func aWorkFolderThatSomebodyExchangedIsNotTaken() throws {
    let work = try WorkFolder(for: folder)
    try renameFile(work.path, to: place.path("away"))
    try makeFolder(work.path)
    #expect(throws: FileProblem(.rename, work.path, code: FileProblem.ofOthers)) {
      try work.become(folder)
    }
    #expect(try fileFacts(folder) == nil)
  }

  @Test func aFolderOfSomebodyElseIsRefused() throws {
    try makeFolder(folder)
    guard getuid() == 0 else {
      print("not tried: only root can give a folder to another user")
      return
    }
    #expect(chown(folder, 65_534, 65_534) == 0)
    let outcome = runner.run("new", folder)
    #expect(outcome.code == 1)
    #expect(outcome.error.contains("it belongs to another user"), "\(outcome.error)")
    #expect(try folderEntries(folder).isEmpty)
  }

  @Test func aCaseThatOthersGetAtIsNamed() throws {
    #expect(runner.run("new", folder).code == 0)
    #expect(chmod(folder, 0o755) == 0)
    let status = runner.run("status", folder)
    #expect(status.out.contains("remark    others on this machine may have access to the case"))
    #expect(status.out.contains("mode 0755"))
  }
}
