@testable import CaseImport
import Files
import TestSupport
import Testing
import TextFormats

/// The manual says of every documented member of a record whether casefile reads it (R25). A member that is
/// read and not listed, or that the shipped case has and the list lacks, fails here.
struct DocumentedMemberTests {
  private struct Member {
    var path: [String]
    var use: String
    var name: String { path.last ?? "" }
  }

  private let text: String
  private let members: [Member]

  init() throws {
    let file = try readSmallFile("\(repositoryRoot)/Templates/manual/members.md")
    text = String(decoding: file, as: UTF8.self)
    members = text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingPrefix { $0 == " " } }
      guard cells.count == 3, cells[0].hasPrefix("`") else { return nil }
      let path = cells[0].split(separator: "`")[0].split(separator: ".").map(String.init)
      return Member(path: path, use: String(cells[1].prefix { $0 != " " }))
    }
  }

  private func key(_ name: String) -> AuditKey? {
    let bytes = Array(name.utf8)
    return AuditKeyTable.all.find(bytes.span.bytes, 0, bytes.count)
  }

  @Test func eachSaysWhatIsDoneWithIt() {
    #expect(members.count > 120)
    for member in members { #expect(["read", "kept", "left"].contains(member.use), "\(member)") }
    #expect(Set(members.map(\.path)).count == members.count)
  }

  /// What is read has a key, or stands in a member that has one.
  @Test func whatIsReadIsKnownToTheReader() {
    for member in members where member.use != "left" {
      #expect(member.path.contains { key($0) != nil }, "\(member.path)")
    }
  }

  /// A member that is left has no key of its own, but where it has the name of one elsewhere.
  @Test func whatIsLeftIsNotRead() {
    let read = Set(members.filter { $0.use != "left" }.map { $0.name.lowercased() })
    for member in members where member.use == "left" {
      #expect(key(member.name) == nil || read.contains(member.name.lowercased()), "\(member.path)")
    }
  }

  @Test func everyKeyOfTheReaderIsListed() {
    let listed = Set(members.flatMap(\.path).map { $0.lowercased() })
    let others = text.split(separator: "## Names of exports").last ?? ""
    for key in AuditKey.allCases where !key.name.isEmpty {
      let name = key.name.lowercased()
      #expect(listed.contains(name) || others.lowercased().contains("`\(name)`"), "\(key.name)")
    }
  }

  /// The records of the shipped case, as they stand in its exports.
  @Test func everyMemberOfTheShippedCaseIsListed() throws {
    let listed = Set(members.flatMap(\.path))
    let folder = "\(repositoryRoot)/Cases/northwind-bec/exports"
    var seen: Set<String> = []
    for name in try folderEntries(folder) where name.hasSuffix(".json") && !name.contains("about") {
      collect(try JSONReader.read(try readSmallFile("\(folder)/\(name)")), &seen)
    }
    #expect(seen.count > 20)
    let exports = ["Name", "Value"]
    #expect(seen.subtracting(listed).subtracting(exports) == [])
  }

  private func collect(_ value: JSONValue, _ seen: inout Set<String>) {
    for member in value.members ?? [] {
      seen.insert(member.key)
      collect(member.value, &seen)
    }
    for element in value.elements ?? [] { collect(element, &seen) }
  }
}
