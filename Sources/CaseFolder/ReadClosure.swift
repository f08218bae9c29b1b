import CaseModel
import TextFormats

/// `closed` and `hold` in case.json.
func readClosure(_ object: DocumentObject) throws(DocumentProblem) -> CaseClosure {
  try object.allow(["at", "basis", "by", "retainUntil", "why"])
  let day = object["retainUntil"]?.text ?? ""
  if !day.isEmpty, day.utf8.count != 10 || TimeReader.readDateOrTime(day) == nil {
    throw object.problem("retainUntil", object["retainUntil"], "a date such as 2032-11-25")
  }
  return CaseClosure(
    at: try object.requiredTime("at"), by: try object.requiredText("by"),
    why: try object.requiredText("why"), retainUntil: day, basis: try object.texts("basis"))
}

func readHold(_ object: DocumentObject) throws(DocumentProblem) -> LitigationHold {
  try object.allow(["at", "by", "why"])
  return LitigationHold(
    at: try object.requiredTime("at"), by: try object.requiredText("by"),
    why: try object.requiredText("why"))
}

/// case.json closed or open again; everything else as it stands, in its order.
package func caseDocument(
  _ bytes: [UInt8], file: String, closed closure: CaseClosure?
) throws -> [UInt8] {
  let value = closure.map { closure in
    JSONValue.object([
      JSONValue.Member(key: "at", value: .text(closure.at.iso)),
      JSONValue.Member(key: "basis", value: .array(closure.basis.map { .text($0) })),
      JSONValue.Member(key: "by", value: .text(closure.by)),
      JSONValue.Member(key: "retainUntil", value: .text(closure.retainUntil)),
      JSONValue.Member(key: "why", value: .text(closure.why)),
    ])
  }
  return try caseDocument(bytes, file: file, key: "closed", value: value)
}

/// case.json with a litigation hold, or without.
package func caseDocument(
  _ bytes: [UInt8], file: String, hold: LitigationHold?
) throws -> [UInt8] {
  let value = hold.map { hold in
    JSONValue.object([
      JSONValue.Member(key: "at", value: .text(hold.at.iso)),
      JSONValue.Member(key: "by", value: .text(hold.by)),
      JSONValue.Member(key: "why", value: .text(hold.why)),
    ])
  }
  return try caseDocument(bytes, file: file, key: "hold", value: value)
}
