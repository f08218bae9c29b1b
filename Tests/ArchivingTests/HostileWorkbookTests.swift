import Archiving
import Files
import TestSupport
import Testing

/// Workbooks that are damaged, or made to harm: each is refused, and the part is named.
struct HostileWorkbookTests {
  private static let sheet = "xl/worksheets/sheet1.xml"

  private func damage(
    limit: Int = 1 << 30, _ change: (inout WorkbookFixture) -> Void
  ) throws -> String {
    var fixture = WorkbookFixture("T", texts: [["a", "b"], ["c", "d"]])
    change(&fixture)
    return try damage(fixture.bytes(), limit: limit)
  }

  private func damage(_ bytes: [UInt8], limit: Int = 1 << 30) throws -> String {
    do {
      let workbook = try openWorkbook(bytes, stringsLimit: limit)
      let text = try wholeText(try workbook.table(workbook.sheets[0]))
      Issue.record("it was read: \(text)")
      return ""
    } catch let damage as WorkbookDamage {
      return damage.what
    }
  }

  @Test func aDocumentTypeIsRefusedWhereverItStands() throws {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
    for part in [
      HostileWorkbookTests.sheet, "xl/sharedStrings.xml", "xl/workbook.xml", "_rels/.rels",
    ] {
      let what = try damage { fixture in
        let content = fixture.members.first { $0.name == part }.map {
          String(decoding: $0.bytes.dropFirst(fixture.prologue.utf8.count), as: UTF8.self)
        }
        fixture.parts[part] = bomb + (content ?? "")
      }
      #expect(what == "\(part): it has a document type (DTD), which no workbook has")
    }
  }

