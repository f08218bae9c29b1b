import Archiving
import TextFormats

/// The checks of a bag: declaration, manifests in both directions, Payload-Oxum, and for a bundle
/// of casefile the custody chain's head and the register's hashes.
struct BagCheck {
  private let reader: BundleReader
  private(set) var problems: [BundleProblem] = []
  /// SHA-256 of every member that could be read.
  private(set) var hashes: [String: String] = [:]
  private var texts: [String: [UInt8]] = [:]

  init(_ reader: BundleReader) { self.reader = reader }

  private mutating func note(
    _ member: String?, _ what: String, _ weight: BundleProblem.Weight = .different
  ) {
    problems.append(BundleProblem(weight, member, what))
  }

  mutating func check() {
    for member in reader.sizes.keys.sorted(by: bytesPrecede) { hash(member) }
    guard let declaration = texts[BundleFormat.bagit] else {
      if reader.sizes[BundleFormat.bagit] == nil {
        note(nil, "it is not a bag: bagit.txt is missing", .undecided)
      }
      return
    }
    checkDeclaration(declaration)
    let isPayload = { (member: String) in member.hasPrefix("data/") }
    checkManifest(BundleFormat.manifest, isPayload)
    checkManifest(BundleFormat.tagManifest) { !isPayload($0) && $0 != BundleFormat.tagManifest }
    checkBagInfo()
    if reader.sizes["fetch.txt"] != nil {
      note("fetch.txt", "unexpected: casefile writes none; it was not followed")
    }
  }

  private mutating func hash(_ member: String) {
    do {
      let next = try reader.open(member)
      var hash = SHA256()
      var text: [UInt8] = []
      let isTag =
        !member.hasPrefix("data/") || member == BundleFormat.custody
        || member == BundleFormat.register
      while true {
        let part = try next()
        if part.isEmpty { break }
        hash.update(part)
        if isTag, text.count < 256 << 20 { text += part }
      }
      hashes[member] = hexadecimal(try hash.finish())
      if isTag { texts[member] = text }
    } catch let problem as ZIPProblem {
      note(problem.member.map(inBag) ?? member, problem.what)
    } catch {
      note(member, "it cannot be read: \(error)", .undecided)
    }
  }

  private func inBag(_ member: String) -> String {
    member.hasPrefix(reader.name + "/") ? String(member.dropFirst(reader.name.count + 1)) : member
  }

  private mutating func checkDeclaration(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if text == BundleFormat.declaration { return }
    let lines = text.split(separator: "\n")
    let version = lines.first { $0.hasPrefix("BagIt-Version: ") }?.dropFirst(15)
    let parts = version?.split(separator: ".").compactMap { Int($0) } ?? []
    if parts.count == 2, parts[0] > 1 || (parts[0] == 1 && parts[1] > 0) {
      note(
        BundleFormat.bagit, "BagIt version \(parts[0]).\(parts[1]) is newer than 1.0", .undecided)
    } else {
      note(BundleFormat.bagit, "it is not the declaration of BagIt 1.0 in UTF-8")
    }
  }

  /// Every listed file is there with its hash, and every file of the kind is listed, once.
  private mutating func checkManifest(_ manifest: String, _ belongs: (String) -> Bool) {
    guard let bytes = texts[manifest] else {
      if reader.sizes[manifest] == nil { note(manifest, "missing") }
      return
    }
    var listed: Set<String> = []
    for (index, line) in bytes.split(separator: 0x0A).enumerated() {
      let text = String(decoding: line, as: UTF8.self)
      let parts = text.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[0].utf8.count == 64 else {
        note(manifest, "line \(index + 1) is not a checksum and a name")
        continue
      }
      let name = String(parts[1].drop { $0 == " " || $0 == "\t" })
      if !listed.insert(name).inserted { note(name, "\(manifest) lists it twice") }
      if !belongs(name) { note(name, "\(manifest) lists it, where it does not belong") }
      if reader.sizes[name] == nil {
        note(name, "missing: \(manifest) lists it")
      } else if let hash = hashes[name], hash != parts[0].lowercased() {
        note(name, "mismatch: its SHA-256 is \(hash), \(manifest) says \(parts[0])")
      }
    }
    for member in reader.sizes.keys.sorted(by: bytesPrecede)
    where belongs(member) && !listed.contains(member) {
      note(member, "unexpected: \(manifest) does not list it")
    }
  }

  private mutating func checkBagInfo() {
    guard let bytes = texts[BundleFormat.bagInfo] else {
      if reader.sizes[BundleFormat.bagInfo] == nil { note(BundleFormat.bagInfo, "missing") }
      return
    }
    var labels: [String: String] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { labels[String(parts[0])] = String(parts[1].drop { $0 == " " }) }
    }
    let payload = reader.sizes.filter { $0.key.hasPrefix("data/") }
    let oxum = "\(payload.values.reduce(0, &+)).\(payload.count)"
    if let stated = labels["Payload-Oxum"], stated != oxum {
      note(BundleFormat.bagInfo, "Payload-Oxum is \(stated), the payload is \(oxum)")
    }
    guard let format = labels[BundleFormat.formatLabel] else {
      note(BundleFormat.bagInfo, "it is a bag, but no bundle of casefile", .undecided)
      return
    }
    if let number = Int(format), number > 1 {
      note(BundleFormat.bagInfo, "bundle format \(number) is newer than this casefile", .undecided)
    } else if format != BundleFormat.format {
      note(BundleFormat.bagInfo, "bundle format '\(format)' does not exist")
    }
    checkCustodyHead(labels[BundleFormat.headLabel])
    checkRegister()
  }

  /// The last line of the custody log is the one that bag-info.txt names.
  private mutating func checkCustodyHead(_ stated: String?) {
    guard let log = texts[BundleFormat.custody] else {
      if reader.sizes[BundleFormat.custody] == nil { note(BundleFormat.custody, "missing") }
      return
    }
    let last = log.split(separator: 0x0A).last.flatMap { try? JSONReader.read(Array($0)) }
    if last?["hash"]?.text != stated {
      note(BundleFormat.custody, "its last entry is not the one that bag-info.txt names")
    }
  }

  /// Every evidence file of the register is there with the hash that the register states.
  private mutating func checkRegister() {
    guard let bytes = texts[BundleFormat.register] else {
      if reader.sizes[BundleFormat.register] == nil { note(BundleFormat.register, "missing") }
      return
    }
    guard let json = try? JSONReader.read(bytes), let entries = json["entries"]?.elements else {
      note(BundleFormat.register, "it is not a register")
      return
    }
    for entry in entries {
      guard let name = entry["storedName"]?.text, let hash = entry["sha256"]?.text else {
        note(BundleFormat.register, "an entry has no storedName or sha256")
        continue
      }
      let member = "\(BundleFormat.evidence)/\(name)"
      if reader.sizes[member] == nil {
        note(member, "missing: the register lists it")
      } else if let own = hashes[member], own != hash {
        note(member, "mismatch: its SHA-256 is not that of the register")
      }
    }
  }
}
