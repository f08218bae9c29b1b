import TestSupport

/// A small invented case: records and a scope, as plain values that the rules are read from.
struct NaiveCase {
  struct Rule {
    var id: String
    var addresses: [String] = []
    var sessions: [String] = []
    var tokens: [String] = []
    var clients: [String] = []
    var applications: [String] = []
    var users: [String] = []
    var logonTypes: [Int] = []
    var mailboxes: [String] = []
    var from: String?
    var to: String?
  }

  struct Window {
    var from: String
    var to: String
    var mailboxes: [String] = []
  }

  var records: [FixtureRecord] = []
  var mailboxes: [String] = []
  var windows: [Window] = []
  var indicators: [Rule] = []
  var knownGood: [Rule] = []
  var syncIsMailbox = true
  var throttleIsAssumed = true
  var everyAccess = false
  var linkSessions = true
  var linkEarlier = true

  init(seed: UInt64, count: Int) {
    var random = FixtureRandom(seed: seed)
    var ids = FixtureRandom(seed: ~seed)
    for number in 1...count {
      // Copies are no second record.
      if number > 5, random.below(8) == 0 { records.append(random.pick(records)) }
      records.append(NaiveCase.record(number, &random))
      shareIds(&ids)
    }
    records.shuffle(using: &random)
    if random.below(3) == 0 { mailboxes = [NaiveCase.upns[random.below(3)]] }
    for _ in 0..<random.below(3) {
      let hour = random.below(60)
      let upns = random.below(3) == 0 ? [random.pick(NaiveCase.upns)] : []
      windows.append(
        Window(
          from: NaiveCase.time(hour, 0), to: NaiveCase.time(hour + 6 + random.below(40), 0),
          mailboxes: upns))
    }
    for number in 0..<(1 + random.below(2)) {
      indicators.append(NaiveCase.rule("A\(number + 1)", &random))
    }
    if random.below(2) == 0 { knownGood = [NaiveCase.rule("K1", &random)] }
    syncIsMailbox = random.below(2) == 0
    throttleIsAssumed = random.below(2) == 0
    everyAccess = random.below(5) == 0
    linkSessions = random.below(4) > 0
    linkEarlier = random.below(4) > 0
  }

  /// An id that is none, an id of two mailboxes, a copy that names its mailbox by name alone.
  private mutating func shareIds(_ random: inout FixtureRandom) {
    let last = records.count - 1
    switch random.below(12) {
    case 0: records[last].id = random.pick(fixturePlaceholders)
    case 1:
      var other = random.pick(records)
      let mailbox = random.below(3)
      other.mailboxGuid = NaiveCase.guids[mailbox]
      other.mailboxUPN = NaiveCase.upns[mailbox]
      records.append(other)
    case 2:
      var lossy = random.pick(records)
      lossy.mailboxGuid = nil
      records.append(lossy)
    default: break
    }
  }

  // MARK: - Parts

  static let upns = (0..<3).map { "p\($0)@northwind-clinic.example" }
  private static let guids = (0..<3).map { "aaaaaaaa-0000-4000-8000-00000000000\($0)" }

  /// Hours and minutes from 2025-03-10 on.
  static func time(_ hour: Int, _ minute: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "2025-03-\(10 + hour / 24)T\(two(hour % 24)):\(two(minute)):00"
  }

  private static func record(_ number: Int, _ random: inout FixtureRandom) -> FixtureRecord {
    var record = FixtureRecord(number)
    record.time = time(random.below(96), random.below(60))
    let mailbox = random.below(3)
    record.mailboxGuid = guids[mailbox]
    record.mailboxUPN = upns[mailbox]
    record.user = random.pick(["p0@northwind-clinic.example", "Eve@X.example", "sam@x.example"])
    record.userType = random.pick([0, 0, 0, 4])
    record.logonType = random.pick([0, 0, 1, 2, 3, 4, nil])
    record.clientIPAddress = random.pick([
      "203.0.113.66", "203.0.113.66:4431", "203.0.113.9", "198.51.100.7", "::ffff:203.0.113.66",
      "", "<null>",
    ])
    record.clientIP = random.pick([nil, nil, "203.0.113.66", "198.51.100.7"])
    record.actorIP = random.pick([nil, nil, nil, "198.51.100.7"])
    record.session = random.pick([nil, "s1", "S1", "s2", "s3", "s4"])
    record.sessionPlace = random.pick([.topLevel, .accessContext, .deviceProperties])
    record.token = random.pick([nil, nil, "t1", "T1", "t2", "t3"])
    record.client = random.pick(["Client=OWA", "Client=REST;Evil/1", "Client=IMAP4", nil])
    record.appId = random.pick([nil, "app-1", "app-2"])
    record.clientAppId = random.pick([nil, nil, "app-3"])
    record.throttled = random.pick([
      "\"False\"", "\"False\"", "false", "\"False\"", nil, "\"False\"", "\"True\"", "true",
    ])
    record.access = random.pick(["Bind", "Bind", "Bind", nil, "Other"])
    record.folders = (0..<random.below(3)).map { _ in folder(&random) }
    if random.below(5) == 0 {
      record.access = random.pick(["Sync", "Sync", nil])
      record.folders = nil
      record.syncFolder = random.below(6) == 0 ? nil : folder(&random)
    }
    if random.below(4) == 0 { record.operationCount = random.below(6) }
    if random.below(6) == 0 { record.operation = random.pick(["UserLoggedIn", "Send"]) }
    return record
  }

