import CaseModel
import TextFormats

/// Reads an entry of register.json.
func readRegisterEntry(_ entry: DocumentObject) throws(DocumentProblem) -> RegisterEntry {
  func number(_ key: String) throws(DocumentProblem) -> Int {
    guard let number = entry[key]?.text.flatMap(evidenceNumber) else {
      throw entry.problem(key, entry[key], "a name such as E001")
    }
    return number
  }
  let external = try entry.stated("external").map(readExternal)
  guard let storedName = entry["storedName"]?.text, !storedName.contains("/"),
    !storedName.hasPrefix("."), storedName.isEmpty == (external != nil)
  else {
    throw entry.problem("storedName", entry["storedName"], "the name of a file in evidence/")
  }
  guard let sha256 = entry["sha256"]?.text, sha256.utf8.count == 64 else {
    throw entry.problem("sha256", entry["sha256"], "64 hexadecimal digits")
  }
  guard let importedAt = entry["importedAt"]?.text.flatMap({ TimeReader.read($0) }) else {
    throw entry.problem("importedAt", entry["importedAt"], "a UTC time")
  }
  guard let originalName = entry["originalName"], case .string(let original) = originalName else {
    throw entry.problem("originalName", entry["originalName"], "a string")
  }
  var result = RegisterEntry(
    evidence: try number("evidence"), originalName: named(original), storedName: storedName,
    sha256: sha256, bytes: try entry.requiredNumber("bytes"), format: try entry.text("format"),
    importedAt: importedAt, origin: try readOrigin(entry))
  if entry["memberOf"] != nil { result.memberOf = try number("memberOf") }
  result.external = external
  if entry["notRead"] != nil { result.notRead = [] }
  for member in try entry.objects("notRead") {
    guard case .string(let name) = member["name"], case .bool(let doubt) = member["mayHoldRecords"]
    else { throw member.problem("name", member["name"], "a name, and mayHoldRecords") }
    result.notRead?.append(
      NotReadMember(
        name: named(name), found: try member.requiredText("found"), mayHoldRecords: doubt))
  }
  if let exports = entry["for"] {
    let numbers = exports.elements?.map { $0.text?.dropFirst() ?? "" }.compactMap { Int($0) }
    guard let numbers, numbers.count == exports.elements?.count else {
      throw entry.problem("for", exports, "names such as E001")
    }
    result.exports = numbers
  }
  return result
}

/// Reads the side file of `import --about`, in which a key that is not known is an error.
package func readAboutFile(
  _ json: JSONValue, file: String
) throws(CaseProblem) -> ExportOrigin {
  try reading(file) { () throws(DocumentProblem) in
    let root = try DocumentObject(json, "")
    try root.allow([
      "sourceSystem", "tenant", "collected", "query", "receivedFrom", "receivedAt", "inventory",
      "times",
    ])
    try root.stated("inventory")?.allow(["folder", "recoverableItems", "archive"])
    try root.stated("collected")?.allow(["at", "by", "tool", "command"])
    try root.stated("query")?.allow([
      "from", "to", "operations", "users", "mailboxes", "addresses", "freeText", "resultSize",
    ])
    return try readOrigin(root)
  }
}

/// What is wrong with a document is wrong with its file.
func reading<Value>(
  _ file: String, _ read: () throws(DocumentProblem) -> Value
) throws(CaseProblem) -> Value {
  do {
    return try read()
  } catch {
    throw .document(file: file, key: error.key, found: error.found, expected: error.expected)
  }
}

private func readOrigin(_ object: DocumentObject) throws(DocumentProblem) -> ExportOrigin {
  var origin = ExportOrigin()
  origin.sourceSystem = try object.statedText("sourceSystem")
  origin.tenant = try object.statedText("tenant")
  origin.receivedFrom = try object.statedText("receivedFrom")
  origin.receivedAt = try object.statedTime("receivedAt")
  origin.dayOrder = try object.value("times", "day-first or month-first") {
    $0.text.flatMap(DayOrder.init(rawValue:))
  }
  if let collected = try object.stated("collected") {
    origin.collectedAt = try collected.statedTime("at")
    origin.collectedBy = try collected.statedText("by")
    origin.collectedTool = try collected.statedText("tool")
    origin.collectedCommand = try collected.statedText("command")
  }
  if let query = try object.stated("query") {
    origin.query.from = try query.statedTime("from")
    origin.query.to = try query.statedTime("to")
    origin.query.operations = try query.statedTexts("operations")
    origin.query.users = try query.statedTexts("users")
    origin.query.mailboxes = try query.statedTexts("mailboxes")
    origin.query.addresses = try query.statedTexts("addresses")
    origin.query.freeText = try query.statedText("freeText")
    origin.query.resultSize = try query.value("resultSize", "a number") { $0.integer }
  }
  if let inventory = try object.stated("inventory") {
    origin.inventory.folder = try inventory.statedText("folder")
    origin.inventory.archive = try inventory.statedFlag("archive")
    origin.inventory.recoverableItems = try inventory.statedFlag("recoverableItems")
  }
  return origin
}

private func readExternal(_ object: DocumentObject) throws(DocumentProblem) -> ExternalObject {
  ExternalObject(
    address: try object.requiredText("address"),
    beginsWithMark: try object.statedFlag("beginsWithMark") ?? false,
    endsOpen: try object.statedFlag("endsOpen") ?? false)
}

/// A name on disk is bytes. One that is no UTF-8 stands in the register as a lone surrogate, U+DC80 to
/// U+DCFF (as in PEP 383), and is the byte again when it is read.
private func named(_ text: EvidenceText) -> EvidenceText {
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

/// What somebody told; `nil` where it is absent or `not stated`.
extension DocumentObject {
  fileprivate func value<Value>(
    _ key: String, _ expected: String, _ read: (JSONValue) -> Value?
  ) throws(DocumentProblem) -> Value? {
    guard let value = self[key], value.text != notStated else { return nil }
    guard let result = read(value) else { throw problem(key, value, expected) }
    return result
  }

  fileprivate func stated(_ key: String) throws(DocumentProblem) -> DocumentObject? {
    guard let value = self[key], value.text != notStated else { return nil }
    return try DocumentObject(value, path(key))
  }

  fileprivate func statedText(_ key: String) throws(DocumentProblem) -> String? {
    try value(key, "a string") { $0.text }
  }

  fileprivate func statedTime(_ key: String) throws(DocumentProblem) -> UTCTime? {
    try statedText(key) == nil ? nil : try time(key)
  }

  fileprivate func statedFlag(_ key: String) throws(DocumentProblem) -> Bool? {
    try value(key, "true or false") { if case .bool(let flag) = $0 { flag } else { nil } }
  }

  fileprivate func statedTexts(_ key: String) throws(DocumentProblem) -> [String]? {
    try value(key, "a list of strings") { value in
      let texts = value.elements?.map(\.text)
      return texts?.contains(nil) == false ? texts?.compactMap { $0 } : nil
    }
  }
}
