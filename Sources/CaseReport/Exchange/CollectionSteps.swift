import CaseModel
import TextFormats

/// How to export again so that nothing is cut: the steps for a case, as plain text.
///
/// - Parameters:
///   - folder: the case, as its user names it.
///   - window: what counts; a day is asked for on both sides.
package func collectionSteps(
  _ number: String, _ folder: String, _ window: TimeSpan, _ mailboxes: [String],
  _ templates: TemplateSet
) throws -> String {
  let day: Int64 = 24 * 3_600
  let value = MustacheValue.object([
    "number": .string(number), "case": .string(folder), "from": .string((window.from + -day).iso),
    "to": .string((window.to + day).iso),
    // In single quotes of PowerShell.
    "mailboxes": .list(mailboxes.map { .string($0.replacing("'", with: "''")) }),
  ])
  let mustache = try MustacheTemplates(
    templates.folder("collect"), language: .none, escape: \.visible)
  return try mustache.render("steps.txt", value)
}
