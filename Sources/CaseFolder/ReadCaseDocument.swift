import CaseModel
import Files
import TextFormats

package let caseSchema = "casefile/case/1"

private let caseKeys: [(name: String, field: WritableKeyPath<CaseDocument, String> & Sendable)] = [
  ("authority", \.authority), ("examiner", \.examiner), ("language", \.language),
  ("marking", \.marking),
  ("number", \.number), ("organisation", \.organisation), ("qualifications", \.qualifications),
  ("requester", \.requester), ("title", \.title),
]

/// Keys whose values are more than a text.
private let otherCaseKeys = [
  "closed", "displayZone", "hold", "holidays", "issue", "questions", "regimes", "schema",
  "triggers",
]

extension CaseFolder {
  /// case.json as it stands, and its bytes.
  package func readCase() throws -> (document: CaseDocument, bytes: [UInt8]) {
    guard exists else { throw CaseProblem.noCase(path: root) }
    let bytes = try readSmallFile(caseFile, limit: limits.document)
    return (try readCaseDocument(try readJSON(bytes, file: caseFile), file: caseFile), bytes)
  }
}

package func readJSON(_ bytes: [UInt8], file: String) throws -> JSONValue {
  do {
    return try JSONReader.read(bytes)
  } catch let problem {
    throw CaseProblem.notJSON(
      file: file, line: problem.line, column: problem.column, found: problem.found,
      expected: problem.expected)
  }
}

package func readCaseDocument(_ json: JSONValue, file: String) throws(CaseProblem) -> CaseDocument {
  func problem(_ key: String, _ found: String, _ expected: String) -> CaseProblem {
    .document(file: file, key: key, found: found, expected: expected)
  }
  guard let members = json.members else {
    throw problem("(the document)", json.kind, "an object")
  }
  var document = CaseDocument()
  for member in members {
    if member.key == "schema" {
      if member.value.text != caseSchema {
        throw problem("schema", member.value.text ?? member.value.kind, "\"\(caseSchema)\"")
      }
      continue
    }
    if ["closed", "displayZone", "hold"].contains(member.key) {
      try reading(file) { () throws(DocumentProblem) in
        switch member.key {
        case "closed": document.closed = try readClosure(DocumentObject(member.value, "closed"))
        case "hold": document.hold = try readHold(DocumentObject(member.value, "hold"))
        default: document.displayZone = try readDisplayZone(member.value)
        }
      }
      continue
    }
    if member.key == "issue" {
      guard let number = member.value["number"]?.integer, number > 0,
        let hash = member.value["supersedes"]?.text, hash.isEmpty || hash.utf8.count == 64
      else {
        throw problem(
          "issue", member.value.kind, "a number of 1 or more and the SHA-256 of what it supersedes")
      }
      document.issue.number = number
      document.issue.supersedes = hash
      continue
    }
    if ["holidays", "questions", "regimes", "triggers"].contains(member.key) {
      try reading(file) { () throws(DocumentProblem) in try readLists(member, &document) }
      continue
    }
    guard let field = caseKeys.first(where: { $0.name == member.key })?.field else {
      let names = (caseKeys.map(\.name) + otherCaseKeys).sorted().joined(separator: ", ")
      throw problem(member.key, "a key that case.json does not have", "one of \(names)")
    }
    guard let text = member.value.text else {
      throw problem(member.key, member.value.kind, "a string")
    }
    document[keyPath: field] = text
  }
  return document
}

/// Lists: questions; notification laws, what started their clocks, and holidays.
private func readLists(
  _ member: JSONValue.Member, _ document: inout CaseDocument
) throws(DocumentProblem) {
  let root = try DocumentObject(.object([member]), "")
  switch member.key {
  case "regimes": document.regimes = try root.texts("regimes")
  case "questions": document.questions = try root.texts("questions")
  case "holidays":
    for text in try root.texts("holidays") {
      guard text.utf8.count == 10, let time = TimeReader.readDateOrTime(text) else {
        throw DocumentProblem(
          key: "holidays", found: "\"\(text)\"", expected: "dates such as 2025-12-25")
      }
      document.holidays.insert(time.day)
    }
  default:
    for trigger in try root.objects("triggers") {
      try trigger.allow(["at", "by", "enteredAt", "regime", "trigger", "why"])
      document.triggers.append(
        CaseTrigger(
          regime: try trigger.requiredText("regime"), trigger: try trigger.requiredText("trigger"),
          at: try trigger.requiredTime("at"), by: try trigger.requiredText("by"),
          why: try trigger.requiredText("why"),
          enteredAt: try trigger.requiredTime("enteredAt")))
    }
  }
}

package func writeCaseDocument(_ document: CaseDocument) -> [UInt8] {
  var members = caseKeys.map { name, field in
    JSONValue.Member(key: name, value: .text(document[keyPath: field]))
  }
  members.append(JSONValue.Member(key: "schema", value: .text(caseSchema)))
  for (name, list) in [("questions", document.questions), ("regimes", document.regimes)]
  where !list.isEmpty {
    members.append(JSONValue.Member(key: name, value: .array(list.map { .text($0) })))
  }
  if let zone = document.displayZone {
    members.append(JSONValue.Member(key: "displayZone", value: zone.json))
  }
  var writer = JSONWriter()
  writer.value(.object(members.sorted { $0.key < $1.key }))
  return writer.finish()
}

/// case.json with another issue; everything else as it stands, in its order.
package func caseDocument(_ bytes: [UInt8], file: String, issue: FindingsIssue) throws -> [UInt8] {
  try caseDocument(
    bytes, file: file, key: "issue",
    value: .object([
      JSONValue.Member(key: "number", value: .integer(issue.number)),
      JSONValue.Member(key: "supersedes", value: .text(issue.supersedes)),
    ]))
}

/// case.json with other regimes and triggers; everything else as it stands, in its order.
package func caseDocument(
  _ bytes: [UInt8], file: String, regimes: [String], triggers: [CaseTrigger]
) throws -> [UInt8] {
  let values = triggers.map { trigger in
    let texts = [
      ("at", trigger.at.iso), ("by", trigger.by), ("enteredAt", trigger.enteredAt.iso),
      ("regime", trigger.regime), ("trigger", trigger.trigger), ("why", trigger.why),
    ]
    return JSONValue.object(texts.map { JSONValue.Member(key: $0.0, value: .text($0.1)) })
  }
  let named = try caseDocument(
    bytes, file: file, key: "regimes", value: .array(regimes.map { .text($0) }))
  return try caseDocument(named, file: file, key: "triggers", value: .array(values))
}

/// - Parameter value: `nil` takes the key away.
func caseDocument(
  _ bytes: [UInt8], file: String, key: String, value: JSONValue?
) throws -> [UInt8] {
  let json = try readJSON(bytes, file: file)
  var members = json.members ?? []
  if let index = members.firstIndex(where: { $0.key == key }) {
    if let value { members[index].value = value } else { members.remove(at: index) }
  } else if let value {
    let index = members.firstIndex { $0.key > key } ?? members.count
    members.insert(JSONValue.Member(key: key, value: value), at: index)
  }
  var writer = JSONWriter()
  writer.value(.object(members))
  return writer.finish()
}
