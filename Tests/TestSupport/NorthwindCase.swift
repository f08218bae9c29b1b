import CaseModel

/// The shipped case Cases/northwind-bec: a clinic's mailbox taken over with a stolen session.
///
/// Invented, deterministic, and the ground truth of its own test: what must be found is noted
/// while the records are made, by the story and not by casefile's rules.
package struct NorthwindCase {
  /// What must be found.
  package struct Truth {
    /// Message ids without `< >`, by mailbox.
    package var recorded: [String: Set<String>] = [:]
    package var linkedOnly: Set<String> = []
    package var assumedFolders: [String: Set<String>] = [:]
    package var attackerRecords = 0
    package var linkedRecords = 0
    package var knownGoodRecords = 0
    package var serviceRecords = 0
    package var unattributedRecords = 0
    package var outsideWindow = 0
    package var uniqueMailAccess = 0
    package var uniqueRecords = 0
    package var throttledMailbox = ""
    package var throttledFrom = ""
    package var throttledTo = ""
  }

  package enum Who { case owner, attacker, linked, knownGood, service, other }

  package private(set) var truth = Truth()
  /// In the order of time; unique.
  package internal(set) var records: [FixtureRecord] = []

  static let organization = "6b1d9f3e-0c55-4a0b-9a57-1f2e3d4c5b6a"
  static let rivera = Mailbox(
    guid: "4c1d7e52-93aa-4f0e-8d21-5b7f0a9c1e01", upn: "m.rivera@northwind-clinic.example",
    folders: ["\\Inbox", "\\Sent Items", "\\Inbox\\Referrals", "\\Archive"])
  static let brandt = Mailbox(
    guid: "4c1d7e52-93aa-4f0e-8d21-5b7f0a9c1e02", upn: "k.brandt@northwind-clinic.example",
    folders: ["\\Posteingang", "\\Gesendete Elemente", "\\Posteingang\\Überweisungen"])
  static let reception = Mailbox(
    guid: "4c1d7e52-93aa-4f0e-8d21-5b7f0a9c1e03", upn: "reception@northwind-clinic.example",
    folders: ["\\Inbox", "\\Inbox\\Appointments"])

  package struct Mailbox {
    var guid: String
    package var upn: String
    var folders: [String]
  }

  static let attackerAddress = "203.0.113.66"
  static let attackerSecond = "2001:db8:66::9"
  static let linkedAddress = "192.0.2.140"
  static let office = "198.51.100.10"
  static let stolenSession = "9f6b1c0e-7d44-4f59-9f0e-3c5a7b2d1e66"
  static let linkedSession = "b21f4a77-1c0d-4e2b-8a35-77f0c4d9e140"
  static let windowFrom = "2025-03-10T00:00:00"
  static let windowTo = "2025-03-18T00:00:00"

  var random = FixtureRandom(seed: 2025)
  private var folderIds: [String: String] = [:]
  private var pools: [String: [FixtureRecord.Item]] = [:]

  package init() {
    truth.throttledMailbox = NorthwindCase.rivera.upn
    truth.throttledFrom = "2025-03-13T06:20:11Z"
    truth.throttledTo = "2025-03-14T06:20:11Z"
    for mailbox in [NorthwindCase.rivera, NorthwindCase.brandt, NorthwindCase.reception] {
      pools[mailbox.upn] = (0..<360).map { _ in message() }
    }
    for day in 1...21 { everyday(day) }
    attack()
    throttle()
    records.sort { ($0.time, $0.id) < ($1.time, $1.id) }
    truth.uniqueRecords = records.count
    truth.uniqueMailAccess = records.count { $0.isMailAccess }
  }

  // MARK: - The exports

  /// Search-UnifiedAuditLog of 1 to 15 March, with rows that the service returned twice.
  package var csv: [UInt8] {
    var rows = records.filter { $0.time < "2025-03-15T00:00:00" }
    var random = FixtureRandom(seed: 44)
    let twice = rows.filter { _ in random.below(24) == 0 }
    // The service returns pages out of order.
    rows = Array(rows.reversed()) + twice
    return FixtureExport.searchCSV.bytes(rows, byteOrderMark: true)
  }

  /// Management Activity API of 8 to 22 March: it overlaps the first by a week.
  package var json: [UInt8] {
    FixtureExport.jsonArray.bytes(records.filter { $0.time >= "2025-03-08T00:00:00" })
  }

  // MARK: - Parts

  mutating func record(_ mailbox: Mailbox, at time: String) -> FixtureRecord {
    var record = FixtureRecord(id: random.guid())
    record.time = time
    record.organization = NorthwindCase.organization
    record.mailboxGuid = mailbox.guid
    record.mailboxUPN = mailbox.upn
    record.user = mailbox.upn
    return record
  }

  mutating func bind(_ mailbox: Mailbox, at time: String, count: Int) -> FixtureRecord {
    var record = self.record(mailbox, at: time)
    let pool = pools[mailbox.upn] ?? []
    var items: [FixtureRecord.Item] = []
    while items.count < count {
      let item = random.pick(pool)
      if !items.contains(item) { items.append(item) }
    }
    // A message has one folder: its place in the pool decides.
    var byFolder: [String: [FixtureRecord.Item]] = [:]
    for item in items {
      let index = (pool.firstIndex(of: item) ?? 0) % mailbox.folders.count
      byFolder[mailbox.folders[index], default: []].append(item)
    }
    record.folders = byFolder.keys.sorted().map { folder(mailbox, $0, items: byFolder[$0] ?? []) }
    record.operationCount = count
    return record
  }

  mutating func folder(_ mailbox: Mailbox, _ path: String, items: [FixtureRecord.Item])
    -> FixtureRecord.Folder
  {
    // 48 bytes as in real records: a length of 46, the store's part, the folder's number, a type.
    let key = mailbox.upn + path
    var store = FixtureRandom(seed: mailbox.upn.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
    let id =
      folderIds[key]
      ?? "LgAAAAB" + store.base64(45) + "AAA" + random.base64(17).prefix(5) + "AAAB"
    folderIds[key] = id
    return FixtureRecord.Folder(id: id, path: path, items: items)
  }

  mutating func message() -> FixtureRecord.Item {
    let domain = random.pick([
      "DM6PR01MB4321.prod.exchangelabs.com", "mail.labcorp-partner.example",
      "FR2P281MB0987.PROD.OUTLOOK.COM", "insurer.example",
    ])
    let id = String(random.guid().replacing("-", with: "").uppercased().prefix(20))
    return FixtureRecord.Item(
      "<\(id)@\(domain)>",
      size: 2_000 + random.below(400_000))
  }

  /// A session or token that lives for a week.
  func weekly(_ what: String, _ mailbox: Mailbox, _ day: Int) -> String {
    let seed = (what + mailbox.upn).utf8.reduce(UInt64(day / 7)) { $0 &* 131 &+ UInt64($1) }
    var random = FixtureRandom(seed: seed)
    return random.guid()
  }

  mutating func time(_ day: Int, _ from: Int, _ to: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    let hour = from + random.below(max(1, to - from))
    return "2025-03-\(two(day))T\(two(hour)):\(two(random.below(60))):\(two(random.below(60)))"
  }

  /// Adds a mail access and notes what the story says of it.
  mutating func add(_ record: FixtureRecord, _ who: Who) {
    records.append(record)
    guard record.time >= NorthwindCase.windowFrom, record.time < NorthwindCase.windowTo else {
      truth.outsideWindow += 1
      return
    }
    let mailbox = record.mailboxUPN ?? ""
    switch who {
    case .attacker: truth.attackerRecords += 1
    case .linked: truth.linkedRecords += 1
    case .knownGood: truth.knownGoodRecords += 1
    case .service: truth.serviceRecords += 1
    case .owner, .other: truth.unattributedRecords += 1
    }
    guard who == .attacker || who == .linked else { return }
    if let folder = record.syncFolder {
      truth.assumedFolders[mailbox, default: []].insert(folder.path)
    }
    for item in record.items {
      guard let id = item.internetMessageId?.dropFirst().dropLast() else { continue }
      truth.recorded[mailbox, default: []].insert(String(id))
      if who == .linked { truth.linkedOnly.insert(String(id)) }
    }
  }
}
