import CaseFindings
import CaseModel
import TestSupport
import Testing

/// A change of the evidence changes what it must, and nothing else.
struct MetamorphicTests {
  private static let seeds: ClosedRange<UInt64> = 1_001...1_060

  private func lines(_ given: NaiveCase) throws -> [String] {
    findingLines(try fixtureFindings(given.records, try fixtureScope(given.scope)))
  }

  private func forEachSeed(_ body: (UInt64, NaiveCase, [String]) throws -> Void) throws {
    var recorded = 0
    for seed in MetamorphicTests.seeds {
      let given = NaiveCase(seed: seed, count: 30)
      let before = try lines(given)
      recorded += before.count { $0.contains(" recorded ") }
      try body(seed, given, before)
    }
    #expect(recorded > 400)
  }

  @Test func timesThatAllShiftShiftAllTimes() throws {
    let days = 7
    func shifted(_ time: String) -> String {
      guard let day = Int(time.dropFirst(8).prefix(2)) else { return time }
      return "\(time.prefix(8))\(day + days)\(time.dropFirst(10))"
    }
    try forEachSeed { seed, given, before in
      var other = given
      for index in other.records.indices {
        other.records[index].time = shifted(other.records[index].time)
      }
      for index in other.windows.indices {
        other.windows[index].from = shifted(other.windows[index].from)
        other.windows[index].to = shifted(other.windows[index].to)
      }
      for index in other.indicators.indices {
        other.indicators[index].from = other.indicators[index].from.map(shifted)
        other.indicators[index].to = other.indicators[index].to.map(shifted)
      }
      for index in other.knownGood.indices {
        other.knownGood[index].from = other.knownGood[index].from.map(shifted)
        other.knownGood[index].to = other.knownGood[index].to.map(shifted)
      }
      let expected = before.map { line in
        line.split(separator: " ", omittingEmptySubsequences: false).map { word in
          if word.hasPrefix("2025-03-") { return shifted(String(word)) }
          if line.contains(" throttled "), let seconds = Int(word) {
            return String(seconds + days * 86_400)
          }
          return String(word)
        }.joined(separator: " ")
      }
      let after = try lines(other)
      #expect(after == expected.sorted(), "seed \(seed)")
    }
  }

  @Test func anUnrelatedMailboxChangesNoOther() throws {
    try forEachSeed { seed, given, before in
      var other = given
      for number in 900..<910 {
        var record = FixtureRecord(number)
        record.time = NaiveCase.time(number % 90, number % 60)
        record.mailboxGuid = "bbbbbbbb-0000-4000-8000-000000000009"
        record.mailboxUPN = "unrelated@northwind-clinic.example"
        record.user = "unrelated@northwind-clinic.example"
        record.clientIPAddress = "192.0.2.200"
        record.client = "Client=Unrelated"
        record.appId = "app-9"
        record.logonType = 0
        record.throttled = "\"True\""
        record.session = "unrelated"
        record.folders = [.init(id: "F1", path: "\\Folder 1", items: [.init("<m1@x>")])]
        other.records.append(record)
      }
      func ofMailboxes(_ lines: [String]) -> [String] {
        lines.filter { !$0.hasPrefix("class") && !$0.hasPrefix("unrelated@") }
      }
      let after = try lines(other)
      #expect(ofMailboxes(after) == ofMailboxes(before), "seed \(seed)")
      #expect(after != before)
    }
  }

  @Test func aSessionByAnotherNameIsTheSameSession() throws {
    let names = ["s1": "Z-9", "S1": "z-9", "s2": "q2", "s3": "a3", "S3": "A3", "s4": "m4"]
    try forEachSeed { seed, given, before in
      var other = given
      for index in other.records.indices {
        other.records[index].session = other.records[index].session.map { names[$0] ?? $0 }
      }
      for index in other.indicators.indices {
        other.indicators[index].sessions = other.indicators[index].sessions.map { names[$0] ?? $0 }
      }
      for index in other.knownGood.indices {
        other.knownGood[index].sessions = other.knownGood[index].sessions.map { names[$0] ?? $0 }
      }
      let after = try lines(other)
      #expect(after == before, "seed \(seed)")
    }
  }

  @Test func evidenceThatComesTwiceCountsOnce() throws {
    try forEachSeed { seed, given, before in
      let files = [
        FixtureFile(given.records), FixtureFile(given.records.reversed(), as: .searchCSV),
      ]
      let found = try fixtureFindings(files, try fixtureScope(given.scope))
      #expect(findingLines(found) == before, "seed \(seed)")
      #expect(found.totals.rows == Int64(2 * given.records.count))
    }
  }

  /// More indicators never take anything away from the attacker.
  @Test func anotherIndicatorOnlyAdds() throws {
    try forEachSeed { seed, given, before in
      var other = given
      other.indicators.append(NaiveCase.Rule(id: "A9", clients: ["IMAP4"]))
      func messages(_ lines: [String]) -> Set<String> {
        Set(
          lines.filter { $0.contains(" recorded ") }.map { line in
            line.split(separator: " ").prefix(4).joined(separator: " ")
          })
      }
      let after = try lines(other)
      #expect(messages(before).isSubset(of: messages(after)), "seed \(seed)")
    }
  }
}
