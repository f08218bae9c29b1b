import CaseModel
import TestSupport
import Testing

@testable import CaseImport

/// One message, however its id is written (R5).
struct MessageIdTests {
  static let writings = [
    "<m1@x.example>", "m1@x.example", " <m1@x.example>", "<m1@x.example> ", "< m1@x.example >",
    "\t<m1@x.example>\r\n", "  m1@x.example  ", "<m1@x.example",
  ]

  @Test(arguments: writings)
  func outerBlanksAndBracketsAreNone(_ text: String) {
    #expect(MessageId.cleaned(Array(text.utf8)[...]).elementsEqual("m1@x.example".utf8))
  }

  @Test(arguments: [
    "", " ", "<>", "< >", "null", "<null>", " <Not Available> ", "Unknown",
    "ErrorDuringIdConversion", "<00000000-0000-0000-0000-000000000000>",
  ])
  func aPlaceholderIsNoId(_ text: String) {
    #expect(MessageId.cleaned(Array(text.utf8)[...]).isEmpty)
  }

  @Test(arguments: ["M1@X", "a b", "<<a>>", "0", "a>b"])
  func whatStandsInsideStays(_ text: String) {
    let once = MessageId.cleaned(Array("<\(text)>".utf8)[...])
    #expect(String(decoding: once, as: UTF8.self) == (text == "0" ? "" : text))
  }

  /// A record, a row that was cut, and a list of ids name the same message.
  @Test(arguments: writings)
  func everyReaderNamesTheSameMessage(_ text: String) throws {
    var record = FixtureRecord.attackerBind(1)
    record.folders = [
      FixtureRecord.Folder(id: "F", path: "\\Inbox", items: [FixtureRecord.Item(text)])
    ]
    record.operationCount = 1
    let findings = try fixtureFindings([record], attackerScope())
    let named = findings.mailboxes.flatMap { $0.recordedMessages.map(\.message.string) }
    #expect(named == ["m1@x.example"])
    var list = MessageIdList()
    list.add(text)
    #expect(list.ids.map(\.string) == ["m1@x.example"])
    let escaped = text.replacing("\t", with: "\\t").replacing("\r\n", with: "\\r\\n")
    let row = Array("{\"Item\":{\"InternetMessageId\":\"\(escaped)\"".utf8)
    let salvaged = Salvage.messageIds(in: row.span.bytes, 0..<row.count)
    #expect(salvaged.map(\.string) == ["m1@x.example"])
  }
}
