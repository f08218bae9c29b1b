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

  /// `nil` where it is absent.
  func number(_ key: String) throws(DocumentProblem) -> Int16? {
    guard let value = self[key] else { return nil }
    guard let number = value.integer, let small = Int16(exactly: number), small >= 0 else {
      throw problem(key, value, "a number of 0 or more")
    }
    return small
  }

  func count(_ key: String) throws(DocumentProblem) -> Int {
    guard let number = Int(exactly: try requiredNumber(key)), number > 0 else {
      throw problem(key, self[key], "a number of rows, 1 or more")
    }
    return number
  }

  func flag(_ key: String) throws(DocumentProblem) -> Bool {
    guard case .bool(let flag) = self[key] else { throw problem(key, self[key], "true or false") }
    return flag
  }

  func evidence(_ key: String) throws(DocumentProblem) -> Int {
    guard let number = evidenceNumber(try text(key)) else {
      throw problem(key, self[key], "a file of evidence, such as \"E001\"")
    }
    return number
  }

  func selectors(_ key: String) throws(DocumentProblem) -> [MailboxSelector] {
    var result: [MailboxSelector] = []
    for object in try objects(key) { result.append(try object.selector()) }
    return result
  }

  func selector(_ key: String) throws(DocumentProblem) -> MailboxSelector {
    guard let value = self[key] else {
      throw DocumentProblem(key: path(key), found: "nothing", expected: "a mailbox")
    }
    return try DocumentObject(value, path(key)).selector()
  }

  /// The object itself as one.
  private func selector() throws(DocumentProblem) -> MailboxSelector {
    try allow(["upn", "guid"])
    if let upn = self["upn"]?.text, members.count == 1, !upn.isBlank {
      return .upn(upn.trimmingBlanks)
    }
    if let guid = self["guid"]?.text, members.count == 1, !guid.isEmpty {
      return .guid(guid.trimmingBlanks.lowercased())
    }
    throw DocumentProblem(
      key: place, found: "\(members.count) keys",
      expected: "{\"upn\": \"name@domain\"} or {\"guid\": \"…\"}")
  }
}
