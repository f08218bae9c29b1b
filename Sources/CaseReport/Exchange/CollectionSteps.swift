import CaseModel
import TextFormats

/// How to export again so that nothing is cut, as collect/steps.txt says it.
struct CollectionSteps: ReportPart {
  let number, folder, from, to: String
  let mailboxes: [String]

  static let names: [ReportName<Self>] = [
    .init("number", .named, \.number), .init("case", .named, \.folder),
    .init("from", .named, \.from), .init("to", .named, \.to),
    .init("mailboxes", .named, \.mailboxes),
  ]
}

/// The steps for a case, as plain text.
///
/// - Parameters:
///   - folder: the case, as its user names it.
///   - window: what counts; a day is asked for on both sides.
package func collectionSteps(
  _ number: String, _ folder: String, _ window: TimeSpan, _ mailboxes: [String],
  _ templates: TemplateSet
) throws -> String {
  let day: Int64 = 24 * 3_600
  let steps = CollectionSteps(
    number: number, folder: folder, from: (window.from + -day).iso, to: (window.to + day).iso,
    // In single quotes of PowerShell.
    mailboxes: mailboxes.map { $0.replacing("'", with: "''") })
  let mustache = try MustacheTemplates(
    templates.folder("collect"), language: .none, escape: \.visible)
  return try mustache.render("steps.txt", try steps.value(ReportCopy()))
}
