import CaseModel
import TextFormats

/// The evidence with its hashes and what was told of its origin.
struct EvidencePart: ReportPart {
  let evidence: ReportTable<EvidenceRow>
  /// Pieces that stay elsewhere.
  let external: Int

  static let names: [ReportName<Self>] =
    ReportName.table("evidence", \.evidence) + [.init("external", \.external)]

  init(_ register: [RegisterEntry]) {
    evidence = ReportTable(register, file: "evidence/register.json", EvidenceRow.init)
    external = register.count { $0.external != nil }
  }
}

struct EvidenceRow: ReportPart {
  let name, format, sha256: String
  let isExternal: Bool
  let originalName: EvidenceText
  let bytes: Int64
  let importedAt: Words
  let origin: [OriginRow]

  struct OriginRow: ReportPart {
    let label, value: Words

    static let names: [ReportName<Self>] = [
      .init("label", .named, \.label), .init("value", .named, \.value),
    ]
  }

  static let names: [ReportName<Self>] = [
    .init("name", .named, \.name), .init("isExternal", \.isExternal),
    .init("originalName", .named, \.originalName), .init("format", .named, \.format),
    .init("bytes", \.bytes), .init("sha256", .named, \.sha256),
    .init("importedAt", .named, \.importedAt), .init("origin", \.origin),
  ]

  init(_ entry: RegisterEntry) {
    name = entry.name
    isExternal = entry.external != nil
    originalName = entry.originalName
    format = entry.format
    bytes = entry.bytes
    sha256 = entry.sha256
    importedAt = ReportWords.moment(entry.importedAt)
    origin = EvidenceRow.origin(entry)
  }

  private static func origin(_ entry: RegisterEntry) -> [OriginRow] {
    let origin = entry.origin
    let query = origin.query
    func text(_ value: String?) -> Words? { value.map { .string($0) } }
    func list(_ values: [String]?) -> Words? {
      values.map {
        $0.isEmpty ? .phrase("origin.noFilter") : .joined($0.map { Words.string($0) })
      }
    }
    let facts: [(String, Words?)] = [
      ("address", text(entry.external?.address)),
      ("sourceSystem", text(origin.sourceSystem)), ("tenant", text(origin.tenant)),
      ("collectedAt", origin.collectedAt.map(ReportWords.moment)),
      ("collectedBy", text(origin.collectedBy)), ("tool", text(origin.collectedTool)),
      ("command", text(origin.collectedCommand)),
      ("queryFrom", query.from.map(ReportWords.moment)),
      ("queryTo", query.to.map(ReportWords.moment)),
      ("operations", list(query.operations)), ("users", list(query.users)),
      ("mailboxes", list(query.mailboxes)),
      ("freeText", query.freeText.map { $0.isEmpty ? .phrase("word.none") : .string($0) }),
      ("resultSize", query.resultSize.map { .number(Int64($0)) }),
      ("receivedFrom", text(origin.receivedFrom)),
      ("receivedAt", origin.receivedAt.map(ReportWords.moment)),
    ]
    func label(_ name: String) -> Words { .phrase("origin.\(name)") }
    let unstated = facts.dropFirst().filter { $0.1 == nil }.map { label($0.0) }
    // Most searches cannot filter by address: that nobody stated it says nothing.
    let addresses = query.addresses.map { [("addresses", list($0))] } ?? []
    var rows = (facts + addresses).compactMap { name, value in
      value.map { OriginRow(label: label(name), value: $0) }
    }
    // What only some exports need is not missed in the others.
    if let order = origin.dayOrder {
      rows.append(
        OriginRow(
          label: label("times"), value: label(order == .dayFirst ? "dayFirst" : "monthFirst")))
    }
    if !unstated.isEmpty {
      rows.append(OriginRow(label: .phrase("word.notStated"), value: .joined(unstated)))
    }
    return rows
  }
}
