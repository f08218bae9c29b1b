import CaseModel
import TextFormats

/// The name in the register of what `import --kind query` reads.
package let statedQueryFormat = "audit-query"

/// Reads what a search asked for from what states it (R23): the auditLogQuery object of Graph, alone, in a
/// list or in a page; a summary as JSON with StartDate and EndDate; the log of a collector; `collected.txt`,
/// as `casefile collect-help` lets it be written.
package enum QueryReader {
  private static let hint =
    "GET https://graph.microsoft.com/v1.0/security/auditLog/queries/ID writes the object; collected.txt is"
    + " what the steps of casefile collect-help write; a log says \"between\" two times"

  package static func read(_ bytes: [UInt8]) throws(NotAnExport) -> [StatedQuery] {
    // PowerShell writes logs in UTF-16.
    let bytes = Array(TextBytes(bytes, isWhole: true).text)
    if let query = CollectedLines.read(bytes) { return [query] }
    var queries: [StatedQuery] = []
    do throws(JSONProblem) {
      collect(try JSONReader.read(bytes), 0, &queries)
    } catch {
      let runs = CollectorLog.read(bytes[...])
      if !runs.isEmpty { return runs }
      throw NotAnExport(
        found: "neither JSON nor a log, nor lines of collected.txt: found \(error.found), expected"
          + " \(error.expected)", hint: hint)
    }
    if queries.isEmpty {
      throw NotAnExport(found: "JSON without filterStartDateTime or StartDate", hint: hint)
    }
    return queries
  }

  /// The head of a log, of `collected.txt` or of Graph's object.
  static func begins(_ head: ArraySlice<UInt8>) -> Bool {
    let first = head.first { $0 > 0x20 }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return String(decoding: head.prefix(4_096), as: UTF8.self).contains("filterStartDateTime")
    }
    let lines = head.prefix(head.lastIndex(of: 0x0A).map { $0 - head.startIndex } ?? head.count)
    return !CollectorLog.read(lines).isEmpty || CollectedLines.read(Array(lines)) != nil
  }

  /// A list of queries is a list, or a page with `value`.
  private static func collect(_ value: JSONValue, _ depth: Int, _ queries: inout [StatedQuery]) {
    if depth > 8 { return }
    for element in value.elements ?? [] { collect(element, depth + 1, &queries) }
    guard let members = value.members else { return }
    let object = QueryObject(members)
    if object.hasRange { return queries.append(object.query) }
    for member in members { collect(member.value, depth + 1, &queries) }
  }
}

/// One object that states a query; its keys compare without case.
private struct QueryObject {
  private var values: [String: JSONValue] = [:]

  init(_ members: [JSONValue.Member]) {
    for member in members { values[member.key.lowercased()] = member.value }
  }

  private func first(_ names: [String]) -> JSONValue? {
    names.lazy.compactMap { values[$0] }.first
  }

  private var range: (from: JSONValue?, to: JSONValue?) {
    (
      first(["filterstartdatetime", "startdate", "starttime"]),
      first(["filterenddatetime", "enddate", "endtime"])
    )
  }

  var hasRange: Bool { range.from != nil || range.to != nil }

  var query: StatedQuery {
    var result = StatedQuery()
    result.id = values["id"]?.text?.lowercased() ?? ""
    result.status = values["status"]?.text
    result.isLimitExceeded = flag(["isrecordcountlimitexceeded", "recordcountlimitexceeded"])
    result.query.from = range.from?.text.flatMap { TimeReader.read($0) }
    result.query.to = range.to?.text.flatMap { TimeReader.read($0) }
    result.query.users = list(["userprincipalnamefilters", "userids", "users"])
    result.query.addresses = list(["ipaddressfilters", "ipaddresses"])
    result.query.operations = operations
    result.query.freeText = text
    // Neither search has a filter by mailbox.
    result.query.mailboxes = []
    return result
  }

  /// Of the operations, and of what leaves mail access out as they do.
  private var operations: [String]? {
    var asked = list(["operationfilters", "operations"])
    guard let types = list(["recordtypefilters", "recordtypes", "recordtype"], orAbsent: []) else {
      return nil
    }
    if let narrow = StatedQuery.operations(ofTypes: types) { asked = narrow }
    if let service = first(["servicefilter", "servicefilters"]) {
      let services = texts(service) ?? ["what cannot be read"]
      if !services.isEmpty, !services.contains(where: { $0.lowercased() == "exchange" }) {
        asked = services.map { "records of \($0)" }
      }
    }
    return asked
  }

  /// Of the text, and of filters that casefile knows no name for.
  private var text: String? {
    let keyword = list(["keywordfilter", "freetext"])
    var parts = keyword ?? []
    for (name, value) in values.sorted(by: { $0.key < $1.key })
    where (name.hasSuffix("filter") || name.hasSuffix("filters") || name == "objectids")
      && !QueryObject.filters.contains(name)
    {
      guard let names = texts(value) else { return nil }
      if !names.isEmpty { parts.append("\(name): \(names.joined(separator: ", "))") }
    }
    return keyword == nil && parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Those that are read under a name of their own.
  private static let filters: Set<String> = [
    "userprincipalnamefilters", "ipaddressfilters", "operationfilters", "recordtypefilters",
    "servicefilter", "servicefilters", "keywordfilter",
  ]

  private func flag(_ names: [String]) -> Bool? {
    switch first(names) {
    case .bool(let flag)?: flag
    case .string(let text)?: text.string.lowercased() != "false"
    case .null?, nil: nil
    // What cannot be read is not absent.
    default: true
    }
  }

  /// `nil`: not stated, or what cannot be read; null and an empty list are no filter.
  private func list(_ names: [String], orAbsent absent: [String]? = nil) -> [String]? {
    first(names).map { texts($0) } ?? absent
  }

  private func texts(_ value: JSONValue) -> [String]? {
    switch value {
    case .null: return []
    case .string(let text): return text.string.isEmpty ? [] : [text.string]
    case .array(let elements):
      let texts = elements.map(\.text)
      return texts.contains(nil) ? nil : texts.compactMap { $0 }
    default: return nil
    }
  }
}

extension StatedQuery {
  /// What types of records leave mail access out as a filter of operations does: Bind records are of
  /// another type than Sync records. `nil` where they do not.
  static func operations(ofTypes types: [String]) -> [String]? {
    let known = Set(types.map { $0.lowercased() })
    if types.isEmpty || known.isSuperset(of: ["exchangeitem", "exchangeitemaggregated"]) {
      return nil
    }
    return types.map { "records of type \($0)" }
  }
}
