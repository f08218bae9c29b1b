import CaseModel
import TextFormats

/// What only scope.json has.
extension DocumentObject {
  func numbers(_ key: String) throws(DocumentProblem) -> [Int16] {
    var result: [Int16] = []
    for (index, element) in try list(key).enumerated() {
      guard let number = element.integer, let small = Int16(exactly: number), small >= 0 else {
        throw problem("\(key)[\(index)]", element, "a logon type as a number, such as 0")
      }
      result.append(small)
    }
    return result
  }

  func selectors(_ key: String) throws(DocumentProblem) -> [MailboxSelector] {
    var result: [MailboxSelector] = []
    for object in try objects(key) {
      try object.allow(["upn", "guid"])
      if let upn = object["upn"]?.text, object.members.count == 1, !upn.isBlank {
        result.append(.upn(upn.trimmingBlanks))
      } else if let guid = object["guid"]?.text, object.members.count == 1, !guid.isEmpty {
        result.append(.guid(guid.trimmingBlanks.lowercased()))
      } else {
        throw DocumentProblem(
          key: object.place, found: "\(object.members.count) keys",
          expected: "{\"upn\": \"name@domain\"} or {\"guid\": \"…\"}")
      }
    }
    return result
  }
}
