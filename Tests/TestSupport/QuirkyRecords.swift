/// Records with every quirk that real exports have (design section 3), each as JSON text.
package struct QuirkyRecords {
  package private(set) var json: [String] = []
  private var random: FixtureRandom
  /// For ids alone.
  private var ids: FixtureRandom
  private let haveIds: Bool

  /// - Parameter haveIds: every record says an id, so that none is taken from a wrapper.
  package init(count: Int, seed: UInt64, haveIds: Bool = false) {
    self.haveIds = haveIds
    random = FixtureRandom(seed: seed)
    ids = FixtureRandom(seed: ~seed)
    for number in 1...count { json.append(record(number)) }
  }

  private mutating func record(_ number: Int) -> String {
    // Some come twice, and then as they were.
    if number > 20, random.below(12) == 0 { return json[random.below(number - 1)] }
    var record = FixtureRecord(number)
    let minute = number % 60
    record.time =
      "2025-03-\(10 + number / 250)T\(10 + number / 60 % 10):\(minute < 10 ? "0" : "")\(minute):00"
    record.mailboxGuid = "AAAAAAAA-0000-4000-8000-00000000000\(random.below(4))"
    record.mailboxUPN = "p\(record.mailboxGuid?.last ?? "x")@northwind-clinic.example"
    record.clientIPAddress = random.pick([
      "203.0.113.66", "203.0.113.66:443", "[2001:DB8::1]:993", "::ffff:198.51.100.7", "<null>", "",
    ])
    record.clientIP = random.pick([nil, "203.0.113.66", "198.51.100.9"])
    record.logonType = random.pick([0, 1, 2])
    record.user = random.pick(["a@x.example", "Übel@x.example"])
    record.session = random.pick([
      nil, "S-\(random.below(5))", "00000000-0000-0000-0000-000000000000",
    ])
    record.sessionPlace = random.pick([.topLevel, .accessContext, .deviceProperties])
    record.token = random.pick([nil, "tOk\(random.below(40))"])
    record.throttled = random.pick(["\"False\"", "\"True\"", "true", "false", nil])
    record.throttledFirst = random.below(2) == 0
    switch random.below(10) {
    case 0: record.operation = random.pick(["MailboxLogin", "Send", "New-InboxRule"])
    case 1:
      record.access = "Sync"
      record.folders = nil
      record.syncFolder = .init(id: "F\(random.below(6))", path: folderName())
    case 2: record.access = random.pick([nil, "Unknown"])
    default: break
    }
    if record.folders != nil { record.folders = folders(number) }
    if random.below(3) == 0 { record.operationCount = record.items.count + random.below(2) }
    twistId(of: &record, number)
    return mangled(record.json)
  }

  /// Ids that are none, and ids that stand for several records, some of which name their mailbox by
  /// halves (R2, R3).
  private mutating func twistId(of record: inout FixtureRecord, _ number: Int) {
    switch ids.below(20) {
    case 0 where !haveIds: record.id = ids.pick(fixturePlaceholders)
    case 1, 2, 3:
      record.id = fixtureGuid(max(1, number - 1 - ids.below(12)))
      if ids.below(3) == 0 { record.mailboxUPN = "p\(ids.below(4))@northwind-clinic.example" }
      switch ids.below(6) {
      case 0, 1: record.mailboxGuid = nil
      case 2: record.organization = nil
      case 3 where !record.isMailAccess: (record.mailboxGuid, record.mailboxUPN) = (nil, nil)
      case 4: record.mailboxUPN = nil
      default: break
      }
    default: break
    }
  }

  private mutating func folderName() -> String {
    random.pick([
      "\\Inbox", "\\Posteingang", "\\R\u{E9}unions \"Q3\"", "\\\u{1F4C1}, a;b\tc", "Not Available",
    ])
  }

  private mutating func folders(_ number: Int) -> [FixtureRecord.Folder] {
    (0...random.below(2)).map { index in
      let place = random.below(6)
      return .init(
        id: "F\(place)", path: folderName(),
        items: (0...random.below(4)).map { item in
          let size = random.pick([nil, 4_096, number])
          return switch random.below(12) {
          case 0: .init(nil, immutableId: "imm-\(random.below(50))", size: size)
          case 1: .init("", id: "id-\(random.below(50))", size: size)
          case 2: .init("Not Available", size: size, subject: "ohne Id")
          default:
            .init(
              "<m\(random.below(700))@x.example>", id: "RgAA\(random.below(9))-\(index)\(item)",
              size: size, subject: "a, \"b\"\nc\\d \u{1F600}")
          }
        })
    }
  }

  /// The same record as another writer would have written it.
  private mutating func mangled(_ json: String) -> String {
    var text = json
    func swap(_ old: String, _ new: String) { text = text.replacing(old, with: new) }
    for _ in 0..<random.below(4) {
      switch random.below(13) {
      case 0: swap("\"Path\":", "\"FolderPath\":")
      case 1: swap("\"RecordType\":50", "\"RecordType\":\"50\"")
      case 2: swap("\"LogonType\":1,", "\"LogonType\":1.0,")
      case 3: swap("\"SizeInBytes\":4096", "\"SizeInBytes\":\"4096\"")
      case 4: swap("@x.example", "\\u0040x.example")
      case 5: swap("\\\\Inbox", "\\u005cInbox")
      case 6: swap("\u{1F600}", "\\ud83d\\ude00")
      case 7: swap("\"ClientInfoString\":\"Client=OWA;", "\"ClientInfoString\":\"Client=OWA\\/x;")
      case 8: swap("\"FolderItems\":[", "\"folderitems\":[null,")
      case 9: swap("\"Operation\":", "\"ExternalAccess \":false,\"Operation\":")
      case 10: swap("\"UserType\":0", "\"UserType\":\"Regular\"")
      case 11:
        swap("\"Workload\":", "\"Workload\":\"\",\"Nested\":{\"a\":[{\"b\":[[]]}]},\"Workload\":")
      default: swap("\"Id\":\"0F", "\"Id\":\"0f")
      }
    }
    return text
  }
}
