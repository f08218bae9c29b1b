import CaseModel
import Files

/// The names of a case on disk (design section 5).
package struct CaseFolder: Sendable {
  package let root: String
  package var limits = CaseLimits.standard
  /// Stored names of evidence that an interrupted import left in `incoming`, though the register has it.
  package var arrived: Set<String> = []

  package init(_ root: String) {
    var root = root
    while root.count > 1, root.hasSuffix("/") { root.removeLast() }
    self.root = root
  }

  package var caseFile: String { "\(root)/case.json" }
  package var scopeFile: String { "\(root)/scope.json" }
  package var exports: String { "\(root)/exports" }
  package var evidence: String { "\(root)/evidence" }
  package var registerFile: String { "\(root)/evidence/register.json" }
  package var custodyFile: String { "\(root)/custody.jsonl" }
  package var custodyHead: String { "\(root)/custody.head" }
  package var scopeHistory: String { "\(root)/scope-history" }
  package var findings: String { "\(root)/findings" }
  /// Findings of issues that were superseded.
  package var issues: String { "\(root)/issues" }
  package func issueFile(_ number: Int64) -> String {
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
    return "\(issues)/\(zeros)\(digits)-findings.json"
  }
  package var review: String { "\(root)/review" }
  /// What pseudonyms are made with: never in a bundle.
  package var redactionKey: String { "\(root)/redaction.key" }
  /// What other programs take.
  package var exchange: String { "\(root)/exchange" }
  package var reports: String { "\(root)/reports" }
  package var bundles: String { "\(root)/bundles" }
  package var lockFile: String { "\(root)/.lock" }
  /// Copies of evidence until the custody log states their import; then they get into `evidence`.
  package var incoming: String { "\(evidence)/.import" }
  /// What may be removed at any time; never in a bundle.
  package var cache: String { "\(root)/cache" }
  /// Where this machine saw the evidence.
  package var placesFile: String { "\(cache)/places.json" }
  /// Where `new` builds a case, so that the folder becomes one as a whole.
  package var building: String { "\(root)/.casefile-new" }
  /// How the names of files begin that hold what was cut from the custody log.
  static let cutPrefix = "custody.cut-"

  package func evidenceFile(_ entry: RegisterEntry) -> String {
    "\(arrived.contains(entry.storedName) ? incoming : evidence)/\(entry.storedName)"
  }

  package var exists: Bool {
    ((try? fileFacts(caseFile)) ?? nil)?.kind == .file
  }

  /// - Throws: `CaseProblem.noCase`, or what keeps case.json from being read.
  package func checkExists() throws {
    guard let facts = try fileFacts(caseFile) else { throw CaseProblem.noCase(path: root) }
    switch facts.kind {
    case .file: break
    case .folder: throw CaseProblem.noCase(path: root)
    case .link: throw FileProblem(.open, caseFile, code: FileProblem.link)
    case .other: throw FileProblem(.open, caseFile, code: FileProblem.noFile)
    }
  }

  /// Every folder of a case that files are read from or written to.
  private var places: [String] {
    [evidence, findings, reports, bundles, issues, review, exchange, scopeHistory]
  }

  /// A folder of a case that is a link leads out of it.
  package func checkPlaces() throws {
    for place in places + [exports] {
      guard let facts = try fileFacts(place), facts.kind != .folder else { continue }
      throw CaseProblem.noFolder(path: place, isLink: facts.kind == .link)
    }
  }

  /// Removes what killed commands left under temporary names.
  package func removePartials() throws {
    for place in [root, cache] + places { try removePartialFiles(in: place) }
  }
}

/// A case that cannot be worked with: the facts.
package enum CaseProblem: Error, Equatable, Sendable {
  case noCase(path: String)
  case caseExists(path: String)
  /// A new case wants a folder of its own.
  case notEmpty(path: String, holds: String)
  /// - Parameter holders: who has it, where this machine tells.
  case inUse(path: String, holders: [LockHolder])
  /// A step of this command failed behind its entry, so nothing more is written before it is settled.
  case unsettled(path: String)
  /// A folder of the case is a link or a file.
  case noFolder(path: String, isLink: Bool)
  /// It is closed, and a closed case refuses changes.
  case closed(path: String, at: UTCTime, by: String)
  case document(file: String, key: String, found: String, expected: String)
  /// An entry of the custody log states it.
  case documentMissing(path: String, seq: Int)
  case notJSON(file: String, line: Int, column: Int, found: String, expected: String)
  /// Modification time or inode are not those that this machine saw last.
  case evidenceMoved(evidence: String, path: String)
  case evidenceMissing(evidence: String, path: String)
  /// What stands there is a link, a folder, a pipe …
  case evidenceNoFile(evidence: String, path: String, found: String)
  /// The bytes differ from the register.
  case evidenceChanged(evidence: String, path: String, expected: String, found: String)
  case evidenceResized(evidence: String, path: String, expected: Int64, found: Int64)
  /// A result that goes into a bundle, such as a table of the findings, has other bytes than the log
  /// states.
  case resultChanged(name: String, root: String, expected: String, found: String)
  case custodyBroken(line: Int, what: String)
}

/// A name for a file that is safe everywhere: ASCII letters, digits, `.`, `_` and `-`, at most
/// 80 bytes, no leading dot.
package func safeFileName(_ name: String) -> String {
  var safe = ""
  for byte in name.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      safe.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      if safe.last != "_" { safe.append("_") }
    }
  }
  while safe.hasPrefix(".") || safe.hasPrefix("_") || safe.hasPrefix("-") { safe.removeFirst() }
  while safe.hasSuffix(".") || safe.hasSuffix("_") { safe.removeLast() }
  if safe.isEmpty { return "file" }
  if safe.utf8.count <= 80 { return safe }
  let dot = safe.lastIndex(of: ".") ?? safe.endIndex
  let ending = safe[dot...].count <= 10 ? String(safe[dot...]) : ""
  return String(safe.prefix(80 - ending.count)) + ending
}
