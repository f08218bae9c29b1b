import CaseModel
import Files
import TestSupport
import Testing

@testable import TextFormats

/// The official Mustache specification, every test of every file.
struct MustacheSpecTests {
  static let folder = "\(PublicData.folder)/mustache-spec"
  static let files = [
    "comments", "delimiters", "interpolation", "inverted", "partials", "sections", "~inheritance",
  ]

  @Test(.enabled(if: PublicData.isPresent, Comment(rawValue: PublicData.absence)), arguments: files)
  func everyTestOfTheSpecificationPasses(_ file: String) throws {
    let json = try JSONReader.read(try readSmallFile("\(MustacheSpecTests.folder)/\(file).json"))
    let tests = json["tests"]?.elements ?? []
    #expect(tests.count >= 10)
    for test in tests {
      let name = test["name"]?.text ?? ""
      var sources = ["main": test["template"]?.text ?? ""]
      for partial in test["partials"]?.members ?? [] { sources[partial.key] = partial.value.text }
      let templates = try MustacheTemplates(
        sources, rawTextAllowed: true, partialsRequired: false, namesClimb: true,
        escape: Escaping.html)
      let result = try templates.render("main", mustache(test["data"] ?? .null))
      #expect(result == test["expected"]?.text, "\(file): \(name)")
    }
  }

  private func mustache(_ json: JSONValue) -> MustacheValue {
    switch json {
    case .null: .string("")
    case .bool(let flag): .bool(flag)
    case .number(let digits): .string(digits)
    case .string(let text): .text(text)
    case .array(let elements): .list(elements.map(mustache))
    case .object(let members):
      .object(
        Dictionary(members.map { ($0.key, mustache($0.value)) }, uniquingKeysWith: { $1 }))
    }
  }
}
