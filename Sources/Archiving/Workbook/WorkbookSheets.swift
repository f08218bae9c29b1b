import Files

/// What the main part of a workbook says: its sheets in their order, and from when days are counted.
struct WorkbookSheets {
  var sheets: [(name: [UInt8], relationship: String)] = []
  var is1904 = false

  init(_ source: ByteStream, part: String) throws {
    let xml = try XMLReader(source, part: part)
    var isList = false
    while true {
      switch try xml.next() {
      case .finished: return
      case .text: break
      case .end: if xml.isNamed("sheets") { isList = false }
      case .start:
        if xml.isNamed("workbookPr"), let value = xml.value("date1904") {
          is1904 = ["1", "true"].contains(try xml.string(value))
        } else if xml.isNamed("sheets") {
          isList = true
        } else if isList, xml.isNamed("sheet"), let name = xml.value("name"),
          let id = xml.value("id")
        {
          sheets.append((Array(try xml.string(name).utf8), try xml.string(id)))
        }
      }
    }
  }
}
