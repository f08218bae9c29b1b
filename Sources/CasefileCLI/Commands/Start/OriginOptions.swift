import CaseActions
import CaseFolder
import CaseModel
import Files
import TextFormats

/// What is known of where exports come from, and how they were asked for.
struct OriginOptions {
  var about: String?
  var sourceSystem: String?
  var tenant: String?
  var collectedAt: UTCTime?
  var collectedBy: String?
  var collectedTool: String?
  var collectedCommand: String?
  var times: DayOrder?
  var from: UTCTime?
  var to: UTCTime?
  var operations: [String] = []
  var users: [String] = []
  var mailboxes: [String] = []
  var addresses: [String] = []
  var text: String?
  var isUnfiltered = false
  var folder: String?
  var recoverableItems: Answer?
  var archive: Answer?
  var receivedFrom: String?
  var receivedAt: UTCTime?

  static let options: [Option<Self>] = [
    .text("about", "FILE.json", \.about, "what is known about the export's origin"),
    .text("source-system", "TEXT", \.sourceSystem, "where the records come from"),
    .text("tenant", "TEXT", \.tenant, "tenant name or id"),
    .time("collected-at", \.collectedAt, "when the export was made, UTC"),
    .text("collected-by", "NAME", \.collectedBy, "who made it"),
    .text("collected-tool", "TEXT", \.collectedTool, "with which tool"),
    .text("collected-command", "TEXT", \.collectedCommand, "with which command"),
    .choice("times", \.times, "which number of a date such as 11/03/2026 is the day"),
    .time("query-from", \.from, "start of the query's range, UTC"),
    .time("query-to", \.to, "end of the query's range, UTC"),
    .texts("query-operation", "NAME", \.operations, "an operation the query asked for"),
    .texts("query-user", "UPN", \.users, "a user the query asked for"),
    .texts("query-mailbox", "UPN", \.mailboxes, "a mailbox the query asked for"),
    .texts("query-address", "ADDRESS", \.addresses, "an address the query asked for"),
    .text("query-text", "TEXT", \.text, "free text the query was filtered by"),
    .flag(
      "query-unfiltered", \.isUnfiltered,
      "the query had no filter by operation, user, mailbox or text"),
    .text("query-folder", "PATH", \.folder, "the folder that listed messages are from"),
    .choice(
      "with-recoverable", \.recoverableItems, "messages in Recoverable Items are listed too"),
    .choice("with-archive", \.archive, "messages in the archive are listed too"),
    .text("received-from", "NAME", \.receivedFrom, "who handed it over"),
    .time("received-at", \.receivedAt, "when, UTC"),
  ]

  /// Options, over `--about`, over `FILE.about.json` beside the export.
  ///
  /// - Parameter now: nothing that is told can lie behind it.
  func origin(of path: String, now: UTCTime) throws -> ExportOrigin {
    let beside = path + aboutSuffix
    let file = try about ?? (targetFacts(beside) == nil ? nil : beside)
    let stated = try file.map(OriginOptions.read) ?? ExportOrigin()
    if let file {
      do throws(OriginFault) { try stated.check(now) } catch {
        throw CaseProblem(error, file: file)
      }
    }
    let origin = try told(over: stated)
    do throws(OriginFault) { try origin.check(now) } catch { throw UsageProblem(error) }
    return origin
  }

  /// What options and `--about` say, where something was imported already.
  func told() throws -> ExportOrigin {
    try told(over: try about.map(OriginOptions.read) ?? ExportOrigin())
  }

  private func told(over stated: ExportOrigin) throws(UsageProblem) -> ExportOrigin {
    try checkFilters()
    var origin = stated
    origin.sourceSystem = sourceSystem ?? origin.sourceSystem
    origin.tenant = tenant ?? origin.tenant
    origin.collectedAt = collectedAt ?? origin.collectedAt
    origin.collectedBy = collectedBy ?? origin.collectedBy
    origin.collectedTool = collectedTool ?? origin.collectedTool
    origin.collectedCommand = collectedCommand ?? origin.collectedCommand
    origin.receivedFrom = receivedFrom ?? origin.receivedFrom
    origin.receivedAt = receivedAt ?? origin.receivedAt
    origin.dayOrder = times ?? origin.dayOrder
    origin.query = query(over: origin.query)
    origin.inventory.folder = folder ?? origin.inventory.folder
    origin.inventory.recoverableItems =
      recoverableItems.map { $0 == .yes } ?? origin.inventory.recoverableItems
    origin.inventory.archive = archive.map { $0 == .yes } ?? origin.inventory.archive
    return origin
  }

  private func query(over stated: ExportQuery) -> ExportQuery {
    var query = stated
    query.from = from ?? query.from
    query.to = to ?? query.to
    if isUnfiltered {
      query.operations = []
      query.users = []
      query.mailboxes = []
      query.addresses = nil
      query.freeText = ""
    }
    if !operations.isEmpty { query.operations = operations }
    if !users.isEmpty { query.users = users }
    if !mailboxes.isEmpty { query.mailboxes = mailboxes }
    if !addresses.isEmpty { query.addresses = addresses }
    query.freeText = text ?? query.freeText
    return query
  }

  private static func read(_ file: String) throws -> ExportOrigin {
    try readAboutFile(
      try readJSON(try readSmallFile(file, followsLinks: true), file: file), file: file)
  }

  /// A query without a filter has none.
  private func checkFilters() throws(UsageProblem) {
    if !isUnfiltered { return }
    let filters = [
      ("--query-operation", !operations.isEmpty), ("--query-user", !users.isEmpty),
      ("--query-mailbox", !mailboxes.isEmpty), ("--query-address", !addresses.isEmpty),
      ("--query-text", !(text ?? "").isEmpty),
    ]
    if let filter = filters.first(where: \.1) {
      throw .apart(
        "--query-unfiltered", from: filter.0, why: "a query that had a filter was not unfiltered")
    }
  }
}

extension UsageProblem {
  /// What options say of an export, and cannot.
  init(_ fault: OriginFault) {
    switch fault {
    case .reversed(let from, let to):
      self = .badValue(
        option: "--query-to", found: to.iso, expected: "a time after --query-from (\(from.iso))")
    case .future(let key, let found, let now):
      let options = [
        "query.from": "--query-from", "query.to": "--query-to", "collected.at": "--collected-at",
        "receivedAt": "--received-at",
      ]
      self = .badValue(
        option: options[key] ?? key, found: found.iso, expected: "no time behind now (\(now.iso))")
    }
  }
}

/// The side file of an export has its name and this.
let aboutSuffix = ".about.json"

func isSideFile(_ path: String) -> Bool { path.hasSuffix(aboutSuffix) }

extension CaseProblem {
  /// What a side file says of an export, and cannot.
  init(_ fault: OriginFault, file: String) {
    switch fault {
    case .reversed(let from, let to):
      self = .document(
        file: file, key: "query.to", found: to.iso,
        expected: "a time after query.from (\(from.iso))")
    case .future(let key, let found, let now):
      self = .document(
        file: file, key: key, found: found.iso, expected: "no time behind now (\(now.iso))")
    }
  }

  /// It is wrong what somebody told of an export.
  var isAboutSideFile: Bool {
    switch self {
    case .document(let file, _, _, _), .notJSON(let file, _, _, _, _): isSideFile(file)
    default: false
    }
  }
}
