import CaseActions
import CaseBundle
import CaseFolder
import CaseModel
import Files
import TextFormats

/// `casefile custody CASE`: prints the log; `--verify` checks the chain and its head, and
/// `--against BUNDLE` that it goes on from what was sealed. `casefile custody CASE transfer` enters
/// that something changed hands.
struct CustodyCommand: Command {
  var isVerified = false
  var against: String?
  var from: String?
  var to: String?
  var purpose: String?
  var objects: [String] = []
  var seal = SealOptions()

  static let row = CommandRow(
    name: "custody", operands: "CASE [transfer]", count: .from(1, to: 2),
    text: "print the custody log, or record that something changed hands", document: "custody",
    examples: [
      CommandExample(
        "casefile custody CASE --verify --against BUNDLE.zip",
        "nothing was cut off or rewritten since the bundle"),
      CommandExample(
        "casefile custody CASE transfer --from D --to Counsel --purpose review --object E001",
        "something changed hands"),
    ])
  static let options: [Option<Self>] =
    [
      .flag("verify", \.isVerified, "check the chain of hashes"),
      .text("against", "BUNDLE", \.against, "and that it continues what was sealed"),
      .text("from", "NAME", \.from, "who handed it over"),
      .text("to", "NAME", \.to, "who received it"),
      .text("purpose", "TEXT", \.purpose, "what for"),
      .texts("object", "NAME", \.objects, "what: E001, or bundles/NAME.zip"),
    ] + SealOptions.options.map { $0.inside(\.seal) }

  func run(_ run: CommandRun) throws -> Int32 {
    if run.operands.count > 1 { return try enterTransfer(run) }
    if from != nil || to != nil || purpose != nil || !objects.isEmpty {
      throw UsageProblem.required(
        option: "the word transfer", why: "--from, --to, --purpose and --object describe one")
    }
    let folder = CaseFolder(run.operands[0])
    try folder.checkExists()
    guard let lock = try FolderLock(folder.lockFile, .reading, waiting: run.surroundings.patience)
    else { throw CaseProblem.inUse(path: folder.root, holders: lockHolders(folder.lockFile)) }
    defer { withExtendedLifetime(lock) {} }
    if against != nil, !isVerified {
      throw UsageProblem.required(option: "--verify", why: "--against is part of it")
    }
    let file = try CustodyFile(reading: folder)
    let log = file.log
    for remark in file.remarks {
      let words = RemarkWords(remark, .reading, root: folder.root)
      run.warn(words.text, hint: words.hint)
    }
    guard isVerified else {
      if run.isJSON { return try printLog(log, run) }
      for entry in log.entries { try show(entry, run) }
      return 0
    }
    for back in log.datedBack { run.warn("custody.jsonl: \(back.text)") }
    if !run.isJSON {
      try run.terminal.out(
        "custody   \(log.entries.count) entries, the chain holds; head \(log.head.hash)")
    }
    guard let against else {
      if run.isJSON { return try printLog(log, run) }
      run.note(
        "whoever rewrites the whole log can make it hold again: --against BUNDLE compares it with"
          + " what was sealed")
      return 0
    }
    let (code, sealed) = try compare(log, with: against, folder.root, run)
    if run.isJSON { _ = try printLog(log, sealed: sealed, run) }
    return code
  }

  private func show(_ entry: CustodyEntry, _ run: CommandRun) throws {
    try run.terminal.out(
      "\(entry.seq)  \(entry.time.iso)  \(entry.actor.visible)@\(entry.host.visible)"
        + "  \(entry.action.visible)" + (entry.reason.isEmpty ? "" : "  (\(entry.reason.visible))"))
    for object in entry.objects {
      try run.terminal.out("     \(object.sha256.prefix(16))  \(object.name.visible)")
    }
  }

  /// The log as one document; each entry is the line of custody.jsonl.
  ///
  /// - Parameter sealed: how many entries a bundle agrees with.
  private func printLog(
    _ log: CustodyLog, sealed: Int? = nil, _ run: CommandRun
  ) throws -> Int32 {
    let lines = try log.entries.map { try JSONReader.read(try $0.line().text) }
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("entries") { writer in
        writer.array(lines: lines.count) { writer, index in writer.value(lines[index]) }
      }
      writer.key("head", log.head.hash)
      writer.key("schema", "casefile/custody/1")
      if let sealed { writer.key("sealedEntries", sealed) }
      writer.key("verified", isVerified)
    }
    try run.terminal.out(writer.finish())
    return 0
  }

  /// The sealed log is the beginning of this one: no entry was cut off, and none written anew.
  private func compare(
    _ log: CustodyLog, with bundle: String, _ root: String, _ run: CommandRun
  ) throws -> (exitCode: Int32, sealed: Int?) {
    let (verdict, reader) = try verifyBundle(bundle, try seal.request(run.surroundings))
    let code = printVerdict(verdict, run)
    if code != 0 { return (code, nil) }
    guard let reader, let sealed = try sealedHashes(reader) else {
      run.warn("cannot be decided: '\(bundle.visible)' holds no custody log")
      return (5, nil)
    }
    let same = zip(sealed, log.hashes).prefix { $0 == $1 }.count
    if same < sealed.count {
      let what =
        same < log.hashes.count
        ? "entry \(same + 1) is not the one that was sealed"
        : "the sealed log has \(sealed.count) entries, but this one only \(log.hashes.count)"
      run.warn("'\(root.visible)': \(what)")
      return (4, same)
    }
    if !run.isJSON {
      try run.terminal.out(
        "anchored  the first \(sealed.count) entries are those sealed in \(bundle.visible)")
    }
    return (0, sealed.count)
  }

  /// `casefile custody CASE transfer --from … --to … --purpose …`
  private func enterTransfer(_ run: CommandRun) throws -> Int32 {
    if run.operands[1] != "transfer" {
      throw UsageProblem.badValue(
        option: "ACTION", found: run.operands[1], expected: "transfer, or nothing")
    }
    if isVerified || against != nil {
      throw UsageProblem.apart(
        "a transfer", from: "--verify and --against", why: "these check the log as it is")
    }
    func stated(_ option: String, _ text: String?) throws(UsageProblem) -> String {
      if let text, !text.isBlank { return text }
      throw .required(
        option: option, why: "a transfer is from someone to someone, for a purpose")
    }
    let (from, to) = (try stated("--from", from), try stated("--to", to))
    let purpose = try stated("--purpose", purpose)
    var opened = try run.open(changing: false)
    let seq = try opened.transfer(from: from, to: to, purpose: purpose, objects: objects)
    try run.result("custody", "entry \(seq): transfer", ["custodySeq": .integer(seq)])
    return 0
  }
}
