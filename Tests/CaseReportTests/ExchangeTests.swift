import Archiving
@testable import CaseFindings
import CaseModel
@testable import CaseReport
import TestSupport
import Testing
import TextFormats

struct ExchangeTests {
  private func files(_ ids: [FixtureRecord.Item]) throws -> [String: [UInt8]] {
    var record = FixtureRecord.attackerBind(1)
    record.folders = [.init(id: "F", path: "\\In;box", items: ids)]
    let findings = try fixtureFindings([record], try attackerScope())
    var document = CaseDocument()
    document.number = "X-1"
    let entry = RegisterEntry(
      evidence: 1, originalName: "a.csv", storedName: "E001-a.csv",
      sha256: String(repeating: "ab", count: 32), bytes: 7, format: "f",
      importedAt: UTCTime(seconds: 0), origin: ExportOrigin())
    var result: [String: [UInt8]] = [:]
    for file in exchangeFiles(findings, document, [entry]) {
      var bytes: [UInt8] = []
      try file.write { bytes += $0 }
      result[file.name] = bytes
    }
    return result
  }

  @Test func theLoadFileHasItsThreeCharactersAndNoOthers() throws {
    let all = try files([.init("a@x"), .init("b\u{FE}\u{AE}c@x"), .init(nil, id: "RgAA")])
    let text = String(decoding: try #require(all["messages.dat"]), as: UTF8.self)
    #expect(text.unicodeScalars.first == "\u{FEFF}")
    let lines = text.unicodeScalars.split(separator: "\n")
    #expect(lines.count == 4)
    for line in lines {
      #expect(line.count { $0 == "\u{14}" } == 12)
      #expect(line.count { $0 == "\u{FE}" } == 26)
    }
    #expect(text.contains("b[U+00FE][U+00AE]c@x"))
    // printf 'a@x' | md5sum
    #expect(text.contains("4895b1d4ed83c6da448e89f72e1103a0"))
  }

  @Test func eachCountryHasItsSeparatorAndItsQuotes() throws {
    let all = try files([.init("=1+1@x"), .init("a,b;c@x")])
    for (name, separator) in [("comma", ","), ("semicolon", ";")] {
      let bytes = try #require(all["messages.\(name).csv"])
      #expect(Array(bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("mailbox\(separator)message\(separator)"))
      #expect(text.contains("\(separator)'=1+1@x\(separator)"))
      #expect(text.contains("\"a,b;c@x\""))
    }
    let semicolon = String(decoding: try #require(all["messages.semicolon.csv"]), as: UTF8.self)
    #expect(semicolon.contains("\"\\In;box\""))
  }

  @Test func aNameHasOneUUID() throws {
    // python3 -c "import uuid; print(uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org'))"
    let dns: [UInt8] = [
      0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30,
      0xC8,
    ]
    #expect(
      try nameUUID("python.org", namespace: dns) == "886313e1-3b8a-5372-9b90-0c9aee199e5d")
    let first = try files([.init("a@x")])["case-uco.jsonld"]
    #expect(try files([.init("a@x")])["case-uco.jsonld"] == first)
    let json = try JSONReader.read(try #require(first))
    let nodes = try #require(json["@graph"]?.elements)
    #expect(nodes.count == 5)
    let hash = nodes.compactMap { $0["uco-core:hasFacet"]?.elements?.last }.first
    #expect(
      hash?["uco-observable:hash"]?.elements?.first?["uco-types:hashValue"]?["@value"]?.text
        == String(repeating: "ab", count: 32))
  }
}
