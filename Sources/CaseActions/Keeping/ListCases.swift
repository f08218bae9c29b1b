import CaseFolder
import CaseModel
import Files

/// A case as a list of cases shows it.
package struct CaseSummary {
  package var path: String
  package var document: CaseDocument
  /// The newest bundle of the whole case that the custody log knows, its hash, and when it was packed.
  package var bundle: (name: String, sha256: String, at: UTCTime)?
  /// Why it cannot be read.
  package var fault: (any Error)?
}

/// The cases in a folder: itself, and what is in it, however deep. Nothing is locked or written.
package func listCases(_ root: String) throws -> [CaseSummary] {
  let folder = CaseFolder(root)
  if folder.exists { return [summary(folder)] }
  var found: [CaseSummary] = []
  for name in try folderEntries(root) where !name.hasPrefix(".") {
    let path = "\(root)/\(name)"
    if try fileFacts(path)?.kind != .folder { continue }
    do {
      found += try listCases(path)
    } catch {
      // There may be a case in it.
      found.append(CaseSummary(path: path, document: CaseDocument(), fault: error))
    }
  }
  return found
}

private func summary(_ folder: CaseFolder) -> CaseSummary {
  var summary = CaseSummary(path: folder.root, document: CaseDocument())
  do {
    summary.document = try folder.readCase().document
    let log = try CustodyFile(reading: folder).log
    if let entry = log.entries.last(where: \.isWholeBundle), let own = entry.objects.first {
      summary.bundle = (own.name, own.sha256, entry.time)
    }
  } catch {
    summary.fault = error
  }
  return summary
}
