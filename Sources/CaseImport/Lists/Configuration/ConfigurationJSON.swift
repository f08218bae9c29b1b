import CaseModel
import TextFormats

/// The objects of a list in JSON, each read when it is whole, as strictly as the list at once would be.
struct ConfigurationJSON {
  /// What may come next.
  private enum Place { case value, valueOrEnd, commaOrEnd, nothing }

  private var place = Place.value
  private var openLists = 0

  mutating func read(
    _ bytes: [UInt8], isLast: Bool, _ take: (ConfigurationEntry) -> Void
  ) throws(ConfigurationFault) -> Int {
    let span = bytes.span.bytes
    var position = 0
    while true {
      JSONScan.skipBlanks(span, &position, bytes.count)
      guard position < bytes.count else {
        if isLast, place != .nothing {
          throw ConfigurationFault(found: "the end", expected: expected)
        }
        return position
      }
      let byte = bytes[position]
      let isValue = place == .value || place == .valueOrEnd
      if isValue, byte == UInt8(ascii: "[") {
        openLists += 1
        place = .valueOrEnd
        position += 1
      } else if place == .valueOrEnd || place == .commaOrEnd, byte == UInt8(ascii: "]") {
        openLists -= 1
        place = openLists == 0 ? .nothing : .commaOrEnd
        position += 1
      } else if place == .commaOrEnd, byte == UInt8(ascii: ",") {
        place = .value
        position += 1
      } else if isValue {
        guard let end = try end(of: bytes, position, isLast: isLast) else { return position }
        for members in ConfigurationJSON.objects(
          try ConfigurationJSON.whole(bytes[position..<end]))
        {
          var entry = ConfigurationEntry()
          for member in members {
            entry.values[member.key.lowercased()] = ConfigurationJSON.value(member.value)
          }
          take(entry)
        }
        place = openLists == 0 ? .nothing : .commaOrEnd
        position = end
      } else {
        let found = EvidenceText(bytes: [byte]).visible
        throw ConfigurationFault(found: "'\(found)'", expected: expected)
      }
    }
  }

  private var expected: String {
    switch place {
    case .value: "a value"
    case .valueOrEnd: "a value or ']'"
    case .commaOrEnd: "',' or ']'"
    case .nothing: "the end of the text"
    }
  }

  private static func whole(_ bytes: ArraySlice<UInt8>) throws(ConfigurationFault) -> JSONValue {
    do throws(JSONProblem) {
      return try JSONReader.read(Array(bytes))
    } catch {
      throw ConfigurationFault(found: error.found, expected: error.expected)
    }
  }

  /// Where the value ends; `nil` where more bytes are needed.
  private func end(
    of bytes: [UInt8], _ start: Int, isLast: Bool
  ) throws(ConfigurationFault) -> Int? {
    let span = bytes.span.bytes
    var position = start
    do throws(JSONFault) {
      _ = try JSONScan.value(span, &position, bytes.count, quote: 1, depth: 0)
      // A number may go on in the next block.
      return position == bytes.count && !isLast ? nil : position
    } catch {
      if case .truncated = error, !isLast { return nil }
      // The words are the reader's.
      _ = try ConfigurationJSON.whole(bytes[start...])
      throw ConfigurationFault(found: "something else", expected: "a value")
    }
  }

  // MARK: - Values

  /// The elements of a list, or of the `value` of a Graph page.
  private static func objects(_ json: JSONValue) -> [[JSONValue.Member]] {
    if let elements = json.elements ?? json["value"]?.elements {
      return elements.flatMap { objects($0) }
    }
    return json.members.map { [$0] } ?? []
  }

  private static func value(_ json: JSONValue) -> ConfigurationValue {
    switch json {
    case .null: return .text("")
    case .bool(let value): return .text(String(value))
    case .number(let digits): return .text(digits)
    case .string(let text): return .text(text.string)
    case .array(let elements): return .list(elements.map(element), isCut: false)
    case .object(let members):
      // A time span as an object.
      if let days = json["Days"]?.integer { return .text("\(days).00:00:00") }
      let names = ["value", "Value"].compactMap { json[$0] }
      if let inner = names.first { return value(inner) }
      return .list(members.map { "\($0.key)=\(element($0.value))" }, isCut: false)
    }
  }

  /// Licences are objects: `SPE_E5`, `M365_ADVANCED_AUDITING=Success`.
  private static func element(_ json: JSONValue) -> String {
    switch json {
    case .string(let text): return text.string
    case .number(let digits): return digits
    case .bool(let value): return String(value)
    case .null: return ""
    case .array(let elements): return elements.map(element).joined(separator: " ")
    case .object(let members):
      func text(_ names: Set<String>) -> String? {
        members.first { names.contains($0.key.lowercased()) }.map { element($0.value) }
      }
      let name = text([
        "serviceplanname", "skupartnumber", "accountskuid", "serviceplan", "service",
      ])
      let status = text(["provisioningstatus", "capabilitystatus"])
      let plans = text(["serviceplans", "servicestatus"])
      return [name.map { status == nil ? $0 : "\($0)=\(status ?? "")" }, plans]
        .compactMap { $0 }.joined(separator: " ")
    }
  }
}

/// Where a configuration stops being JSON.
struct ConfigurationFault: Error {
  var found: String
  var expected: String
}
