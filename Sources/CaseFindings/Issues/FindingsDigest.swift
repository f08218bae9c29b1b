import CaseModel
import TextFormats

/// What two issues of findings are compared by, read from findings.json: the long lists are never
/// held as a tree.
package struct FindingsDigest {
  struct Message {
    var basis: String
    var folders: [String]
  }

  struct Mailbox {
    var name = ""
    /// By `identifiedBy` and id.
    var messages: [String: Message] = [:]
    /// By folder id, or name where there is none: the basis.
    var folders: [String: String] = [:]
    var folderNames: [String: String] = [:]
    /// `sync`, `throttled`; empty where the mailbox is not assumed.
    var assumedBases: [String] = []
    /// By cause, reach and raw times: the part inside the windows.
    var periods: [String: String] = [:]
    /// By kind and folder: how many.
    var unnamed: [String: String] = [:]
    var coverage = ""
    /// Of an inventory: by tier or remark, how many messages.
    var inventory: [String: String] = [:]
  }

  private(set) var issue: Int64 = 1
  package private(set) var scopeSHA256 = ""
  /// By organisation and GUID, or name where there is none.
  private(set) var mailboxes: [String: Mailbox] = [:]
  /// By what tells contexts apart, ids aside: the class.
  private(set) var contexts: [String: String] = [:]
  /// By hash: evidence name and rows.
  private(set) var evidence: [String: String] = [:]
  /// By mailbox: the records that match outside.
  private(set) var outside: [String: String] = [:]
  private(set) var totals: [String: String] = [:]
  private(set) var rules = ""

  package init(_ bytes: [UInt8]) throws(JSONProblem) {
    var messages: [String: Message] = [:]
    var mailboxes: [String: Mailbox] = [:]
    var contexts: [String: String] = [:]
    let lists: Set = [
      "mailboxes", "recordedMessages", "contexts", "records", "rejected", "otherAcquisition",
    ]
    let json = try JSONReader.read(bytes, handing: lists) { list, value in
      switch list {
      case "recordedMessages":
        let folders = (value["folders"]?.elements ?? []).map(FindingsDigest.folder)
        messages[text(value["identifiedBy"]) + " " + text(value["message"])] = Message(
          basis: text(value["basis"]), folders: folders.map(\.key))
      // Windows name mailboxes too.
      case "mailboxes" where value["mailbox"] != nil:
        var mailbox = FindingsDigest.mailbox(value)
        // Those of a mailbox stand in it, so they came before its end.
        swap(&mailbox.messages, &messages)
        mailboxes[FindingsDigest.key(value["mailbox"])] = mailbox
      // The contexts of a message have the same name, and are texts.
      case "contexts" where value.members != nil:
        contexts[FindingsDigest.contextKey(value)] = text(value["attribution"])
      default: break
      }
    }
    self.mailboxes = mailboxes
    self.contexts = contexts
    issue = json["issue"]?["number"]?.integer ?? 1
    scopeSHA256 = text(json["inputs"]?["scopeSha256"])
    rules = text(json["tool"]?["rules"])
    readEvidence(json)
    for match in json["outsideScope"]?.elements ?? [] {
      outside[FindingsDigest.name(match["mailbox"])] =
        "\(text(match["records"])) records, \(text(match["from"])) to \(text(match["to"]))"
    }
    for member in json["totals"]?.members ?? [] { totals[member.key] = text(member.value) }
  }

  // MARK: - Parts

  private mutating func readEvidence(_ json: JSONValue) {
    for file in json["completeness"]?["files"]?.elements ?? [] {
      evidence[text(file["sha256"])] =
        "\(text(file["evidence"])), \(text(file["format"])), \(text(file["rows"])) rows"
    }
    for file in json["auditConfigurations"]?.elements ?? [] {
      evidence[text(file["sha256"])] = "\(text(file["evidence"])), audit configuration"
    }
    for file in json["inventories"]?.elements ?? [] {
      evidence[text(file["sha256"])] =
        "\(text(file["evidence"])), \(text(file["format"])), \(text(file["rows"])) messages"
    }
  }

  private static func mailbox(_ json: JSONValue) -> Mailbox {
    var mailbox = Mailbox(name: name(json["mailbox"]))
    for element in json["assumedFolders"]?.elements ?? [] {
      let (key, name) = folder(element)
      mailbox.folders[key] = text(element["basis"])
      mailbox.folderNames[key] = name
    }
    mailbox.assumedBases = (json["mailboxAssumed"]?["bases"]?.elements ?? []).map(text)
    for period in json["unauditedPeriods"]?.elements ?? [] {
      let reach = (period["appliesTo"]?.members ?? []).flatMap { $0.value.elements ?? [] }
      let key = [
        text(period["cause"]), reach.map(text).joined(separator: " "),
        "\(text(period["from"])) to \(text(period["to"]))",
      ]
      mailbox.periods[key.filter { !$0.isEmpty }.joined(separator: ", ")] =
        (period["inWindow"]?.elements ?? [])
        .map { "\(text($0["from"])) to \(text($0["to"]))" }.joined(separator: ", ")
    }
    for access in json["unnamedAccess"]?.elements ?? [] {
      let place = access["folder"].map { " in \(text($0))" } ?? ""
      mailbox.unnamed[text(access["kind"]) + place] = text(access["items"])
    }
    mailbox.coverage = text(json["coverage"]?["state"])
    let counts = (json["inventory"]?.members ?? []) + (json["inventory"]?["byTier"]?.members ?? [])
    for member in counts {
      if case .number(let digits) = member.value { mailbox.inventory[member.key] = digits }
    }
    return mailbox
  }

  private static func folder(_ json: JSONValue) -> (key: String, name: String) {
    let (id, name) = (text(json["folderId"]), text(json["folder"]))
    return (id.isEmpty ? name : id, name)
  }

  private static func key(_ mailbox: JSONValue?) -> String {
    let guid = text(mailbox?["guid"])
    return guid.isEmpty ? name(mailbox) : text(mailbox?["organization"]) + " " + guid
  }

  private static func name(_ mailbox: JSONValue?) -> String {
    mailbox?["upns"]?.elements?.first.map { text($0) } ?? text(mailbox?["guid"])
  }

  private static func contextKey(_ json: JSONValue) -> String {
    let lists = ["addresses", "applications"].map {
      (json[$0]?.elements ?? []).map(text).joined(separator: " ")
    }
    let rest = ["client", "session", "token", "logonType", "userType"].map { text(json[$0]) }
    return ([text(json["user"]) + " in " + name(json["mailbox"])] + lists + rest)
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

/// For people: what evidence could use to disturb a line is shown.
private func text(_ json: JSONValue?) -> String {
  switch json {
  case .string(let text)?: text.visible
  case .number(let digits)?: digits
  default: ""
  }
}