  private static func folder(_ random: inout FixtureRandom) -> FixtureRecord.Folder {
    let number = random.below(4)
    let items = (0..<random.below(4)).map { _ in
      let message = random.below(15)
      return switch random.below(8) {
      case 0: FixtureRecord.Item(nil, immutableId: "imm\(message)")
      case 1: FixtureRecord.Item("", id: "own\(message)")
      case 2: FixtureRecord.Item(nil)
      default: FixtureRecord.Item("<m\(message)@x>", immutableId: "imm\(message)")
      }
    }
    return .init(id: "F\(number)", path: "\\Folder \(number)", items: items)
  }

  private static func rule(_ id: String, _ random: inout FixtureRandom) -> Rule {
    var rule = Rule(id: id)
    switch random.below(8) {
    case 0: rule.addresses = ["203.0.113.66"]
    case 1: rule.addresses = ["203.0.113.0/24", "192.0.2.1"]
    case 2: rule.sessions = ["s1", "S3"]
    case 3: rule.tokens = ["t1"]
    case 4: rule.clients = ["evil"]
    case 5: rule.users = ["eve@x.example"]
    case 6: rule.applications = ["APP-3", "app-1"]
    default: rule.logonTypes = [1, 2]
    }
    switch random.below(6) {
    case 0: rule.mailboxes = [random.pick(upns)]
    case 1: rule.clients.append("OWA")
    case 2: rule.from = time(random.below(40), 0)
    case 3: rule.to = time(30 + random.below(60), 0)
    default: break
    }
    return rule
  }

  // MARK: - As scope.json

  var scope: String {
    func list(_ values: [String]) -> String {
      "[\(values.map(quoted).joined(separator: ", "))]"
    }
    func selectors(_ upns: [String]) -> String {
      "[\(upns.map { "{\"upn\": \(quoted($0))}" }.joined(separator: ", "))]"
    }
    func text(_ rule: Rule) -> String {
      var members = ["\"id\": \(quoted(rule.id))"]
      for (name, values) in [
        ("addresses", rule.addresses), ("sessions", rule.sessions), ("tokens", rule.tokens),
        ("clients", rule.clients), ("applications", rule.applications), ("users", rule.users),
      ] where !values.isEmpty { members.append("\"\(name)\": \(list(values))") }
      if !rule.logonTypes.isEmpty { members.append("\"logonTypes\": \(rule.logonTypes)") }
      if !rule.mailboxes.isEmpty { members.append("\"mailboxes\": \(selectors(rule.mailboxes))") }
      if let from = rule.from { members.append("\"from\": \"\(from)Z\"") }
      if let to = rule.to { members.append("\"to\": \"\(to)Z\"") }
      return "{\(members.joined(separator: ", "))}"
    }
    let windows = windows.map { window in
      "{\"from\": \"\(window.from)Z\", \"to\": \"\(window.to)Z\", \"mailboxes\":"
        + " \(selectors(window.mailboxes))}"
    }
    return """
      {"mailboxes": \(selectors(mailboxes)), "windows": [\(windows.joined(separator: ", "))],
       "indicators": [\(indicators.map(text).joined(separator: ", "))],
       "knownGood": [\(knownGood.map(text).joined(separator: ", "))],
       "readings": {"sync": "\(syncIsMailbox ? "mailbox" : "folder")",
         "throttle": "\(throttleIsAssumed ? "assumed" : "undetermined")",
         "assumption": "\(everyAccess ? "everyAccess" : "attributed")",
         "linkEarlier": \(linkEarlier), "linkSessions": \(linkSessions)}}
      """
  }
}
