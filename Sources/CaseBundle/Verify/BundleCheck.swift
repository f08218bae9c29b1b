import Archiving
import CaseFolder
import CaseModel
import TextFormats

/// What a bundle of casefile must hold beyond a valid bag: its own format, the custody chain up to
/// the stated head, and evidence as the register says; with nothing that casefile never writes.
struct BundleCheck: ProblemList {
  private let bag: BagCheck
  var problems: [BundleProblem] = []
  /// What was left out on purpose, by member.
  private(set) var withheld: [String: String] = [:]
  /// Pieces of evidence that stay elsewhere, as the register says.
  private var external = 0
  /// What the custody log, or its outline, last states of files, by their names in the case's folder.
  private var stated: [String: CustodyStatement] = [:]
  /// Of files that were changed, added or taken away, each by its name.
  private static let mostNotes = 100

  init(_ bag: BagCheck) { self.bag = bag }

  mutating func check() {
    problems += bag.reader.deviations
    checkForm()
    checkTags()
    readWithheld()
    checkCustody()
    checkRegister()
    checkStated()
  }

  private mutating func checkForm() {
    let format = bag.labels[BundleFormat.formatLabel] ?? ""
    if let number = Int(format), number > 1 {
      note(
        BundleFormat.bagInfo,
        "bundle format \(number) is newer than this casefile: a newer one can read it", .undecided)
    } else if format != BundleFormat.format {
      note(BundleFormat.bagInfo, "bundle format '\(format)' does not exist")
    }
    if let bytes = bag.texts[BundleFormat.bagit], bag.declaration?.isKnown == true,
      !bytes.elementsEqual(BundleFormat.declaration.utf8)
    {
      note(BundleFormat.bagit, "it is not the declaration of BagIt 1.0 in UTF-8")
    }
    if bag.reader.sizes[BundleFormat.fetch] != nil {
      note(BundleFormat.fetch, "unexpected: casefile writes none")
    }
    if bag.labels["Payload-Oxum"] == nil {
      note(BundleFormat.bagInfo, "it does not state Payload-Oxum")
    }
  }

  /// Every tag file but the tag manifest is listed in it.
  private mutating func checkTags() {
    let manifests = bag.manifests.map(\.name)
    for name in [BundleFormat.manifest, BundleFormat.tagManifest] where !manifests.contains(name) {
      note(name, "missing")
    }
    for manifest in bag.manifests
    where manifest.name != BundleFormat.manifest && manifest.name != BundleFormat.tagManifest {
      note(manifest.name, "unexpected: casefile writes SHA-256 only")
    }
    let listed = bag.manifests.filter(\.isTagManifest).flatMap(\.lines).map(\.path)
    for member in bag.reader.sizes.keys.sorted(by: bytesPrecede)
    where !member.hasPrefix("data/") && member != BundleFormat.tagManifest
      && !listed.contains(member)
    {
      note(member, "unexpected: \(BundleFormat.tagManifest) does not list it")
    }
    for line in bag.manifests.flatMap(\.lines) {
      for text in line.notes { note(line.path, text) }
    }
  }

  private mutating func readWithheld() {
    guard let bytes = bag.texts[BundleFormat.withheld] else { return }
    guard let json = try? JSONReader.read(bytes), let entries = json["withheld"]?.elements else {
      return note(BundleFormat.withheld, "it is not a list of what was withheld")
    }
    for entry in entries {
      guard let member = entry["member"]?.text, let hash = entry["sha256"]?.text else {
        note(BundleFormat.withheld, "an entry has no member or sha256")
        continue
      }
      withheld["data/\(member)"] = hash
      if bag.reader.sizes["data/\(member)"] != nil {
        note("data/\(member)", "unexpected: \(BundleFormat.withheld) says that it was withheld")
      }
    }
    if withheld.isEmpty { return }
    let isPart = withheld.keys.contains {
      $0.hasPrefix("\(BundleFormat.evidence)/") || $0.hasPrefix("data/case/")
    }
    note(
      nil,
      "\(withheld.count) members were withheld: \(BundleFormat.withheld) lists them"
        + (isPart ? "; the findings cannot be recomputed from this bundle" : ""), .note)
  }

