import Archiving
import CaseFolder
import CaseModel
import Files

/// What a command finds on opening a case that an interruption, or somebody, left otherwise than casefile.
extension CustodyFile {
  package var remarks: [CaseRemark] {
    var remarks: [CaseRemark] = []
    switch tail {
    case .none: break
    case .entryWithoutLineEnd: remarks.append(.noLineEnd)
    case .halfEntry(let bytes): remarks.append(.halfEntry(bytes: bytes.count))
    }
    if isHeadBehind { remarks.append(.headBehind) }
    return remarks
  }
}

extension OpenCase {

  /// Puts right what is casefile's own, and logs it.
  static func settle(
    _ custody: inout CustodyFile, _ folder: CaseFolder, _ surroundings: Surroundings
  ) throws -> [CaseRemark] {
    var remarks: [CaseRemark] = []
    try custody.repair(surroundings)
    if let last = custody.log.entries.last, surroundings.isBefore(last.time) {
      remarks.append(.clockBehind(last: last.time, seq: last.seq))
      try custody.append(
        .clockBehind, [],
        reason: "this machine's clock is behind \(last.time.iso), the time of entry \(last.seq)",
        surroundings)
    }
    let (settled, kept) = try folder.settleDocuments(custody.log)
    if !kept.isEmpty {
      remarks.append(.keptAside(kept.map(\.name)))
      try custody.append(.changedOutside, kept, surroundings)
    }
    if !settled.isEmpty {
      remarks.append(.interrupted(settled.map(\.name)))
      try custody.append(.stepCompleted, settled, surroundings)
    }
    try folder.removePartials()
    // Whatever it holds has become the case.
    try removeTree(folder.building)
    return remarks
  }

  /// Copies of evidence whose import is logged get their names; what else stands among them was never
  /// imported and goes with the next command that writes.
  ///
  /// - Returns: the copies; and what somebody put in their places meanwhile, which is kept in the case's
  ///   folder.
  static func bringIn(
    _ register: [RegisterEntry], _ log: CustodyLog, _ folder: inout CaseFolder,
    _ access: FolderLock.Kind
  ) throws -> (arrived: [CustodyObject], kept: [CustodyObject]) {
    var (arrived, kept): ([CustodyObject], [CustodyObject]) = ([], [])
    guard let facts = try fileFacts(folder.incoming) else { return (arrived, kept) }
    if facts.kind == .folder {
      for entry in register where entry.external == nil {
        let copy = "\(folder.incoming)/\(entry.storedName)"
        guard try fileFacts(copy)?.kind == .file else { continue }
        let own = "\(folder.evidence)/\(entry.storedName)"
        if try fileFacts(own)?.kind == .file, try hashFile(own) == entry.sha256 { continue }
        arrived.append(CustodyObject(entry.custodyName, entry.sha256))
        if access == .reading {
          folder.arrived.insert(entry.storedName)
          continue
        }
        if let aside = try keepAside(own, folder) { kept.append(aside) }
        try renameFile(copy, to: own)
      }
      if access == .reading { return (arrived, kept) }
      // What an entry states is never removed, though no register has it: it becomes a stray.
      for name in try folderEntries(folder.incoming)
      where log.lastEntry(of: "evidence/\(name)") != nil {
        let own = "\(folder.evidence)/\(name)"
        if let aside = try keepAside(own, folder) { kept.append(aside) }
        try renameFile("\(folder.incoming)/\(name)", to: own)
      }
    }
    if access == .writing { try removeTree(folder.incoming) }
    return (arrived, kept)
  }

  /// What stands where a copy belongs; `nil` where nothing does.
  private static func keepAside(_ path: String, _ folder: CaseFolder) throws -> CustodyObject? {
    guard try fileFacts(path)?.kind == .file else { return nil }
    let hash = try hashFile(path)
    let name = "\(lastPathPart(path)).changed-\(hash.prefix(12))"
    try renameFile(path, to: "\(folder.root)/\(name)")
    return CustodyObject(name, hash)
  }

  /// What the custody log does not state as it stands: for an entry, and for whoever reads.
  func outsideChanges() throws -> (objects: [CustodyObject], remarks: [CaseRemark]) {
    var changed: [CustodyObject] = []
    var remarks: [CaseRemark] = []
    func compare(_ document: StatedDocument, _ bytes: [UInt8]) throws -> Bool {
      let hash = try hexadecimalHash(bytes)
      if custody.lastHash(of: document.name) == hash { return false }
      changed.append(CustodyObject(document.name, hash))
      return true
    }
    var names: [String] = []
    if try compare(.caseFile, caseBytes) { names.append(StatedDocument.caseFile.name) }
    // One that was removed says that there is no scope.
    let isScopeKnown = custody.lastHash(of: StatedDocument.scope.name) != nil
    if !scopeBytes.isEmpty || isScopeKnown, try compare(.scope, scopeBytes) {
      names.append(StatedDocument.scope.name)
    }
    if !names.isEmpty, !custody.entries.isEmpty { remarks.append(.changedOutside(names)) }

    let stated = Set(custody.entries.flatMap(\.objects).map { "\($0.sha256) \($0.name)" })
    let unstated = register.filter { !stated.contains("\($0.sha256) \($0.custodyName)") }
    var lacking = unstated.map(\.name)
    if try !register.isEmpty && compare(.register, registerBytes), unstated.isEmpty {
      lacking.append("register.json as it is")
    }
    changed += unstated.map { CustodyObject($0.custodyName, $0.sha256) }
    if !lacking.isEmpty { remarks.append(.registerUnstated(lacking)) }
    return (changed, remarks)
  }

  /// What only who asks how the case stands is told.
  package func standingRemarks() throws -> [CaseRemark] {
    var remarks: [CaseRemark] = []
    let (strays, left) = try strays()
    if !strays.isEmpty { remarks.append(.unregistered(strays)) }
    if !left.isEmpty { remarks.append(.leftOver(left)) }
    let lacking = evidenceThatOnlyTheLogStates
    if !lacking.isEmpty { remarks.append(.registerLacks(lacking)) }
    if let mode = try targetFacts(folder.root)?.mode, mode & 0o077 != 0 {
      remarks.append(.openToOthers(mode: mode))
    }
    return remarks
  }

  /// Names in evidence/ that no register has: put there by somebody, or left by an import that was
  /// interrupted.
  ///
  /// - Returns: also what an interrupted import left that no entry states.
  func strays() throws -> (names: [String], left: [String]) {
    guard try fileFacts(folder.evidence) != nil else { return ([], []) }
    let known = Set(register.map(\.storedName) + ["register.json"])
    let names = try folderEntries(folder.evidence).filter {
      !$0.hasPrefix(".") && !known.contains($0)
    }
    guard try fileFacts(folder.incoming)?.kind == .folder else { return (names, []) }
    let place = lastPathPart(folder.incoming)
    return (
      names,
      try folderEntries(folder.incoming).filter { !folder.arrived.contains($0) }
        .map { "\(place)/\($0)" }
    )
  }

  /// Of imports: names of evidence that entries state and the register does not have.
  var evidenceThatOnlyTheLogStates: [String] {
    let known = Set(register.map(\.custodyName))
    return custody.entries.filter { $0.kind == .imported }.flatMap(\.objects).map(\.name)
      .filter { $0 != StatedDocument.register.name && !known.contains($0) }
  }
}
