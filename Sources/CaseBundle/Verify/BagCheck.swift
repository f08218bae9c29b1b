import Archiving
import CaseFolder

/// Whether the members are a valid bag: complete, and every checksum right (RFC 8493, section 3).
///
/// A bundle of casefile has fewer liberties: one manifest of each kind, every tag file listed, the
/// declaration byte for byte. Bags that others made are judged by the RFC alone.
struct BagCheck: ProblemList {
  let reader: BundleReader
  var problems: [BundleProblem] = []
  private(set) var declaration: BagDeclaration?
  /// Of bag-info.txt; the first where a label repeats.
  private(set) var labels: [String: String] = [:]
  /// By member: its hashes by algorithm. A member that could not be read has none.
  private(set) var hashes: [String: [HashAlgorithm: String]] = [:]
  /// The tag files that a bag is judged by, and of a bundle what is compared with them; in UTF-8.
  private(set) var texts: [String: [UInt8]] = [:]
  private(set) var manifests: [BagManifest] = []
  /// Of fetch.txt.
  private(set) var fetched: Set<String> = []

  init(_ reader: BundleReader) { self.reader = reader }

  var isBag: Bool { reader.sizes[BundleFormat.bagit] != nil }
  /// It says that casefile made it, or holds what only casefile writes: taking the label away makes
  /// no bag of others of it.
  var isBundle: Bool {
    isBag
      && (labels[BundleFormat.formatLabel] != nil
        || BundleFormat.compared.contains { reader.sizes[$0] != nil })
  }

  mutating func check() {
    guard isBag else {
      hashMembers([.sha256])
      return note(nil, "it is not a bag: bagit.txt is missing", .undecided)
    }
    let names = readManifestNames()
    let algorithms = names.isEmpty ? [.sha256] : names
    hashMembers(algorithms) { BagCheck.isRead($0) }
    readDeclaration()
    decodeTexts()
    readInfo()
    readManifests()
    readFetch()
    let decided = decidedMembers()
    hashMembers(algorithms) { !BagCheck.isRead($0) && !decided.contains($0) }
    for manifest in manifests { checkManifest(manifest) }
    checkComplete()
    checkOxum()
  }

  // MARK: - Reading

  private mutating func readManifestNames() -> [HashAlgorithm] {
    var algorithms: Set<HashAlgorithm> = []
    for file in reader.sizes.keys.sorted(by: bytesPrecede) {
      guard let (name, _) = BagManifest.algorithmName(file) else { continue }
      if let algorithm = HashAlgorithm(rawValue: name) {
        algorithms.insert(algorithm)
        if algorithm.isWeak { note(file, "\(name) proves nothing against an attacker", .note) }
      } else {
        note(file, "the algorithm '\(name)' is not known: it was not checked", .undecided)
      }
    }
    return HashAlgorithm.allCases.filter(algorithms.contains)
  }

  private mutating func hashMembers(
    _ algorithms: [HashAlgorithm], where isMeant: (String) -> Bool = { _ in true }
  ) {
    for member in reader.sizes.keys.sorted(by: bytesPrecede) where isMeant(member) {
      do {
        let content = try reader.open(member)
        var hash = BagHash(algorithms)
        var text: [UInt8] = []
        let isKept = BagCheck.isRead(member)
        while true {
          let part = try content.next()
          if part.isEmpty { break }
          hash.update(part)
          if isKept, text.count <= BagCheck.textLimit { text += part }
        }
        hashes[member] = try hash.finish()
        if text.count > BagCheck.textLimit {
          note(
            member, "it is larger than \(BagCheck.textLimit) bytes: what it says was not compared",
            .undecided)
        } else if isKept {
          texts[member] = text
        }
      } catch let problem as ZIPProblem {
        note(problem.member.map(inBag) ?? member, problem.what)
      } catch {
        note(member, "it cannot be read: \(error)", .undecided)
      }
    }
  }

  /// Bytes of a file that is read whole: so much memory somebody else's bag may take at most a few
  /// times.
  private static let textLimit = max(CaseLimits.standard.custody, CaseLimits.standard.register)

  private static func isRead(_ member: String) -> Bool {
    BundleFormat.compared.contains(member) || BagManifest.algorithmName(member) != nil
      || [BundleFormat.bagit, BundleFormat.bagInfo, BundleFormat.fetch].contains(member)
  }

  private func inBag(_ member: String) -> String {
    member.hasPrefix(reader.name + "/") ? String(member.dropFirst(reader.name.count + 1)) : member
  }

  private mutating func readDeclaration() {
    guard let bytes = texts[BundleFormat.bagit] else { return }
    let (declaration, fault) = BagDeclaration.read(bytes)
    if let fault { return note(BundleFormat.bagit, fault) }
    if let declaration, !declaration.isKnown {
      let what =
        declaration.isNewer
        ? "BagIt version \(declaration.text) is newer than 1.0"
        : "BagIt version \(declaration.text) is not known"
      note(BundleFormat.bagit, what, .undecided)
    }
    self.declaration = declaration
  }

  private mutating func decodeTexts() {
    guard let encoding = declaration?.encoding, encoding != .utf8 else { return }
    for (member, bytes) in texts
    where !member.hasPrefix("data/") && member != BundleFormat.bagit {
      texts[member] = encoding.decode(bytes)
    }
  }

  private mutating func readInfo() {
    guard let bytes = texts[BundleFormat.bagInfo] else { return }
    let (labels, other) = TagText.labels(bytes)
    for (name, value) in labels {
      if self.labels[name] == nil {
        self.labels[name] = value
      } else if name == "Payload-Oxum" || name == BundleFormat.formatLabel {
        note(BundleFormat.bagInfo, "it states \(name) twice")
      }
    }
    let isFinal = declaration?.isFinal ?? true
    for line in other {
      note(
        BundleFormat.bagInfo, "'\(line)' is not a label and a value", isFinal ? .different : .note)
    }
  }

  private mutating func readManifests() {
    let isFinal = declaration?.isFinal ?? true
    for file in reader.sizes.keys.sorted(by: bytesPrecede) {
      guard let (name, isTag) = BagManifest.algorithmName(file), let bytes = texts[file],
        let algorithm = HashAlgorithm(rawValue: name)
      else { continue }
      manifests.append(
        BagManifest(
          file, algorithm, isTagManifest: isTag, bytes, isFinal: isFinal,
          stands: { reader.sizes[$0] != nil }))
    }
  }

  private mutating func readFetch() {
    guard let bytes = texts[BundleFormat.fetch] else { return }
    for line in TagText.lines(bytes) {
      let parts = line.split(maxSplits: 2) { $0 == 0x20 || $0 == 0x09 }
      if parts.count == 3 {
        fetched.insert(
          String(decoding: parts[2].drop { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self))
      } else {
        note(BundleFormat.fetch, "a line is not an address, a length and a name")
      }
    }
    note(
      BundleFormat.fetch, "it names \(fetched.count) files elsewhere; it was not followed", .note)
  }
}
