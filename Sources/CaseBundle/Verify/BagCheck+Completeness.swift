/// Complete, and every checksum right (RFC 8493, section 3).
extension BagCheck {
  /// Files of a folder that are judged without their bytes, which may be a terabyte of nothing: those
  /// that no manifest lists, and evidence of another size than the register says.
  ///
  /// A ZIP's sizes are claims, so that its members are all read.
  func decidedMembers() -> Set<String> {
    // A list that nobody can read may list anything.
    guard reader.isFolder, manifests.contains(where: { !$0.isTagManifest }) else { return [] }
    let listed = Set(manifests.flatMap(\.lines).map(\.path))
    var decided = Set(reader.sizes.keys.filter { !listed.contains($0) })
    guard isBundle else { return decided }
    for entry in texts[BundleFormat.register].flatMap(RegisteredFile.read) ?? []
    where entry.isOtherSize(in: reader) {
      decided.insert(entry.member)
    }
    return decided
  }

  mutating func checkManifest(_ manifest: BagManifest) {
    let name = manifest.name
    for fault in manifest.faults { note(name, fault) }
    var listed: [String: String] = [:]
    for line in manifest.lines {
      let path = line.path
      for text in line.notes { note(path, text, .note) }
      if let fault = MemberName.fault(Array(path.utf8)) ?? (path.hasPrefix("~") ? "~" : nil) {
        note(name, "line \(line.number) leads out of the bag: \(fault)")
        continue
      }
      if let before = listed.updateValue(line.checksum, forKey: path) {
        let isLegal = !(declaration?.isFinal ?? true) && before == line.checksum
        note(path, "\(name) lists it twice", isLegal ? .note : .different)
      }
      let isPayload = path.hasPrefix("data/")
      if manifest.isTagManifest
        ? isPayload || BagManifest.algorithmName(path)?.isTag == true : !isPayload
      {
        note(path, "\(name) lists it, though it does not belong there")
      }
      if reader.sizes[path] == nil {
        let isElsewhere = fetched.contains(path)
        note(
          path,
          "missing: \(name) lists it\(isElsewhere ? ", fetch.txt says where it may be" : "")",
          isElsewhere ? .undecided : .different)
      } else if let hash = hashes[path]?[manifest.algorithm], hash != line.checksum {
        let algorithm = manifest.algorithm == .sha256 ? "SHA-256" : manifest.algorithm.rawValue
        note(path, "mismatch: its \(algorithm) is \(hash), \(name) says \(line.checksum)")
      }
    }
  }

  mutating func checkComplete() {
    let payload = manifests.filter { !$0.isTagManifest }
    let lists = payload.map { manifest in (manifest.name, Set(manifest.lines.map(\.path))) }
    if lists.isEmpty, !reader.sizes.keys.contains(where: { BagManifest.isPayloadManifest($0) }) {
      note(nil, "missing: it has no manifest-ALGORITHM.txt")
    }
    let members = reader.sizes.keys.sorted(by: bytesPrecede)
    if !members.contains(where: { $0.hasPrefix("data/") }), !reader.folders.contains("data") {
      note(nil, "missing: it has no folder data")
    }
    for member in members where member.hasPrefix("data/") {
      let missing = lists.filter { !$0.1.contains(member) }
      // Until 0.97 one manifest is enough; since 1.0 each lists every file.
      let isFinal = declaration?.isFinal ?? true
      if !isFinal, missing.count < lists.count { continue }
      for (name, _) in missing { note(member, "unexpected: \(name) does not list it") }
    }
    for path in fetched.sorted(by: bytesPrecede)
    where !lists.contains(where: { $0.1.contains(path) }) {
      note(path, "fetch.txt names it, but no manifest does")
    }
    for manifest in manifests where manifest.isTagManifest {
      let listed = Set(manifest.lines.map(\.path))
      for other in payload where !listed.contains(other.name) {
        note(other.name, "unexpected: \(manifest.name) does not list it")
      }
    }
  }

  mutating func checkOxum() {
    guard let stated = labels["Payload-Oxum"] else { return }
    let payload = reader.sizes.filter { $0.key.hasPrefix("data/") }
    let oxum = "\(payload.values.reduce(0, &+)).\(payload.count)"
    if stated != oxum, fetched.isEmpty {
      note(BundleFormat.bagInfo, "Payload-Oxum is \(stated), the payload is \(oxum)")
    }
  }
}

extension BagManifest {
  static func isPayloadManifest(_ file: String) -> Bool { algorithmName(file)?.isTag == false }
}
