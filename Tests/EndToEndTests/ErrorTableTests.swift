@testable import Archiving
@testable import CaseActions
@testable import CaseBundle
@testable import CaseFindings
import CaseFolder
import CaseModel
@testable import CasePipeline
@testable import CaseReport
import CaseTally
@testable import CasefileCLI
import Files
import TestSupport
import Testing
import TextFormats

/// Every error that casefile knows: its words, its hint, its exit code, as a person reads them.
struct ErrorTableTests {
  private static let time = UTCTime(seconds: 1_742_810_400)

  private static let errors: [any Error] =
    [
      UsageProblem.unknownCommand("stauts", nearest: "status"),
      UsageProblem.unknownCommand("\u{202E}x", nearest: nil),
      UsageProblem.unknownTopic("report", nearest: ["reports", "import", "export"]),
      UsageProblem.unknownTopic("\u{202E}x", nearest: []),
      UsageProblem.unknownOption("--formt", command: "render", nearest: "--format"),
      UsageProblem.unknownOption("--formt", command: nil, nearest: nil),
      UsageProblem.missingValue(option: "--format"),
      UsageProblem.repeated(option: "--paper"),
      UsageProblem.apart("a change to the scope", from: "--final", why: "it is about the scope"),
      UsageProblem.unexpectedValue(option: "--quiet"),
      UsageProblem.missingOperand(command: "render", operands: "CASE"),
      UsageProblem.tooManyOperands(command: "render", operands: "CASE", found: "x"),
      UsageProblem.badValue(option: "--format", found: "odt", expected: "html or md"),
      UsageProblem.required(option: "--why", why: "a decision says why"),
      CaseProblem.noCase(path: "c"), CaseProblem.caseExists(path: "c"),
      CaseProblem.inUse(path: "c", holders: []),
      CaseProblem.inUse(
        path: "c",
        holders: [
          LockHolder(process: 7, command: "casefile import"), LockHolder(process: 9, command: ""),
        ]),
      CaseProblem.unsettled(path: "c"),
      CaseProblem.notEmpty(path: "c", holds: "a.csv"),
      CaseProblem.noFolder(path: "c/evidence", isLink: true),
      CaseProblem.noFolder(path: "c/reports", isLink: false),
      CaseProblem.evidenceNoFile(
        evidence: "E001", path: "c/evidence/E001-a.csv", found: "a symbolic link"),
      CaseProblem.evidenceResized(
        evidence: "E001", path: "c/evidence/E001-a.csv", expected: 7, found: 9),
      CaseProblem.document(file: "c/case.json", key: "titel", found: "a key", expected: "a title"),
      CaseProblem.document(
        file: "c/scope.json", key: "windows[0].to", found: "a number", expected: "a time"),
      CaseProblem.document(
        file: "c/evidence/register.json", key: "entries", found: "a text", expected: "a list"),
      CaseProblem.document(
        file: "t", key: "--templates", found: "no folder", expected: "a folder"),
      CaseProblem.documentMissing(path: "c/evidence/register.json", seq: 4),
      CaseProblem.notJSON(
        file: "c/scope.json", line: 3, column: 7, found: "'}'", expected: "a value"),
      CaseProblem.closed(path: "c", at: time, by: "J. Okafor"),
      CaseProblem.evidenceMoved(evidence: "E001", path: "c/evidence/E001-a.csv"),
      CaseProblem.evidenceMissing(evidence: "E001", path: "c/evidence/E001-a.csv"),
      CaseProblem.evidenceChanged(
        evidence: "E001", path: "c/evidence/E001-a.csv", expected: "aa", found: "bb"),
      CaseProblem.resultChanged(
        name: "findings/messages.csv", root: "c", expected: "aa", found: "bb"),
      CaseProblem.resultChanged(
        name: "exchange/messages.dat", root: "c", expected: "aa", found: "bb"),
      CaseProblem.resultChanged(
        name: "issues/0001-findings.json", root: "c", expected: "aa", found: "bb"),
      CaseProblem.resultChanged(
        name: "reports/notice-gdpr.de.docx", root: "c", expected: "aa", found: "bb"),
      CaseProblem.custodyBroken(line: 4, what: "its hash is not that of its content"),
      LongLineProblem(path: "ids.txt", line: 3, mebibytes: 64),
      PackProblem(member: "data/evidence/E001-a.csv", expected: "aa", found: "bb"),
      ZIPProblem(member: nil, what: "it is no ZIP archive"),
      ZIPProblem(member: "a.csv", what: "its CRC-32 differs"),
      TransferProblem.unknownObject("E009", root: "c"),
      OriginProblem.unknownEvidence("E009", root: "c"),
      PackRequestProblem.noSuchMailbox("a@x", root: "c"),
      IssueProblem.noFindings(path: "c/findings/findings.json"),
      IssueProblem.noIssue(number: 9, known: [1, 2]),
      FindingsProblem.ledgerDoesNotReconcile(evidence: 1),
      FindingsProblem.attributionDoesNotReconcile(counted: 3, expected: 4),
      TemplateProblem(
        file: "languages/de.json", line: 7,
        problem: DocumentProblem(key: "said", found: "a list", expected: "an object")),
      TemplateNameProblem(
        file: "reports/page.html", line: 8, found: "there is no value 'case.numbr' here",
        expected: "'case.number' or 'case.marking'"),
      TemplateNameProblem(
        file: "reports/page.html", found: "it includes itself", expected: ""),
      MustacheProblem.unclosedTag(template: "page.html", line: 3),
      PrintProblem.noBrowser(names: ["chromium", "google-chrome"]),
      PrintProblem.failed(browser: "chromium", status: 1),
      PrintProblem.tooLong(browser: "chromium", seconds: 120),
      RestoreProblem.notWhole(bundle: "b.zip", missing: "no evidence"),
      RestoreProblem.exists(path: "d"),
      RestoreProblem.noPlace(member: "data/x"), RestoreProblem.changed(member: "data/x"),
      CryptoProblem(), TallyFileProblem(path: "t", what: "it is not a casefile tally"),
      TallyProblem.otherScope("aa", "bb"), TallyProblem.otherRules("6", "7"),
      TallyProblem.overlap(source: "E001", offset: 9),
      TallyProblem.otherFormat(source: "E001", "siem-csv", "management-activity-json"),
      TallyProblem.gap(source: "E001", from: 3, to: 9),
      TallyProblem.gap(source: "E001", from: 9, to: 3), TallyProblem.unknownSource("x"),
      TallyProblem.otherBytes(source: "s3a://lake/1", "aa", "bb"),
      TallyProblem.missingSource("E002"), TallyProblem.otherOrder("b", "a"),
      TallyProblem.otherExtent("all records", "an outline"), TallyProblem.otherParts,
      TallyProblem.shardTwice(3), TallyProblem.outline, TallyProblem.missingShard(1, of: 3),
      TallyProblem.narrowedAway("all mailboxes"), TallyProblem.narrowedBesides("E002"),
      TallyProblem.noHash("s3a://lake/1"), TallyProblem.otherHash("s3a://lake/1", "aa", "bb"),
      ObjectListProblem(
        path: "o", line: 2,
        problem: DocumentProblem(key: "bytes", found: "nothing", expected: "a number")),
    ] + seals + files

