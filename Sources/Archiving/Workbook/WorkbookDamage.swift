/// What is wrong with a workbook that somebody else made.
package struct WorkbookDamage: Error, Equatable, Sendable {
  package var what: String

  package init(what: String) { self.what = what }

  /// - Parameter part: the member of the workbook's archive.
  init(part: String, _ what: String) { self.init(what: "\(part): \(what)") }
}
