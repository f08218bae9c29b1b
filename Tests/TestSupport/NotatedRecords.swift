import CaseModel

/// Records whose lists and objects all matter: access by Bind and Sync, throttled or not, sessions in
/// every place, settings of auditing; the same for the same seed.
package struct NotatedRecords {
  package private(set) var records: [FixtureRecord] = []
  private var random: FixtureRandom

  /// Members that some program writes in another notation.
  package static let members: Set<String> = [
    "OperationProperties", "Folders", "Item", "AppAccessContext", "DeviceProperties", "Parameters",
  ]
  package static let pairMembers: Set<String> = [
    "OperationProperties", "DeviceProperties", "Parameters",
  ]

  package init(count: Int, seed: UInt64) {
    random = FixtureRandom(seed: seed)
    for number in 1...count { records.append(record(number)) }
  }

  /// Ids that records name, without `< >`, and one that none names.
  package var ids: [String] {
    let named = records.flatMap(\.items).compactMap { $0.internetMessageId?.dropFirst().dropLast() }
    return Set(named.map(String.init)).sorted() + ["nothere@x"]
  }

  private mutating func record(_ number: Int) -> FixtureRecord {
    var record = FixtureRecord(number)
    let (hour, minute) = (number / 60 % 24, number % 60)
    record.time =
      "2025-03-\(10 + number / 1_440)T\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):00"
    let box = 1 + random.below(3)
    record.mailboxGuid = "aaaaaaaa-0000-4000-8000-00000000000\(box)"
    record.mailboxUPN = "m\(box)@x.example"
    record.user = "m\(box)@x.example"
    record.clientIPAddress = random.pick(["203.0.113.66", "198.51.100.\(box)", "198.51.100.9"])
    record.session = random.pick([nil, "s-\(random.below(6))"])
    record.sessionPlace = random.pick([.topLevel, .accessContext, .deviceProperties])
    record.token = random.pick([nil, "tOk\(random.below(9))"])
    record.throttled = random.below(40) == 0 ? "\"True\"" : "\"False\""
    record.throttledFirst = random.below(2) == 0
    switch random.below(12) {
    case 0:
      record.operation = "Set-Mailbox"
      record.recordType = 1
      record.folders = nil
      record.extra = [
        ("ObjectId", quoted("m\(box)")),
        (
          "Parameters",
          "[{\"Name\":\"Identity\",\"Value\":\"m\(box)\"},{\"Name\":\"AuditEnabled\",\"Value\":\"\(random.pick(["True", "False"]))\"}]"
        ),
      ]
    case 1:
      record.operation = "UserLoggedIn"
      record.folders = nil
    case 2, 3:
      record.access = "Sync"
      record.folders = nil
      let place = random.below(4)
      record.syncFolder = .init(id: "F\(place)", path: "\\Folder \(place)")
    default:
      record.folders = (0...random.below(2)).map { index in
        let place = (random.below(2) + 2 * index) % 5
        return .init(
          id: "F\(place)", path: "\\Folder \(place)",
          items: (0...random.below(3)).map { item in
            .init(
              "<m\(random.below(300))@x.example>", id: "RgAA\(number)x\(index)\(item)",
              size: 1_000 + random.below(9))
          })
      }
      record.operationCount = record.items.count
    }
    return record
  }
}
