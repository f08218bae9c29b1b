import CaseActions
import CaseFolder
import CaseModel
import CasePipeline
import Files
import TextFormats

/// Options, over `--about`, over `FILE.about.json` beside the export.
func exportOrigin(_ path: String, _ arguments: ParsedArguments) throws -> ExportOrigin {
  var origin = ExportOrigin()
  let beside = path + aboutSuffix
  if let file = try arguments["about"] ?? (targetFacts(beside) == nil ? nil : beside) {
    let reading = RegisterReading(
      try readJSON(try readSmallFile(file, followsLinks: true), file: file), file: file, place: "")
    try reading.checkKeys()
    origin = try reading.origin()
  }
  origin.sourceSystem = arguments["source-system"] ?? origin.sourceSystem
  origin.tenant = arguments["tenant"] ?? origin.tenant
  origin.collectedAt = try arguments.time("collected-at") ?? origin.collectedAt
  origin.collectedBy = arguments["collected-by"] ?? origin.collectedBy
  origin.collectedTool = arguments["collected-tool"] ?? origin.collectedTool
  origin.collectedCommand = arguments["collected-command"] ?? origin.collectedCommand
  origin.receivedFrom = arguments["received-from"] ?? origin.receivedFrom
  origin.receivedAt = try arguments.time("received-at") ?? origin.receivedAt
  origin.query.from = try arguments.time("query-from") ?? origin.query.from
  origin.query.to = try arguments.time("query-to") ?? origin.query.to
  if arguments.has("query-unfiltered") {
    origin.query.operations = []
    origin.query.users = []
    origin.query.mailboxes = []
    origin.query.freeText = ""
  }
  func list(_ name: String, _ old: [String]?) -> [String]? {
    arguments.has(name) ? arguments.all(name) : old
  }
  origin.query.operations = list("query-operation", origin.query.operations)
  origin.query.users = list("query-user", origin.query.users)
  origin.query.mailboxes = list("query-mailbox", origin.query.mailboxes)
  origin.query.freeText = arguments["query-text"] ?? origin.query.freeText
  origin.inventory.folder = arguments["query-folder"] ?? origin.inventory.folder
  origin.inventory.recoverableItems =
    try arguments.answer("with-recoverable") ?? origin.inventory.recoverableItems
  origin.inventory.archive = try arguments.answer("with-archive") ?? origin.inventory.archive
  return origin
}

/// The side file of an export has its name and this.
let aboutSuffix = ".about.json"

func isSideFile(_ path: String) -> Bool { path.hasSuffix(aboutSuffix) }

extension CaseProblem {
  /// It is wrong what somebody told of an export.
  var isAboutSideFile: Bool {
    switch self {
    case .document(let file, _, _, _), .notJSON(let file, _, _, _, _): isSideFile(file)
    default: false
    }
  }
}

extension ParsedArguments {
  /// `yes` or `no`.
  fileprivate func answer(_ name: String) throws -> Bool? {
    guard let text = self[name] else { return nil }
    if text != "yes", text != "no" {
      throw UsageProblem.badValue(option: "--\(name)", found: text, expected: "yes or no")
    }
    return text == "yes"
  }

  func evidenceKind() throws -> EvidenceKind {
    try choice("kind", EvidenceKind.allCases) ?? .records
  }
}
