import Files

/// A workbook of Office Open XML (.xlsx, .xlsm; ECMA-376): its sheets as CSV. What is hidden is read as
/// what is not.
package final class Workbook {
  package struct Sheet {
    package var name: [UInt8]
    /// Of its XML in the archive; `nil` for a sheet that is a chart or a macro.
    var part: String?

    /// It has cells.
    package var isTable: Bool { part != nil }
  }

  package let sheets: [Sheet]
  private let package: WorkbookPackage
  private let stringsPart: String?
  private let dates: CellDates
  private let limit: Int
  /// Read when the first sheet is.
  private var strings: Result<SharedStrings?, WorkbookDamage>?

  /// - Parameter stringsLimit: bytes that the texts of cells may take.
  package init(_ directory: ZIPDirectory, stringsLimit: Int = 1 << 30) throws {
    let package = try WorkbookPackage(directory)
    limit = stringsLimit
    guard let main = try package.mainPart() else {
      throw WorkbookDamage(what: "it does not say which part is the workbook")
    }
    let relationships = try package.relationships(of: main)
    let content = try WorkbookSheets(try package.open(main).stream, part: main)
    if content.sheets.isEmpty { throw WorkbookDamage(part: main, "it names no sheet") }
    sheets = try content.sheets.map { sheet in
      guard let target = relationships.first(where: { $0.id == sheet.relationship }) else {
        throw WorkbookDamage(
          part: main, "the sheet '\(String(decoding: sheet.name, as: UTF8.self))' has no part")
      }
      return Sheet(name: sheet.name, part: target.kind == "worksheet" ? target.part : nil)
    }
    stringsPart = relationships.first { $0.kind == "sharedStrings" }?.part
    var dates = CellDates()
    if let part = relationships.first(where: { $0.kind == "styles" })?.part {
      dates = try CellDates(try package.open(part).stream, part: part)
    }
    dates.is1904 = content.is1904
    self.dates = dates
    self.package = package
  }

  /// The archive says that it is one, wherever its parts stand.
  package static func isWorkbook(_ directory: ZIPDirectory) -> Bool {
    guard let package = try? WorkbookPackage(directory), let main = try? package.mainPart(),
      let content = try? package.open(main)
    else { return false }
    return (try? WorkbookSheets(content.stream, part: main))?.sheets.isEmpty == false
  }

  /// A sheet as CSV.
  package func table(_ sheet: Sheet) throws -> ByteStream {
    guard let part = sheet.part else {
      throw WorkbookDamage(what: "the sheet is no table")
    }
    let strings = try sharedStrings()
    let table = SheetTable(
      try XMLReader(try package.open(part).stream, part: part), strings, dates)
    return ByteStream(parts: table.next)
  }

  private func sharedStrings() throws -> SharedStrings? {
    if let strings { return try strings.get() }
    guard let part = stringsPart else { return nil }
    do throws(WorkbookDamage) {
      let read = try package.strings(part, limit)
      strings = .success(read)
      return read
    } catch {
      strings = .failure(error)
      throw error
    }
  }
}
