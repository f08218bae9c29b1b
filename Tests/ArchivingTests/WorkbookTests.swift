import Archiving
import Files
import TestSupport
import Testing

/// What the sheets of a workbook say, as CSV.
struct WorkbookTests {
  private func workbook(_ fixture: WorkbookFixture) throws -> Workbook {
    try openWorkbook(try fixture.bytes())
  }

  private func csv(_ fixture: WorkbookFixture, sheet: Int = 0) throws -> String {
    let workbook = try workbook(fixture)
    return try wholeText(try workbook.table(workbook.sheets[sheet]))
  }

  private func csv(rows: String, _ change: (inout WorkbookFixture) -> Void = { _ in }) throws
    -> String
  {
    var fixture = WorkbookFixture()
    fixture.sheets = [("Sheet1", rows)]
    change(&fixture)
    return try csv(fixture)
  }

  @Test func cellsOfEveryKindAreWhatASpreadsheetShows() throws {
    let cells = [
      "<c r=\"A1\" t=\"s\"><v>1</v></c>", "<c r=\"B1\" t=\"inlineStr\"><is><t>in</t></is></c>",
      "<c r=\"C1\"><v>50</v></c>", "<c r=\"D1\" t=\"n\"><v>1.5</v></c>",
      "<c r=\"E1\" t=\"b\"><v>1</v></c>", "<c r=\"F1\" t=\"b\"><v>0</v></c>",
      "<c r=\"G1\" t=\"e\"><v>#N/A</v></c>",
      "<c r=\"H1\" t=\"str\"><f>A1&amp;\"x\"</f><v>ax</v></c>",
      "<c r=\"I1\" t=\"d\"><v>2026-03-11T08:12:05Z</v></c>",
    ]
    let text = try csv(rows: "<row r=\"1\">\(cells.joined())</row>") {
      $0.strings = "<si><t>other</t></si><si><t>shared</t></si>"
    }
    #expect(
      text
        == "\"shared\",\"in\",50,1.5,TRUE,FALSE,\"#N/A\",\"ax\",\"2026-03-11T08:12:05Z\"\r\n")
  }

  @Test func wholeNumbersAreExactHoweverTheyAreWritten() throws {
    let numbers = ["0", "-7", "1.7410000000000001E9", "1.741E9", "123456789012345", "5E1", "0.1"]
    let cells = numbers.map { "<c><v>\($0)</v></c>" }.joined()
    #expect(
      try csv(rows: "<row>\(cells)</row>")
        == "0,-7,1741000000,1741000000,123456789012345,50,0.1\r\n")
  }

  @Test func emptyCellsAndRowsKeepTheirColumns() throws {
    let rows = """
      <row r="1"/><row r="2"><c r="A2" s="3"/></row>
      <row r="3"><c r="A3" t="str"><v>a</v></c><c r="C3" t="str"><v>c</v></c><c r="D3" s="1"/></row>
      <row r="9"><c r="B9"><v>2</v></c></row>
      <row r="12"><c r="A12"><v>1</v></c><c r="F12"><v>6</v></c></row>
      """
    #expect(try csv(rows: rows) == "\"a\",,\"c\"\r\n,2,\r\n1,,,,,6\r\n")
  }

  @Test func richTextIsJoinedAndHowItIsSpokenIsLeftOut() throws {
    let text = try csv(rows: "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>") {
      $0.strings =
        "<si><r><t>{\"a\"</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">: 1}</t></r></si>"
        + "<si><t>\u{8AB2}</t><rPh sb=\"0\" eb=\"1\"><t>\u{30AB}</t></rPh><phoneticPr fontId=\"1\"/></si>"
    }
    #expect(text == "\"{\"\"a\"\": 1}\",\"\u{8AB2}\"\r\n")
  }

  @Test func escapesReferencesAndSectionsAreResolved() throws {
    let text = try csv(rows: "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>") {
      $0.strings =
        "<si><t>a_x000D_\r\nb_x005F_x000D_ &lt;&#233;&#x1F600;&gt;_x00e9_ _xD83D__xDE00_ _x00</t></si>"
        + "<si><t><![CDATA[<&amp;>]]><!-- no --> z</t></si>"
    }
    #expect(
      text
        == "\"a\r\nb_x000D_ <\u{E9}\u{1F600}>\u{E9} \u{1F600} _x00\",\"<&amp;> z\"\r\n")
  }

  @Test func namesOfElementsMayHaveAnyPrefix() throws {
    var fixture = WorkbookFixture("T", texts: [["a", "b"], ["c", "d"]])
    let plain = try csv(fixture)
    for (name, bytes) in fixture.members where name.hasSuffix(".xml") && name.hasPrefix("xl/") {
      var text = String(decoding: bytes, as: UTF8.self).replacing("xmlns=", with: "xmlns:x=")
      text = text.replacing("</", with: "</x:").replacing("<", with: "<x:")
      for mark in ["/x:", "?"] {
        text = text.replacing("<x:\(mark)", with: mark == "?" ? "<?" : "</x:")
      }
      fixture.parts[name] = String(text.dropFirst(fixture.prologue.count))
    }
    #expect(fixture.parts["xl/sharedStrings.xml"]?.contains("<x:si><x:t") == true)
    #expect(try csv(fixture) == plain)
    #expect(plain == "\"a\",\"b\"\r\n\"c\",\"d\"\r\n")
  }

  // MARK: - Dates

  private func dates(_ values: [(style: Int, serial: String)], is1904: Bool = false) throws
    -> String
  {
    let cells = values.map { "<c s=\"\($0.style)\"><v>\($0.serial)</v></c>" }.joined()
    return try csv(rows: "<row>\(cells)</row>") {
      $0.styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm:ss\"/>"
        + "<numFmt numFmtId=\"165\" formatCode=\"[$-x-sysdate][White]d\\-mmm\\-yy;@\"/>"
        + "<numFmt numFmtId=\"166\" formatCode=\"#,##0&quot; days&quot;;[Red]-0\"/>"
        + "<numFmt numFmtId=\"167\" formatCode=\"[h]:mm\"/></numFmts>"
        + "<cellStyleXfs><xf numFmtId=\"22\"/></cellStyleXfs><cellXfs>"
        + [0, 164, 165, 166, 167, 14, 22, 21].map { "<xf numFmtId=\"\($0)\"/>" }.joined()
        + "</cellXfs>"
      if is1904 { $0.workbookProperties = "<workbookPr date1904=\"1\"/>" }
    }
  }

  @Test func datesAreYearFirstAndNumbersStayNumbers() throws {
    let noon = "46092.341724537036"
    #expect(
      try dates([(0, noon), (1, noon), (2, "46092"), (3, "46092"), (4, "1.5"), (5, "46092")])
        == "\(noon),2026-03-11T08:12:05,2026-03-11,46092,1.5,2026-03-11\r\n")
    #expect(
      try dates([(6, "46092.34172920139"), (7, "0.5"), (5, noon), (5, "-1"), (5, "3000000")])
        == "2026-03-11T08:12:05.403,12:00:00,2026-03-11T08:12:05,-1,3000000\r\n")
  }

  /// A workbook has a 29 February 1900, which was none.
  @Test func theFirstDaysAreThoseThatWere() throws {
    #expect(
      try dates([(5, "1"), (5, "59"), (5, "60"), (5, "61"), (5, "25569")])
        == "1900-01-01,1900-02-28,60,1900-03-01,1970-01-01\r\n")
    #expect(
      try dates([(5, "0"), (5, "44630"), (6, "44630.5")], is1904: true)
        == "1904-01-01,2026-03-11,2026-03-11T12:00:00\r\n")
  }

  // MARK: - Sheets

  @Test func sheetsComeInTheOrderOfTheWorkbookHiddenOrNot() throws {
    var fixture = WorkbookFixture()
    fixture.sheets = ["Z & <1>", "a", "\u{00FC}"].map { name in
      (name, "<row><c t=\"str\"><v>\(WorkbookFixture.escaped(name))</v></c></row>")
    }
    fixture.sheetState = " state=\"veryHidden\""
    let workbook = try workbook(fixture)
    #expect(
      workbook.sheets.map { String(decoding: $0.name, as: UTF8.self) } == fixture.sheets.map(\.name)
    )
    let tables = try workbook.sheets.map { try wholeText(try workbook.table($0)) }
    #expect(tables == fixture.sheets.map { "\"\($0.name)\"\r\n" })
  }

  /// An eighth of the rows that a sheet may have: a debug build is slow.
  @Test func aLongSheetIsReadInSmallParts() throws {
    var fixture = WorkbookFixture()
    let rows = 131_072
    fixture.sheets = [("s", String(repeating: "<row><c t=\"s\"><v>0</v></c></row>", count: rows))]
    fixture.strings = "<si><t>x</t></si>"
    let workbook = try workbook(fixture)
    let table = try workbook.table(workbook.sheets[0])
    var (count, longest) = (0, 0)
    while case let part = try table.next(), !part.isEmpty {
      longest = max(longest, part.count)
      count += part.count
    }
    #expect(count == rows * "\"x\"\r\n".utf8.count)
    #expect(longest < 1 << 17)
  }
}

func openWorkbook(_ bytes: [UInt8], stringsLimit: Int = 1 << 30) throws -> Workbook {
  let read: ArchiveBytes = { offset, count in
    offset < UInt64(bytes.count) ? Array(bytes[Int(offset)...].prefix(count)) : []
  }
  return try Workbook(
    try ZIPDirectory(size: UInt64(bytes.count), read: read), stringsLimit: stringsLimit)
}

func wholeText(_ stream: ByteStream) throws -> String {
  var bytes: [UInt8] = []
  while case let part = try stream.next(), !part.isEmpty { bytes += part }
  return String(decoding: bytes, as: UTF8.self)
}
