import CaseModel
import TextFormats

/// What every report says of the copy that it is, besides what it is about.
struct ReportDocument<Body: ReportPart>: ReportPart {
  let body: Body
  let isRedacted, withholds: Bool
  let onlyMailboxes: Words
  let templatesHash, findingsHash: String

  static var names: [ReportName<Self>] {
    ReportName.all(of: \.body) + [
      .init("isRedacted", \.isRedacted), .init("withholds", \.withholds),
      .init("onlyMailboxes", .named, \.onlyMailboxes),
      .init("templatesHash", .named, \.templatesHash),
      .init("findingsHash", .named, \.findingsHash),
    ]
  }

  init(_ body: Body, _ input: ReportInput) throws {
    self.body = body
    isRedacted = input.pseudonyms != nil
    withholds = input.withholdsReasons
    onlyMailboxes = .joined(input.onlyMailboxes.map { .text($0) })
    templatesHash = "SHA-256 \(try input.templates.sha256())"
    findingsHash = input.findingsSHA256
  }
}
