import CaseModel
import TextFormats

/// Reads an entry of register.json, or the side file of `import --about`.
package struct RegisterReading {
  private let json: JSONValue
  private let file: String
  private let place: String

  package init(_ json: JSONValue, file: String, place: String) {
    self.json = json
    self.file = file
    self.place = place
  }

  func entry() throws(CaseProblem) -> RegisterEntry {
    guard let name = json["evidence"]?.text, name.hasPrefix("E"), let number = Int(name.dropFirst())
    else { throw problem("evidence", "a name such as E001") }
    let external = try external()
    guard let storedName = json["storedName"]?.text, !storedName.contains("/"),
      !storedName.hasPrefix("."), storedName.isEmpty == (external != nil)
    else { throw problem("storedName", "the name of a file in evidence/") }
    guard let sha256 = json["sha256"]?.text, sha256.utf8.count == 64 else {
      throw problem("sha256", "64 hexadecimal digits")
    }
    guard let importedAt = json["importedAt"]?.text.flatMap({ TimeReader.read($0) }) else {
      throw problem("importedAt", "a UTC time")
    }
    guard let originalName = json["originalName"], case .string(let original) = originalName else {
      throw problem("originalName", "a text")
    }
    var memberOf: Int?
    if let archive = json["memberOf"] {
      guard let text = archive.text, text.hasPrefix("E"), let number = Int(text.dropFirst()) else {
        throw problem("memberOf", "a name such as E001")
      }
      memberOf = number
    }
    var entry = RegisterEntry(
      evidence: number, originalName: RegisterReading.named(original), storedName: storedName,
      sha256: sha256,
      bytes: try integer("bytes"), format: json["format"]?.text ?? "", importedAt: importedAt,
      origin: try origin())
    entry.memberOf = memberOf
    entry.external = external
    return entry
  }

  /// Keys that a side file may have; others are an error.
  package func checkKeys() throws(CaseProblem) {
    let known: [String: [String]] = [
      "": [
        "sourceSystem", "tenant", "collected", "query", "receivedFrom", "receivedAt", "inventory",
      ],
      "inventory": ["folder", "recoverableItems", "archive"],
      "collected": ["at", "by", "tool", "command"],
      "query": ["from", "to", "operations", "users", "mailboxes", "freeText", "resultSize"],
    ]
    guard json.members != nil else { throw problem("", "an object") }
    for (parent, keys) in known.sorted(by: { $0.key < $1.key }) {
      for member in (parent.isEmpty ? json : json[parent] ?? .null).members ?? []
      where !keys.contains(member.key) {
        throw .document(
          file: file, key: parent.isEmpty ? member.key : "\(parent).\(member.key)",
          found: "a key that is not known", expected: "one of \(keys.joined(separator: ", "))")
      }
    }
  }

  package func origin() throws(CaseProblem) -> ExportOrigin {
    var origin = ExportOrigin()
    origin.sourceSystem = try text(json["sourceSystem"], "sourceSystem")
    origin.tenant = try text(json["tenant"], "tenant")
    origin.receivedFrom = try text(json["receivedFrom"], "receivedFrom")
    origin.receivedAt = try time(json["receivedAt"], "receivedAt")
    let collected = json["collected"]
    origin.collectedAt = try time(collected?["at"], "collected.at")
    origin.collectedBy = try text(collected?["by"], "collected.by")
    origin.collectedTool = try text(collected?["tool"], "collected.tool")
    origin.collectedCommand = try text(collected?["command"], "collected.command")
    let query = json["query"]
    origin.query.from = try time(query?["from"], "query.from")
    origin.query.to = try time(query?["to"], "query.to")
    origin.query.operations = try list(query?["operations"], "query.operations")
    origin.query.users = try list(query?["users"], "query.users")
    origin.query.mailboxes = try list(query?["mailboxes"], "query.mailboxes")
    origin.query.freeText = try text(query?["freeText"], "query.freeText")
    if let size = query?["resultSize"], size.text != notStated {
      guard let number = size.integer else { throw problem("query.resultSize", "a number") }
      origin.query.resultSize = number
    }
    let inventory = json["inventory"]
    origin.inventory.folder = try text(inventory?["folder"], "inventory.folder")
    origin.inventory.archive = try flag(inventory?["archive"], "inventory.archive")
    origin.inventory.recoverableItems = try flag(
      inventory?["recoverableItems"], "inventory.recoverableItems")
    return origin
  }

  /// A name on disk is bytes. One that is no UTF-8 stands in the register as a lone surrogate, U+DC80 to
  /// U+DCFF (as in PEP 383), and is the byte again when it is read.
  private static func named(_ text: EvidenceText) -> EvidenceText {
    if text.isValidUTF8 { return text }
    var bytes: [UInt8] = []
    text.forEachScalar { step in
      switch step {
      case .surrogate(let value) where (0xDC80...0xDCFF).contains(value):
        bytes.append(UInt8(value - 0xDC00))
      case .surrogate(let value):
        bytes += [
          0xE0 | UInt8(value >> 12), 0x80 | UInt8(value >> 6 & 0x3F), 0x80 | UInt8(value & 0x3F),
        ]
      case .scalar(let scalar): bytes += Array(String(scalar).utf8)
      case .invalid(let byte): bytes.append(byte)
      }
    }
    return EvidenceText(bytes: bytes)
  }

  private func external() throws(CaseProblem) -> ExternalObject? {
    guard let place = json["external"] else { return nil }
    guard let address = place["address"]?.text, !address.isEmpty else {
      throw problem("external.address", "an address")
    }
    return ExternalObject(
      address: address,
      beginsWithMark: try flag(place["beginsWithMark"], "external.beginsWithMark") ?? false,
      endsOpen: try flag(place["endsOpen"], "external.endsOpen") ?? false)
  }

  // MARK: - Values

  private func flag(_ value: JSONValue?, _ key: String) throws(CaseProblem) -> Bool? {
    guard let value, value.text != notStated else { return nil }
    guard case .bool(let flag) = value else { throw problem(key, "true or false") }
    return flag
  }

  private func problem(_ key: String, _ expected: String) -> CaseProblem {
    let value = key.split(separator: ".").reduce(Optional(json)) { $0?[String($1)] }
    let path = [place, key].filter { !$0.isEmpty }.joined(separator: ".")
    return .document(
      file: file, key: path, found: value.map { $0.text ?? $0.kind } ?? "nothing",
      expected: expected)
  }

  private func integer(_ key: String) throws(CaseProblem) -> Int64 {
    guard let number = json[key]?.integer else { throw problem(key, "a number") }
    return number
  }

  private func text(_ value: JSONValue?, _ key: String) throws(CaseProblem) -> String? {
    guard let value else { return nil }
    guard let text = value.text else { throw problem(key, "a text") }
    return text == notStated ? nil : text
  }

  private func time(_ value: JSONValue?, _ key: String) throws(CaseProblem) -> UTCTime? {
    guard let text = try text(value, key) else { return nil }
    guard let time = TimeReader.readDateOrTime(text) else {
      throw problem(key, "a UTC time such as 2025-03-01T00:00:00Z")
    }
    return time
  }

  private func list(_ value: JSONValue?, _ key: String) throws(CaseProblem) -> [String]? {
    guard let value, value.text != notStated else { return nil }
    guard let elements = value.elements else { throw problem(key, "a list of texts") }
    var result: [String] = []
    for element in elements {
      guard let text = element.text else { throw problem(key, "a list of texts") }
      result.append(text)
    }
    return result
  }
}