  /// The chain holds from its first entry to the one that bag-info.txt names.
  private mutating func checkCustody() {
    guard let bytes = bag.texts[BundleFormat.custody] else {
      if let outline = bag.texts[BundleFormat.custodyOutline] {
        let head = bag.labels[BundleFormat.headLabel]
        if let fault = CustodyOutline.fault(outline, head: head) {
          note(BundleFormat.custodyOutline, fault)
        }
        for back in CustodyOutline.datedBack(outline) {
          note(BundleFormat.custodyOutline, back.text, .note)
        }
        stated = CustodyOutline.lastStatements(outline)
        if withheld[BundleFormat.custody] == nil { note(BundleFormat.custody, "missing") }
      } else if bag.reader.sizes[BundleFormat.custody] == nil {
        note(BundleFormat.custody, "missing")
      }
      return
    }
    do throws(CaseProblem) {
      let log = try CustodyLog(reading: bytes)
      stated = log.lastStatements
      if log.head.hash != bag.labels[BundleFormat.headLabel] {
        note(BundleFormat.custody, "its last entry is not the one that bag-info.txt names")
      }
      // Nothing is interrupted in a bundle.
      if let head = bag.texts[BundleFormat.custodyHead], try log.checkHead(head) != .equal {
        note(BundleFormat.custodyHead, "it is one entry behind the log")
      }
      for back in log.datedBack { note(BundleFormat.custody, back.text, .note) }
    } catch {
      if case .custodyBroken(let line, let what) = error {
        note(BundleFormat.custody, "line \(line): \(what)")
      } else {
        note(BundleFormat.custody, "it is not a custody log")
      }
    }
  }

  /// Every file that the custody log speaks of is the one that its last entry on it states: what was
  /// changed between the log and the bundle is found, whoever made the manifests anew.
  private mutating func checkStated() {
    // What is for somebody was made for them, and the register may leave out how exports were asked for.
    let isForSomebody = bag.labels[BundleFormat.audienceLabel] != nil
    let made = ["findings", "exchange", "reports"].map { "data/\($0)/" }
    let named = Set((bag.problems + problems).filter { $0.weight == .different }.map(\.member))
    var notes: [BundleProblem] = []
    for (name, statement) in stated.sorted(by: { bytesPrecede($0.key, $1.key) }) {
      let member = BundleFormat.member(name)
      if named.contains(member) { continue }
      let isMade = made.contains { member.hasPrefix($0) }
      let place = "custody entry \(statement.seq)"
      guard let own = bag.hashes[member]?[.sha256] ?? withheld[member] else {
        let isEvidence =
          statement.action == CustodyAction.imported.rawValue && name.hasPrefix("evidence/E")
        if isMade && !isForSomebody || isEvidence && !name.hasSuffix(" (elsewhere)") {
          notes.append(
            BundleProblem(.note, member, "not in the bundle, though \(place) mentions it"))
        }
        continue
      }
      let isAnew = bag.reader.sizes[member] != nil && (isMade || member == BundleFormat.register)
      if isForSomebody, isAnew { continue }
      if own != statement.sha256 {
        note(member, "mismatch: its SHA-256 is not the one that \(place) states")
      } else if statement.isFoundChanged, isMade {
        notes.append(BundleProblem(.note, member, "\(place) found it changed or added"))
      }
    }
    problems += notes.prefix(BundleCheck.mostNotes)
    if notes.count > BundleCheck.mostNotes {
      let more = notes.count - BundleCheck.mostNotes
      note(BundleFormat.custody, "the same applies to \(more) more files", .note)
    }
  }

  private mutating func noteExternal() {
    if external == 0 { return }
    note(
      BundleFormat.register,
      "\(external) piece(s) of evidence are not in the bundle and stay elsewhere: their hashes are as"
        + " stated, and what the findings say about them rests on a tally", .note)
  }

  /// Every evidence file of the register is there with the hash that the register states, or was
  /// withheld with that hash.
  private mutating func checkRegister() {
    guard let bytes = bag.texts[BundleFormat.register] else {
      if bag.reader.sizes[BundleFormat.register] == nil, withheld[BundleFormat.register] == nil {
        note(BundleFormat.register, "missing")
      }
      return
    }
    guard let entries = RegisteredFile.read(bytes) else {
      return note(BundleFormat.register, "it is not a register")
    }
    defer { noteExternal() }
    for entry in entries {
      if entry.isExternal {
        external += 1
        continue
      }
      guard let hash = entry.sha256, !entry.member.isEmpty else {
        note(BundleFormat.register, "an entry has no storedName or sha256")
        continue
      }
      let member = entry.member
      let own = withheld[member] ?? bag.hashes[member]?[.sha256]
      if bag.reader.sizes[member] == nil, withheld[member] == nil {
        note(member, "missing: the register lists it")
      } else if let own, own != hash {
        note(member, "mismatch: its SHA-256 is not the one in the register")
      } else if let bytes = entry.bytes, let size = bag.reader.sizes[member],
        entry.isOtherSize(in: bag.reader)
      {
        note(member, "mismatch: it has \(size) bytes, the register says \(bytes)")
      }
    }
  }
}