  private static let seals: [any Error] = [
    SealProblem.noCertificate, .noKey(isEncrypted: false), .noKey(isEncrypted: true),
    .keyOfAnotherCertificate, .unusableKey("DSA"), .notDER(expected: "a time-stamp query"),
    .refused("the authority refused"),
  ].map { SealFileProblem(file: "f", problem: $0) }

  // ENOENT, EACCES, ENOSPC, EIO, EBADF, none.
  private static let files: [any Error] =
    [
      2, 13, 28, 5, 9, 0, FileProblem.changed, FileProblem.link, FileProblem.ofOthers,
      FileProblem.noFile,
    ].map { FileProblem(.open, "a\u{1B}[2J.csv", code: $0) }
    + [
      "case.json", "evidence/register.json", "custody.jsonl", "review/decisions.json",
      "findings/findings.json",
    ].map { FileProblem(.write, $0, limit: 1_000) }

  @Test func theTableIsAsItWasRead() throws {
    var table = ""
    for error in ErrorTableTests.errors {
      let words = ErrorWords(error, command: "render")
      table += "\(words.exitCode)  \(words.text)\n   \(words.hint ?? "no hint")\n"
      #expect(words.hint?.isEmpty == false, "\(error)")
      #expect(![0, 3, 4, 5].contains(words.exitCode))
      #expect(!words.text.contains("\u{1B}") && !words.text.contains("\u{202E}"))
      for line in table.split(separator: "\n") { #expect(!line.hasSuffix(".")) }
    }
    let path = "\(repositoryRoot)/Tests/EndToEndTests/Golden/errors.txt"
    try Golden.expect(Array(table.utf8), in: path)
  }

  /// Each case that the table of words tells apart is in the list above.
  @Test func noneIsLeftOut() throws {
    let folder = "\(repositoryRoot)/Sources/CasefileCLI/Terminal"
    let files = try folderEntries(folder).filter { $0.hasPrefix("ErrorWords") }
    #expect(files.count == 4)
    let source = try files.flatMap { try readSmallFile("\(folder)/\($0)") }
    var names: Set<String> = []
    for line in String(decoding: source, as: UTF8.self).split(separator: "\n") {
      guard let found = line.firstMatch(of: /case (?:\w+)?\.(\w+)/) else { continue }
      names.insert(String(found.1))
    }
    #expect(names.count > 30)
    let listed = Set(
      ErrorTableTests.errors.map { error in
        let inner = (error as? SealFileProblem)?.problem ?? error
        let file = (error as? FileProblem)?.kind
        let value: Any = file ?? inner
        return Mirror(reflecting: value).children.first?.label ?? "\(value)"
      })
    #expect(names.subtracting(listed) == [], "not tested")
  }
}
