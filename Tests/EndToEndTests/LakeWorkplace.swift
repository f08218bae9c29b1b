import Archiving
import Files
import TestSupport
import Testing

/// Objects of a data lake, and what people do with them.
struct LakeWorkplace {
  let place: Workplace
  let runner = CommandRunner()
  let addresses: [String]

  init() throws {
    place = try Workplace()
    // With what Spark takes away and puts there: a mark, an end of the last line.
    let first = FixtureExport.ndjson.bytes(
      (1...40).map { .attackerBind($0, "m\($0)@x.example", at: "2025-03-12T08:00:00") })
    let second = FixtureExport.ndjson.bytes((30...60).map { FixtureRecord($0) })
    try place.write("lake/audit 1.ndjson", first)
    try place.write("lake/audit-2.ndjson", Array(second.dropLast()))
    let others = (100...140).map { number in
      var record = FixtureRecord(number)
      record.mailboxGuid = "bbbbbbbb-0000-4000-8000-000000000001"
      record.mailboxUPN = "other@northwind-clinic.example"
      record.clientIPAddress = "198.51.100.9"
      record.session = "another-session"
      return record
    }
    try place.write("lake/audit-3.ndjson", FixtureExport.ndjson.bytes(others))
    let lake = place.path("lake")
    addresses = ["audit%201.ndjson", "audit-2.ndjson", "audit-3.ndjson"].map {
      "file://\(lake)/\($0)"
    }
  }

  @discardableResult func expect(_ code: Int32, _ arguments: String..., says: String = "")
    -> CommandOutcome
  {
    let outcome = runner.run(arguments)
    #expect(outcome.code == code, "\(arguments): \(outcome.out)\(outcome.error)")
    #expect((outcome.out + outcome.error).contains(says) || says.isEmpty, "\(outcome.error)")
    return outcome
  }

  func file(_ number: Int) -> String {
    place.path("lake/audit\(number == 1 ? " " : "-")\(number).ndjson")
  }

  func newCase(_ name: String) -> String {
    let folder = place.path(name)
    _ = expect(0, "new", folder, "--number", "X-1")
    _ = expect(
      0, "scope", folder, "--attacker-address", "203.0.113.66", "--by", "D", "--why", "w")
    return folder
  }

  /// - Returns: the tally of some files.
  func tally(_ numbers: [Int], _ scope: String) -> String {
    let parts = numbers.map { number in
      let part = place.path("\(number).tally")
      _ = expect(
        0, "tally", file(number), "--scope", scope, "--source", addresses[number - 1], "--output",
        part)
      return part
    }
    let all = place.path("all-\(numbers.map { String($0) }.joined()).tally")
    let outcome = runner.run(["tally", "merge"] + parts + ["--output", all])
    #expect(outcome.code == 0, "\(outcome.error)")
    return all
  }

  func line(_ number: Int, bytes: Int? = nil, hash: String? = nil) throws -> String {
    let content = try readSmallFile(file(number))
    let size = bytes ?? content.count
    let digest = try hash ?? hexadecimal(sha256(content))
    return "{\"source\":\"\(addresses[number - 1])\",\"bytes\":\(size),\"sha256\":\"\(digest)\""
      + ",\"endsOpen\":\(content.last != 0x0A)}\n"
  }

  func list(_ lines: String...) throws -> String {
    try place.write("objects.ndjson", Array(lines.joined().utf8))
    return place.path("objects.ndjson")
  }

  /// What findings say, without what they say of where the evidence lies.
  func substance(_ folder: String) throws -> [String] {
    String(decoding: try readSmallFile("\(folder)/findings/findings.json"), as: UTF8.self)
      .split(separator: "\n").map(String.init).filter { line in
        !line.contains("\"external\": true")
          && !["register", "scope", "case"].contains { line.contains("\"\($0)Sha256\"") }
      }
  }
}
