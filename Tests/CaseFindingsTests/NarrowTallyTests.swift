@testable import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
@testable import CaseTally
import TestSupport
import Testing

/// A tally that a scope makes smaller gives the findings of that scope, to the byte.
struct NarrowTallyTests {
  @Test(arguments: 0..<NarrowSteps.scopes.count, 1...3)
  func findingsAreThoseOfEverything(_ number: Int, _ seed: UInt64) throws {
    var random = FixtureRandom(seed: seed)
    let scope = try fixtureScope(NarrowSteps.scopes[number])
    let all = NarrowSteps.lines(130, seed)
    let files = [all[..<80], all[50..<110], all[110...]].map {
      Array(($0.joined(separator: "\n") + "\n").utf8)
    }
    let (inputs, request) = try fixtureRequest(files.map { FixtureFile($0) }, scope)
    let whole = writeFindings(try answer(FindingsQuestions(), inputs, request).findings)
    var parts: [PartialTally] = []
    for (index, file) in files.enumerated() {
      let ends = file.indices.filter { file[$0] == 0x0A }.map { $0 + 1 }
      let cut = ends[random.below(ends.count - 1)]
      parts.append(try NarrowSteps.part(Array(file[..<cut]), evidenceName(index + 1), 0))
      parts.append(try NarrowSteps.part(Array(file[cut...]), evidenceName(index + 1), cut))
    }
    let sum = try NarrowSteps.narrowed(parts, shards: random.pick([1, 2, 7]), scope, &random)
    let evidence = files.enumerated().map { index, file in
      TallyEvidence(
        name: evidenceName(index + 1), originalName: "", number: index + 1,
        bytes: Int64(file.count), format: "json")
    }
    let counted = sum.tally.elsewhere.files.values.map(\.unique).reduce(0, +)
    // Where the scope names mailboxes, most records of the others are no more than counted.
    #expect(scope.mailboxes.isEmpty ? counted == 0 : counted > 0)
    let asked = FindingsQuestions(contexts: true)
    let found = try answer(asked, try sum.whole(evidence), request)
    #expect(writeFindings(found.findings) == whole)
    // What speaks against a class may stand in contexts that were only counted.
    let everything = try answer(asked, inputs, request)
    let listed = found.findings.contexts.count
    #expect(found.details.count >= listed)
    for (own, full) in zip(found.details, everything.details.prefix(listed)) {
      #expect(own.messages == full.messages)
      #expect(own.signIns == full.signIns)
    }
  }

  /// What only records say that are counted: that not every access is by the owner, that a number of
  /// items is wrong, that messages were deleted.
  @Test func whatIsCountedIsSaid() throws {
    var random = FixtureRandom(seed: 1)
    let scope = try fixtureScope(NarrowSteps.scopes[1])
    var records = (1...3).map { FixtureRecord.attackerBind($0, "m\($0)@x.example") }
    for index in records.indices {
      records[index].mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000001"
      records[index].clientIPAddress = "198.51.100.1"
      records[index].user = records[index].mailboxUPN ?? ""
    }
    var other = FixtureRecord.attackerBind(7, "other@x.example")
    other.mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000002"
    other.mailboxUPN = "p2@northwind-clinic.example"
    other.clientIPAddress = "198.51.100.2"
    other.session = "another"
    other.user = "delegate@northwind-clinic.example"
    other.operationCount = 9
    var deletion = other
    deletion.id = FixtureRecord(8).id
    deletion.operation = "HardDelete"
    let bytes = Array((records + [other, deletion]).map(\.json).joined(separator: "\n").utf8)
    let (inputs, request) = try fixtureRequest([FixtureFile(bytes)], scope)
    let whole = try answer(FindingsQuestions(), inputs, request).findings
    let sum = try NarrowSteps.narrowed(
      [try NarrowSteps.part(bytes, "E001", 0)], shards: 1, scope, &random)
    #expect(sum.records == 3)
    let evidence = TallyEvidence(
      name: "E001", originalName: "", number: 1, bytes: Int64(bytes.count), format: "json")
    let found = try answer(FindingsQuestions(), try sum.whole([evidence]), request).findings
    #expect(writeFindings(found) == writeFindings(whole))
    let signs = found.completeness.files[0].signs.map(\.kind)
    #expect(signs.contains(.operationCountMismatch) && !signs.contains(.onlyOwner))
    #expect(!found.acquisitionNotHeld.contains(.deletion))
  }

  /// The manual (lake) states it: records of other mailboxes weigh nothing, however many they are.
  @Test func aNarrowedTallyIsNoLargerThanItsScope() throws {
    let scope = try fixtureScope(
      #"{"indicators": [{"id": "A1", "addresses": ["192.0.2.77"]}], \#(NarrowSteps.own)}"#)
    func size(others: Int) throws -> (narrow: Int, all: Int) {
      var random = FixtureRandom(seed: 5)
      var records = (1...50).map { FixtureRecord.attackerBind($0, "own-\($0)@x.example") }
      for index in records.indices {
        records[index].mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000001"
        records[index].clientIPAddress = "198.51.100.1"
      }
      records += (0..<others).map { number in
        var record = FixtureRecord.attackerBind(1_000 + number, "m\(number)@x.example")
        record.mailboxGuid = "aaaaaaaa-0000-4000-8000-000000000\(100 + number % 40)"
        record.clientIPAddress = "198.51.100.\(number % 200)"
        record.session = "session-\(number)"
        return record
      }
      let bytes = Array(records.map(\.json).joined(separator: "\n").utf8) + [0x0A]
      let read = try NarrowSteps.part(bytes, "E001", 0)
      let sum = try NarrowSteps.narrowed([read], shards: 3, scope, &random)
      let kept = sum.tally
      var bound = 512 + 80 * kept.elsewhere.files.count
      for texts in [kept.texts, kept.messages] {
        for number in 0..<UInt32(texts.count) { bound += texts.length(number) + 4 }
      }
      bound += 64 * kept.records.count + 12 * kept.items.count
      bound += 32 * kept.contexts.rows.count + 24 * kept.facts.listed.count
      bound += 16 * (kept.items.folders.count + kept.items.namings.count)
      #expect(sum.encoded().count <= bound)
      return (sum.encoded().count, read.encoded().count)
    }
    let few = try size(others: 200)
    let many = try size(others: 4_000)
    #expect(many.all > few.all + 3_800 * 60)
    // Only counts grow, by a digit.
    #expect(many.narrow < few.narrow + 64)
    #expect(few.narrow < few.all / 2)
  }
}
