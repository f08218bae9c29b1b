import Archiving
import CaseFolder
import CaseModel
import CaseReport
import CaseScope
import Files
import TextFormats

/// A case that is held: locked, its log read, its documents read and checked. One that is held for
/// reading is left as it is, to the last byte, mode and time.
package struct OpenCase: ~Copyable {
  package private(set) var folder: CaseFolder
  package let surroundings: Surroundings
  package let access: FolderLock.Kind
  private var custodyFile: CustodyFile
  package var custody: CustodyLog { custodyFile.log }
  package private(set) var document: CaseDocument
  package private(set) var caseBytes: [UInt8]
  package private(set) var scope: Scope
  package private(set) var scopeBytes: [UInt8]
  package private(set) var register: [RegisterEntry]
  /// Of register.json as it stands; that of no evidence where there is none.
  package private(set) var registerBytes: [UInt8]
  /// What is not as casefile leaves a case.
  package private(set) var remarks: [CaseRemark]
  package let settings: ResultSettings
  let places: PlaceCache
  private let lock: FolderLock
  /// An entry may state what this does not hold: a step was begun and failed. The next command settles it,
  /// and nothing more is written by this one.
  private(set) var isUnsettled = false

  /// Opens a case for reading, beside others that read it.
  package static func read(
    _ folder: CaseFolder, _ surroundings: Surroundings,
    _ settings: ResultSettings = ResultSettings()
  ) throws -> OpenCase {
    var opened = try OpenCase(folder, surroundings, settings, .reading)
    opened.remarks += try opened.outsideChanges().remarks
    if let last = opened.custody.entries.last, surroundings.isBefore(last.time) {
      opened.remarks.append(.clockBehind(last: last.time, seq: last.seq))
    }
    return opened
  }

  /// Opens a case for writing. What an interrupted command left is put right and logged; so is a case.json
  /// or scope.json that was changed by hand.
  ///
  /// - Parameter changing: a closed case is refused.
  package static func open(
    _ folder: CaseFolder, _ surroundings: Surroundings,
    _ settings: ResultSettings = ResultSettings(), changing: Bool = true
  ) throws -> OpenCase {
    var opened = try OpenCase(folder, surroundings, settings, .writing)
    if changing, let closed = opened.document.closed {
      throw CaseProblem.closed(path: folder.root, at: closed.at, by: closed.by)
    }
    try opened.noteOutsideChanges()
    if opened.document.closed == nil { try opened.takePlacesOutOfRegister() }
    return opened
  }

  /// Registers of casefile up to rules 7 say where a disk had the evidence, which is no fact of it.
  private mutating func takePlacesOutOfRegister() throws {
    let bytes = writeRegister(register)
    // One that says anything else besides, which somebody or a newer casefile wrote, stays as it is.
    guard let places = try registerWithoutPlaces(registerBytes), places == bytes else { return }
    try commit(.registerRewritten, [(.register, bytes)])
  }

  private init(
    _ given: CaseFolder, _ surroundings: Surroundings, _ settings: ResultSettings,
    _ access: FolderLock.Kind
  ) throws {
    var folder = given
    try folder.checkExists()
    try folder.checkPlaces()
    guard let lock = try FolderLock(folder.lockFile, access, waiting: surroundings.patience) else {
      throw CaseProblem.inUse(path: folder.root, holders: lockHolders(folder.lockFile))
    }
    var custodyFile = try CustodyFile(reading: folder)
    var remarks = custodyFile.remarks
    if access == .writing {
      remarks += try OpenCase.settle(&custodyFile, folder, surroundings)
    } else {
      let behind = try StatedDocument.allCases.filter {
        try folder.path(of: $0, custodyFile.log) != $0.path(in: folder)
      }
      if !behind.isEmpty { remarks.append(.interrupted(behind.map(\.name))) }
    }
    let log = custodyFile.log
    let caseBytes = try readSmallFile(
      try folder.path(of: .caseFile, log), limit: folder.limits.document)
    let scopePath = try folder.path(of: .scope, log)
    let scopeBytes =
      try fileFacts(scopePath) == nil
      ? [] : readSmallFile(scopePath, limit: folder.limits.document)
    let (register, registerBytes, places) = try OpenCase.readRegister(folder, log)
    try folder.checkPresence(.review, log)
    let document = try readCaseDocument(
      try readJSON(caseBytes, file: folder.caseFile), file: folder.caseFile)
    let scope = try readScope(of: folder, scopeBytes)
    let incoming = try OpenCase.bringIn(register, log, &folder, access)
    if !incoming.arrived.isEmpty { remarks.append(.interrupted(incoming.arrived.map(\.name))) }
    if !incoming.kept.isEmpty { remarks.append(.keptAside(incoming.kept.map(\.name))) }
    if access == .writing {
      for (action, objects) in [
        (CustodyAction.stepCompleted, incoming.arrived), (.changedOutside, incoming.kept),
      ] where !objects.isEmpty { try custodyFile.append(action, objects, surroundings) }
    }
    self.folder = folder
    self.document = document
    self.scope = scope
    self.surroundings = surroundings
    self.settings = settings
    self.access = access
    self.lock = lock
    self.caseBytes = caseBytes
    self.scopeBytes = scopeBytes
    self.custodyFile = custodyFile
    self.register = register
    self.registerBytes = registerBytes
    self.places = PlaceCache(places)
    self.remarks = remarks
  }

  private static func readRegister(
    _ folder: CaseFolder, _ log: CustodyLog
  ) throws -> ([RegisterEntry], bytes: [UInt8], EvidencePlaces) {
    guard let bytes = try folder.read(.register, log) else {
      return ([], writeRegister([]), EvidencePlaces())
    }
    let json = try readJSON(bytes, file: folder.registerFile)
    let register = try CaseFolder.readRegister(json, file: folder.registerFile)
    if !register.isEmpty, log.entries.isEmpty {
      throw CaseProblem.custodyBroken(
        line: 1, what: "the log is empty or missing, though the case has evidence")
    }
    return (register, bytes, folder.readPlaces())
  }

  // MARK: - Changes

  /// Changes documents of the case: the log states the new versions, then they get their names.
  ///
  /// - Parameters:
  ///   - documents: the new versions.
  ///   - after: of what the entry speaks besides.
  mutating func commit(
    _ action: CustodyAction, _ documents: [(StatedDocument, [UInt8])], after: [CustodyObject] = [],
    reason: String = ""
  ) throws {
    for (document, bytes) in documents { try check(document, bytes) }
    try prepare(documents)
    try state(action, documents, after: after, reason: reason)
  }

  /// What casefile writes it can read: else nothing is written.
  private func check(_ document: StatedDocument, _ bytes: [UInt8]) throws {
    switch document {
    case .caseFile:
      _ = try readCaseDocument(
        try readJSON(bytes, file: folder.caseFile), file: folder.caseFile)
    case .scope: _ = try readScope(of: folder, bytes)
    case .register, .review: break
    }
  }

  func checkSettled() throws {
    if isUnsettled { throw CaseProblem.unsettled(path: folder.root) }
  }

  /// Puts new versions beside the old ones. Until an entry states them, nothing is changed.
  func prepare(_ documents: [(StatedDocument, [UInt8])]) throws {
    try checkSettled()
    let paths = documents.map { $0.0.nextPath(in: folder) }
    do {
      for path in paths { Leftovers.add(path) }
      for (document, bytes) in documents { try folder.prepare(document, bytes) }
    } catch {
      // The next command that writes removes what is left.
      for path in paths { try? removeFile(path) }
      for path in paths { Leftovers.remove(path) }
      throw error
    }
  }

  /// States documents that are prepared, and gives them their names.
  ///
  /// - Parameters:
  ///   - keeping: what else is under a temporary name and belongs to the step.
  ///   - finish: what comes last; after an interruption the next command does it.
  mutating func state(
    _ action: CustodyAction, _ documents: [(StatedDocument, [UInt8])], before: [CustodyObject] = [],
    after: [CustodyObject] = [], reason: String = "", keeping: [String] = [],
    finish: () throws -> Void = {}
  ) throws {
    let objects = try documents.map { CustodyObject($0.name, try hexadecimalHash($1)) }
    isUnsettled = true
    try Leftovers.uninterrupted {
      // From here on an entry may state them: who comes next brings them in.
      for path in documents.map({ $0.0.nextPath(in: folder) }) + keeping { Leftovers.remove(path) }
      try log(action, before + objects + after, reason: reason)
      for (document, _) in documents { try folder.adopt(document) }
      try finish()
    }
    for (document, bytes) in documents { try take(document, bytes) }
    isUnsettled = false
  }

  private mutating func take(_ document: StatedDocument, _ bytes: [UInt8]) throws {
    switch document {
    case .caseFile: (self.document, caseBytes) = try folder.readCase()
    case .scope: (scope, scopeBytes) = (try readScope(of: folder, bytes), bytes)
    case .register:
      registerBytes = bytes
      register = try CaseFolder.readRegister(
        try readJSON(bytes, file: folder.registerFile), file: folder.registerFile)
    case .review: break
    }
  }

  /// Replaces scope.json and keeps the version with the log.
  package mutating func replaceScope(_ scope: Scope, reason: String) throws {
    let bytes = writeScope(scope)
    try check(.scope, bytes)
    try keepScope(bytes)
    try commit(.scope, [(.scope, bytes)], reason: reason)
  }

  package mutating func log(
    _ action: CustodyAction, _ objects: [CustodyObject], reason: String = ""
  ) throws {
    try custodyFile.append(action, objects, reason: reason, surroundings)
  }

  private mutating func noteOutsideChanges() throws {
    let (changed, remarks) = try outsideChanges()
    self.remarks += remarks
    if changed.isEmpty { return }
    if changed.contains(where: { $0.name == StatedDocument.scope.name }) {
      try keepScope(scopeBytes)
    }
    let isFirst = custody.entries.isEmpty
    let lacking = remarks.compactMap { remark in
      if case .registerUnstated(let names) = remark { names.joined(separator: ", ") } else { nil }
    }
    try log(
      isFirst ? .opened : .changedOutside, changed,
      reason: isFirst || lacking.isEmpty ? "" : "no entry states \(lacking.joined())")
  }

  private func keepScope(_ bytes: [UInt8]) throws {
    try makeFolder(folder.scopeHistory)
    let path = "\(folder.scopeHistory)/\(try hexadecimalHash(bytes)).json"
    if try fileFacts(path) == nil { try replaceFile(path, with: bytes, mode: 0o400) }
  }
}

/// scope.json, checked.
package func readScope(of folder: CaseFolder, _ bytes: [UInt8]) throws -> Scope {
  let json = bytes.isEmpty ? .object([]) : try readJSON(bytes, file: folder.scopeFile)
  do throws(DocumentProblem) {
    return try readScope(json)
  } catch {
    throw CaseProblem.document(
      file: folder.scopeFile, key: error.key, found: error.found, expected: error.expected)
  }
}
