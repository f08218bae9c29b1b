/// Records in the shapes that exports have.
package enum FixtureExport: String, CaseIterable, Sendable {
  case searchCSV, purviewOldCSV, purviewNewCSV, jsonArray, ndjson

  package func bytes(
    _ records: [FixtureRecord], byteOrderMark: Bool = false, lineEnd: String = "\r\n"
  )
    -> [UInt8]
  {
    text(records.map(\.json), records, byteOrderMark: byteOrderMark, lineEnd: lineEnd)
  }

  /// - Parameter json: AuditData of each record, as it is written.
  package func text(
    _ json: [String], _ records: [FixtureRecord], byteOrderMark: Bool = false,
    lineEnd: String = "\r\n"
  ) -> [UInt8] {
    var text = byteOrderMark ? "\u{FEFF}" : ""
    switch self {
    case .searchCSV:
      text +=
        "RecordType,CreationDate,UserIds,Operations,AuditData,ResultIndex,ResultCount,Identity,"
        + "IsValid,ObjectState" + lineEnd
      for (index, record) in records.enumerated() {
        text +=
          row([
            record.operation == "UserLoggedIn" ? "AzureActiveDirectoryStsLogon" : "ExchangeItem",
            usTime(record.time), record.user, record.operation, json[index], String(index + 1),
            String(records.count), record.id, "True", "Unchanged",
          ]) + lineEnd
      }
    case .purviewOldCSV:
      text += "CreationDate,UserIds,Operations,AuditData" + lineEnd
      for (index, record) in records.enumerated() {
        text +=
          row([record.time + ".0000000Z", record.user, record.operation, json[index]]) + lineEnd
      }
    case .purviewNewCSV:
      text +=
        "RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,"
        + "AssociatedAdminUnitsNames" + lineEnd
      for (index, record) in records.enumerated() {
        text +=
          row([
            record.id, record.time + "Z", String(record.recordType), record.operation, record.user,
            json[index], "", "",
          ]) + lineEnd
      }
    case .jsonArray: text += "[" + json.joined(separator: ",\n") + "]\n"
    case .ndjson: text += json.map { $0 + "\n" }.joined()
    }
    return Array(text.utf8)
  }

  private func row(_ fields: [String]) -> String {
    fields.map { field in
      field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }.joined(separator: ",")
  }

  /// `3/2/2025 10:43:17 PM`: the culture of who exported it (R4).
  private func usTime(_ iso: String) -> String {
    let parts = iso.split { "-T:".contains($0) }.compactMap { Int($0) }
    guard parts.count >= 6 else { return iso }
    let hour = parts[3] % 12 == 0 ? 12 : parts[3] % 12
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(parts[1])/\(parts[2])/\(parts[0]) \(hour):\(two(parts[4])):\(two(parts[5]))"
      + (parts[3] < 12 ? " AM" : " PM")
  }
}

/// A small generator of numbers that are the same everywhere (SplitMix64).
package struct FixtureRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  package mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

  package mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  /// A random GUID (version 4).
  package mutating func guid() -> String {
    let digits = Array(hex(next()) + hex(next()))
    let text = digits.enumerated().map { index, digit in
      index == 12 ? "4" : index == 16 ? "a" : String(digit)
    }
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst()).map { text[$0..<$1].joined() }.joined(separator: "-")
  }

  /// Base 64 characters.
  package mutating func base64(_ count: Int) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return String((0..<count).map { _ in alphabet[below(64)] })
  }

  private func hex(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
