/// A workbook of Office Open XML with the parts that ECMA-376 asks for, each of which a test may write as
/// it likes.
package struct WorkbookFixture {
  package static let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  package static let office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// Names with the content of `sheetData`, in their order.
  package var sheets: [(name: String, rows: String)] = []
  /// The content of `sst`.
  package var strings: String?
  /// The content of `styleSheet`.
  package var styles = ""
  package var workbookProperties = "<workbookPr/>"
  package var sheetState = ""
  /// In place of what a part would hold; an empty text leaves it out.
  package var parts: [String: String] = [:]
  /// Before the content of each part.
  package var prologue = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"

  package init() {}

  /// Rows of texts, shared by the cells that have them, and of cells given as XML.
  package init(_ name: String, texts: [[String]]) {
    var all: [String] = []
    var places: [String: Int] = [:]
    let rows = texts.enumerated().map { row, cells in
      let cells = cells.enumerated().map { column, text in
        let place = places[text] ?? all.count
        if place == all.count { all.append(text) }
        places[text] = place
        let reference = "\(WorkbookFixture.column(column))\(row + 1)"
        return "<c r=\"\(reference)\" t=\"s\"><v>\(place)</v></c>"
      }
      return "<row r=\"\(row + 1)\">\(cells.joined())</row>"
    }
    sheets = [(name, rows.joined())]
    strings = all.map { "<si><t xml:space=\"preserve\">\(WorkbookFixture.escaped($0))</t></si>" }
      .joined()
  }

  package static func column(_ number: Int) -> String {
    let letter = String(Character(Unicode.Scalar(UInt8(65 + number % 26))))
    return number < 26 ? letter : column(number / 26 - 1) + letter
  }

  package static func escaped(_ text: String) -> String {
    text.replacing("_x", with: "_x005F_x").replacing("&", with: "&amp;").replacing(
      "<", with: "&lt;"
    ).replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("\r", with: "_x000D_")
  }

  package var members: [(name: String, bytes: [UInt8])] {
    let package = "http://schemas.openxmlformats.org/package/2006"
    func links(_ all: [String]) -> String {
      "<Relationships xmlns=\"\(package)/relationships\">\(all.joined())</Relationships>"
    }
    func link(_ id: String, _ kind: String, _ target: String) -> String {
      "<Relationship Id=\"\(id)\" Type=\"\(Self.office)/\(kind)\" Target=\"\(target)\"/>"
    }
    let main = "xmlns=\"\(Self.namespace)\""
    var all: [(String, String)] = [
      ("[Content_Types].xml", "<Types xmlns=\"\(package)/content-types\"/>"),
      ("_rels/.rels", links([link("rId1", "officeDocument", "xl/workbook.xml")])),
    ]
    let list = sheets.indices.map { index in
      "<sheet name=\"\(Self.escaped(sheets[index].name))\" sheetId=\"\(index + 1)\"\(sheetState)"
        + " r:id=\"s\(index)\"/>"
    }
    all.append(
      (
        "xl/workbook.xml",
        "<workbook \(main) xmlns:r=\"\(Self.office)\">\(workbookProperties)<sheets>\(list.joined())"
          + "</sheets></workbook>"
      ))
    // Parts are numbered against the order of the sheets: their names say nothing.
    var targets = sheets.indices.map {
      link("s\($0)", "worksheet", "worksheets/sheet\(sheets.count - $0).xml")
    }
    targets.append(link("st", "styles", "/xl/styles.xml"))
    if strings != nil { targets.append(link("ss", "sharedStrings", "sharedStrings.xml")) }
    all.append(("xl/_rels/workbook.xml.rels", links(targets)))
    all.append(("xl/styles.xml", "<styleSheet \(main)>\(styles)</styleSheet>"))
    if let strings { all.append(("xl/sharedStrings.xml", "<sst \(main)>\(strings)</sst>")) }
    for (index, sheet) in sheets.enumerated() {
      all.append(
        (
          "xl/worksheets/sheet\(sheets.count - index).xml",
          "<worksheet \(main)><dimension ref=\"A1\"/><sheetData>\(sheet.rows)</sheetData>"
            + "<pageMargins left=\"0.7\"/></worksheet>"
        ))
    }
    return all.compactMap { name, content in
      let content = parts[name] ?? content
      return content.isEmpty ? nil : (name, Array((prologue + content).utf8))
    }
  }

  package func bytes() throws -> [UInt8] { try zipped(members) }
}