  @Test func aReferenceToNothingIsNamed() throws {
    #expect(
      try damage { $0.strings = "<si><t>a&b;</t></si>" }
        == "xl/sharedStrings.xml: a reference in it is none that XML has: &b")
    #expect(try damage { $0.strings = "<si><t>&#xD800;</t></si>" }.contains("&#xD800"))
    #expect(try damage { $0.strings = "<si><t>&#99999999;</t></si>" }.contains("&#99999999"))
    #expect(try damage { $0.strings = "<si><t>a & b</t></si>" }.contains("none that XML has"))
  }

  @Test func textsThatAreNotThereAreNamed() throws {
    let lost =
      "\(HostileWorkbookTests.sheet): a cell names text 0 of the workbook, which is not there"
    #expect(try damage { $0.strings = nil } == lost)
    #expect(try damage { $0.strings = "" } == lost)
    #expect(
      try damage { $0.parts["xl/sharedStrings.xml"] = "" }
        == "the part 'xl/sharedStrings.xml' is missing")
    #expect(
      try damage { $0.strings = "<si><t>a</t></si>" }
        == lost.replacing("text 0", with: "text 1"))
    let beyond = "<row><c t=\"s\"><v>99999999999999999999</v></c></row>"
    #expect(try damage { $0.sheets[0].rows = beyond }.contains("names text 99999999999999999999"))
    #expect(
      try damage { $0.sheets[0].rows = "<row><c t=\"s\"><v>-1</v></c></row>" }.contains("text -1"))
  }

  /// The texts are said to stand in the sheet that asks for them.
  @Test func aWorkbookThatPointsAtItselfEnds() throws {
    let what = try damage { fixture in
      let links = fixture.members.first { $0.name == "xl/_rels/workbook.xml.rels" }
      fixture.parts["xl/_rels/workbook.xml.rels"] = String(
        decoding: (links?.bytes ?? []).dropFirst(fixture.prologue.utf8.count), as: UTF8.self
      ).replacing("\"sharedStrings.xml\"", with: "\"worksheets/sheet1.xml\"")
    }
    #expect(what.hasSuffix("a cell names text 0 of the workbook, which is not there"))
  }

  @Test func textsBeyondTheLimitAreRefused() throws {
    let text = String(repeating: "x", count: 1_000)
    let what = try damage(limit: 1 << 20) {
      $0.strings = String(repeating: "<si><t>\(text)</t></si>", count: 1_200)
    }
    #expect(what == "xl/sharedStrings.xml: the texts of its cells take more than 1 MiB")
    // Texts without a byte take room too.
    let empty = try damage(limit: 1 << 20) {
      $0.strings = String(repeating: "<si/>", count: 300_000)
    }
    #expect(empty == what)
  }

  @Test func aCellThatIsNotInASheetIsNamed() throws {
    for place in ["XFE1", "A", "1", "ZZZZZZZZZZ1", "A1B"] {
      let what = try damage { $0.sheets[0].rows = "<row><c r=\"\(place)\"><v>1</v></c></row>" }
      #expect(what.hasSuffix("the cell '\(place)' is not where a cell can be"))
    }
    let back = "<row><c r=\"C1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>"
    #expect(try damage { $0.sheets[0].rows = back }.contains("'B1'"))
    let kind = "<row><c r=\"A1\" t=\"zip\"><v>1</v></c></row>"
    #expect(try damage { $0.sheets[0].rows = kind }.contains("of the kind 'zip'"))
  }

  @Test func xmlThatIsCutAtAnyPlaceIsNamed() throws {
    let fixture = WorkbookFixture("T", texts: [["a", "b"], ["c", "d"]])
    for part in [HostileWorkbookTests.sheet, "xl/sharedStrings.xml"] {
      let whole = try #require(fixture.members.first { $0.name == part }).bytes
      for count in 1..<(whole.count - fixture.prologue.utf8.count) {
        var cut = fixture
        cut.prologue = ""
        cut.parts[part] = String(
          decoding: whole.dropFirst(fixture.prologue.utf8.count).prefix(count), as: UTF8.self)
        #expect(try damage(cut.bytes()).contains(part))
      }
    }
  }

  @Test func elementsAndTagsHaveABound() throws {
    let deep = String(repeating: "<a>", count: 300)
    #expect(try damage { $0.sheets[0].rows = deep }.hasSuffix("nested deeper than 200"))
    let long = "<row a=\"" + String(repeating: "x", count: 17 << 20) + "\"/>"
    #expect(try damage { $0.sheets[0].rows = long }.hasSuffix("longer than 16 MiB"))
  }

  @Test func aPartThatStandsTwiceIsNamed() throws {
    let fixture = WorkbookFixture("T", texts: [["a"]])
    let twice = fixture.members + [("XL/Workbook.xml", fixture.members[2].bytes)]
    #expect(try damage(try zipped(twice)) == "the part 'xl/workbook.xml' is in it twice")
  }

  @Test func aPartThatIsNotAsLongAsTheArchiveSaysIsNamed() throws {
    let fixture = WorkbookFixture("T", texts: [["a", "b"]])
    for change in [-1, 1] {
      let members = fixture.members.map { name, bytes in
        RawArchive.Member(name, String(decoding: bytes, as: UTF8.self)).with {
          if name == HostileWorkbookTests.sheet {
            $0.size = UInt32(Int($0.size) + change)
          }
        }
      }
      let what = try damage(RawArchive(members).bytes)
      #expect(what.hasPrefix(HostileWorkbookTests.sheet), "\(what)")
      #expect(what.contains("bytes than it says"), "\(what)")
    }
  }

  @Test func aWorkbookWithoutAWorkbookIsNamed() throws {
    #expect(
      try damage {
        $0.parts["_rels/.rels"] = ""
        $0.parts["xl/workbook.xml"] = ""
      }
        == "it does not say which part is the workbook")
    #expect(
      try damage { $0.parts[HostileWorkbookTests.sheet] = "" }
        == "the part 'xl/worksheets/sheet1.xml' is missing")
    #expect(
      try damage { $0.sheets = [] } == "xl/workbook.xml: it names no sheet")
    #expect(
      try damage {
        $0.prologue = ""
        $0.parts["xl/workbook.xml"] = "\u{FEFF}<workbook>"
      } == "xl/workbook.xml: it ends early: it is cut")
  }
}
