import CaseFolder
import CaseModel
import CaseScope
import Files

/// Makes a new case in a folder of its own: one that is not there yet, or an empty one of this user,
/// which others get no right to. It is a case as a whole or not at all: it is built in a folder inside,
/// and case.json gets its name last.
///
/// - Returns: the mode that the folder had, where others had rights to it.
package func makeCase(
  _ folder: CaseFolder, _ document: CaseDocument, _ surroundings: Surroundings
) throws -> UInt32? {
  if absolutePath(folder.root) == "/" {
    throw CaseProblem.notEmpty(path: folder.root, holds: "the whole machine")
  }
  let isNew = try fileFacts(folder.root) == nil
  // Before anything is changed: it may be a folder that others need as it is.
  if !isNew { try checkEmpty(folder) }
  let mode = try ownFolder(folder, isNew: isNew)
  guard let lock = try FolderLock(folder.lockFile, .writing, waiting: surroundings.patience) else {
    throw CaseProblem.inUse(path: folder.root, holders: lockHolders(folder.lockFile))
  }
  defer { withExtendedLifetime(lock) {} }
  try checkEmpty(folder)
  let building = CaseFolder(folder.building)
  let bytes = writeCaseDocument(document)
  // One that was built and not moved to its end is finished.
  if try fileFacts(building.caseFile) == nil {
    try removeTree(building.root)
    try build(building, bytes, surroundings)
  }
  let isSame = try readSmallFile(building.caseFile) == bytes
  try move(building, to: folder)
  if !isSame { throw CaseProblem.caseExists(path: folder.root) }
  return mode
}

/// - Throws: where it holds anything but what an interrupted `new` left.
private func checkEmpty(_ folder: CaseFolder) throws {
  if folder.exists { throw CaseProblem.caseExists(path: folder.root) }
  guard try fileFacts(folder.root)?.kind == .folder else { return }
  // What was built and moved only half is finished.
  if try fileFacts(CaseFolder(folder.building).caseFile) != nil { return }
  let own = [folder.lockFile, folder.building].map(lastPathPart)
  if let first = try folderEntries(folder.root).first(where: { !own.contains($0) }) {
    throw CaseProblem.notEmpty(path: folder.root, holds: first)
  }
}

/// - Returns: the mode that it had, where that was put right.
private func ownFolder(_ folder: CaseFolder, isNew: Bool) throws -> UInt32? {
  if !isNew { return try makeFolderOwn(folder.root) }
  try makeFolder(parentFolder(folder.root))
  try makeNewFolder(folder.root)
  return nil
}

private func build(
  _ building: CaseFolder, _ caseBytes: [UInt8], _ surroundings: Surroundings
) throws {
  // A file of that name is the sign that all is built.
  let draft = CaseFolder("\(building.root)/draft")
  try makeFolder(building.root)
  try makeNewFolder(draft.root)
  try makeFolder(draft.evidence)
  try replaceFile(draft.scopeFile, with: writeScope(Scope()))
  try replaceFile(draft.caseFile, with: caseBytes)
  _ = try OpenCase.open(draft, surroundings)
  try removeFile(draft.lockFile)
  for name in try folderEntries(draft.root) where name != lastPathPart(draft.caseFile) {
    try renameFile("\(draft.root)/\(name)", to: "\(building.root)/\(name)")
  }
  try renameFile(draft.caseFile, to: building.caseFile)
  try removeTree(draft.root)
}

private func move(_ building: CaseFolder, to folder: CaseFolder) throws {
  try removeTree("\(building.root)/draft")
  let names = try folderEntries(building.root).filter { $0 != lastPathPart(building.caseFile) }
  // What somebody put there since an interrupted `new` is not replaced.
  for name in names where try fileFacts("\(folder.root)/\(name)") != nil {
    throw CaseProblem.notEmpty(path: folder.root, holds: name)
  }
  for name in names {
    try renameFile("\(building.root)/\(name)", to: "\(folder.root)/\(name)")
  }
  try renameFile(building.caseFile, to: folder.caseFile)
  try removeTree(building.root)
}
