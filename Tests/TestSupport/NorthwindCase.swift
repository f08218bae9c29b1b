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
  package private(set) var records: [FixtureRecord] = []

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

  private var random = FixtureRandom(seed: 2025)
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
    let twice = rows.filter { _ in random.below(12) == 0 }
    // The service returns pages out of order.
    rows = Array(rows.reversed()) + twice
    return FixtureExport.searchCSV.bytes(rows, byteOrderMark: true)
  }

  /// Management Activity API of 8 to 22 March: it overlaps the first by a week.
  package var json: [UInt8] {
    FixtureExport.jsonArray.bytes(records.filter { $0.time >= "2025-03-08T00:00:00" })
  }

  // MARK: - Everyday life

  private mutating func everyday(_ day: Int) {
    let isWeekend = [1, 2, 8, 9, 15, 16].contains(day)
    let busy = isWeekend ? 4 : 23
    for mailbox in [NorthwindCase.rivera, NorthwindCase.brandt] {
      let session = weekly("desktop", mailbox, day)
      for _ in 0..<busy { ownerOnDesktop(mailbox, day, session) }
      for _ in 0..<(isWeekend ? 4 : 9) { ownerOnMobile(mailbox, day) }
      signIn(mailbox, day, session)
      for _ in 0..<(isWeekend ? 2 : 10) { sent(mailbox, day) }
      if !isWeekend { outlookSync(mailbox, day, session) }
    }
    for _ in 0..<(isWeekend ? 3 : 16) { delegate(NorthwindCase.reception, day) }
    for _ in 0..<(isWeekend ? 1 : 3) { delegate(NorthwindCase.brandt, day) }
    for _ in 0..<4 { service(day) }
    graphApplication(day)
  }

  private mutating func ownerOnDesktop(_ mailbox: Mailbox, _ day: Int, _ session: String) {
    var record = bind(mailbox, at: time(day, 7, 17), count: 1 + random.below(3))
    record.session = session
    record.client = "Client=MSExchangeRPC; Microsoft Outlook 16.0.17928.20440"
    record.clientIPAddress = NorthwindCase.office
    record.throttled = "\"False\""
    add(record, .knownGood)
  }

  private mutating func ownerOnMobile(_ mailbox: Mailbox, _ day: Int) {
    var record = bind(mailbox, at: time(day, 6, 22), count: 1 + random.below(2))
    // Records of 2025: the session stands in AppAccessContext, IsThrottled nowhere.
    record.session =
      mailbox.upn == NorthwindCase.rivera.upn
      ? "3e5d2c1b-0a9f-4e8d-b7c6-a5b4c3d2e101" : "3e5d2c1b-0a9f-4e8d-b7c6-a5b4c3d2e102"
    record.sessionPlace = .accessContext
    record.token = weekly("token", mailbox, day).replacing("-", with: "")
    record.client = "Client=OutlookService;Outlook-iOS/2.0;"
    record.appId = "27922004-5251-4030-b22d-91ecd9a37ea4"
    record.clientIPAddress = "100.64.\(day / 7).\(20 + random.below(2))"
    record.throttled = nil
    add(record, .other)
  }

  private mutating func outlookSync(_ mailbox: Mailbox, _ day: Int, _ session: String) {
    var record = self.record(mailbox, at: time(day, 7, 9))
    record.recordType = 2
    record.access = "Sync"
    record.folders = nil
    record.syncFolder = folder(mailbox, mailbox.folders[0], items: [])
    record.session = session
    record.client = "Client=MSExchangeRPC; Microsoft Outlook 16.0.17928.20440"
    record.clientIPAddress = NorthwindCase.office
    add(record, .knownGood)
  }

  /// The shared mailbox is opened by its delegates from the office, K. Brandt's by M. Rivera.
  private mutating func delegate(_ mailbox: Mailbox, _ day: Int) {
    var record = bind(mailbox, at: time(day, 7, 17), count: 1 + random.below(3))
    let isShared = mailbox.upn == NorthwindCase.reception.upn
    record.user =
      isShared && random.below(2) == 0 ? NorthwindCase.brandt.upn : NorthwindCase.rivera.upn
    record.logonType = 2
    record.session = "77aa0c11-5e1d-4c22-9b10-00000000de1e"
    record.clientIPAddress = NorthwindCase.office
    add(record, .knownGood)
  }

  private mutating func service(_ day: Int) {
    let mailbox = random.pick([NorthwindCase.rivera, NorthwindCase.brandt, NorthwindCase.reception])
    var record = bind(mailbox, at: time(day, 0, 23), count: 1)
    record.user = "S-1-5-18"
    record.userType = 4
    record.logonType = 4
    record.client = "Client=TBA;Service=MSExchangeMailboxAssistants;Action=TBA;"
    record.clientIPAddress = "::1"
    add(record, .service)
  }

  private mutating func graphApplication(_ day: Int) {
    var record = bind(NorthwindCase.brandt, at: time(day, 3, 4), count: 2)
    record.client = "Client=REST;Client=RESTSystem;;"
    record.appId = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346"
    record.clientIPAddress = "20.190.128.7"
    record.token = weekly("graph", NorthwindCase.brandt, day).replacing("-", with: "")
    add(record, .other)
  }

  private mutating func signIn(_ mailbox: Mailbox, _ day: Int, _ session: String) {
    signIn(mailbox, at: time(day, 6, 7), from: NorthwindCase.office, session)
  }

  /// A sign-in names no mailbox; its session stands in the device's properties.
  private mutating func signIn(
    _ mailbox: Mailbox, at time: String, from address: String, _ session: String
  ) {
    var record = self.record(mailbox, at: time)
    record.operation = "UserLoggedIn"
    record.recordType = 15
    record.mailboxGuid = nil
    record.mailboxUPN = nil
    record.logonType = nil
    record.client = nil
    record.clientIPAddress = nil
    record.clientIP = address
    record.actorIP = address
    record.session = session
    record.sessionPlace = .deviceProperties
    records.append(record)
  }

  private mutating func sent(_ mailbox: Mailbox, _ day: Int) {
    var record = self.record(mailbox, at: time(day, 7, 18))
    record.operation = random.pick(["Send", "MoveToDeletedItems", "Update", "SoftDelete"])
    record.recordType = 2
    record.clientIPAddress = NorthwindCase.office
    records.append(record)
  }

  // MARK: - The attack

  private mutating func attack() {
    // Sign-ins that the indicator matches: they anchor whatever shares their session.
    signIn(
      NorthwindCase.rivera, at: "2025-03-11T01:58:09", from: NorthwindCase.attackerAddress,
      NorthwindCase.stolenSession)
    signIn(
      NorthwindCase.rivera, at: "2025-03-12T00:57:44", from: NorthwindCase.attackerAddress,
      NorthwindCase.linkedSession)
    for step in 0..<64 {
      let day = 11 + step % 5
      var record = bind(
        NorthwindCase.rivera, at: time(day, 2, 4), count: 2 + random.below(4))
      if day == 13 { record.time = time(day, 1, 5) }
      record.session = NorthwindCase.stolenSession
      record.clientIPAddress =
        step % 7 == 3 ? "[\(NorthwindCase.attackerSecond)]:52110" : NorthwindCase.attackerAddress
      record.client = "Client=OWA;Action=ViaProxy"
      record.throttled = step % 3 == 0 ? nil : "\"False\""
      add(record, .attacker)
    }
    for step in 0..<9 {
      var record = bind(NorthwindCase.reception, at: time(12, 2, 4), count: 1 + step % 3)
      record.user = NorthwindCase.rivera.upn
      record.logonType = 2
      record.session = NorthwindCase.stolenSession
      record.clientIPAddress = NorthwindCase.attackerAddress + ":443"
      add(record, .attacker)
    }
    for step in 0..<11 {
      var record = bind(NorthwindCase.brandt, at: time(12, 1, 3), count: 1 + step % 2)
      record.user = NorthwindCase.rivera.upn
      record.logonType = 2
      record.session = NorthwindCase.linkedSession
      record.sessionPlace = .accessContext
      record.clientIPAddress = NorthwindCase.linkedAddress
      record.client = "Client=REST;;"
      add(record, .linked)
    }
    for (index, name) in ["\\Inbox", "\\Inbox\\Referrals"].enumerated() {
      for hour in 0..<3 {
        var record = self.record(NorthwindCase.rivera, at: time(14, 2 + hour, 3 + hour))
        record.recordType = 2
        record.access = "Sync"
        record.folders = nil
        record.syncFolder = folder(NorthwindCase.rivera, name, items: [])
        record.session = NorthwindCase.stolenSession
        record.clientIPAddress = NorthwindCase.attackerAddress
        record.client = "Client=MSExchangeRPC; Microsoft Outlook 16.0.\(14_000 + index).20000"
        add(record, .attacker)
      }
    }
    inboxRule()
  }

  private mutating func inboxRule() {
    var record = self.record(NorthwindCase.rivera, at: "2025-03-11T02:31:55")
    record.operation = "New-InboxRule"
    record.recordType = 1
    record.clientIPAddress = nil
    record.clientIP = "\(NorthwindCase.attackerAddress):51002"
    record.session = NorthwindCase.stolenSession
    record.extra = [("Parameters", "[{\"Name\":\"MoveToFolder\",\"Value\":\"RSS Feeds\"}]")]
    records.append(record)
  }

  /// The owner's own phone throttles the mailbox.
  private mutating func throttle() {
    var record = bind(NorthwindCase.rivera, at: "2025-03-13T06:20:11", count: 3)
    record.client = "Client=OutlookService;Outlook-iOS/2.0;"
    record.clientIPAddress = "100.64.1.21"
    record.throttled = "\"True\""
    record.throttledFirst = true
    add(record, .other)
  }

  // MARK: - Parts

  private mutating func record(_ mailbox: Mailbox, at time: String) -> FixtureRecord {
    var record = FixtureRecord(id: random.guid())
    record.time = time
    record.organization = NorthwindCase.organization
    record.mailboxGuid = mailbox.guid
    record.mailboxUPN = mailbox.upn
    record.user = mailbox.upn
    return record
  }

  private mutating func bind(_ mailbox: Mailbox, at time: String, count: Int) -> FixtureRecord {
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

  private mutating func folder(_ mailbox: Mailbox, _ path: String, items: [FixtureRecord.Item])
    -> FixtureRecord.Folder
  {
    let key = mailbox.upn + path
    let id = folderIds[key] ?? "LgAAAAB" + random.base64(17) + "AAAB"
    folderIds[key] = id
    return FixtureRecord.Folder(id: id, path: path, items: items)
  }

  private mutating func message() -> FixtureRecord.Item {
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
  private func weekly(_ what: String, _ mailbox: Mailbox, _ day: Int) -> String {
    let seed = (what + mailbox.upn).utf8.reduce(UInt64(day / 7)) { $0 &* 131 &+ UInt64($1) }
    var random = FixtureRandom(seed: seed)
    return random.guid()
  }

  private mutating func time(_ day: Int, _ from: Int, _ to: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    let hour = from + random.below(max(1, to - from))
    return "2025-03-\(two(day))T\(two(hour)):\(two(random.below(60))):\(two(random.below(60)))"
  }

  /// Adds a mail access and notes what the story says of it.
  private mutating func add(_ record: FixtureRecord, _ who: Who) {
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
