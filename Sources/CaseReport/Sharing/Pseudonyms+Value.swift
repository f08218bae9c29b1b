import CaseModel
import TextFormats

extension Pseudonyms {
  /// A report's value with pseudonyms in every text, whatever it is about: nothing reaches a template
  /// past them.
  func value(_ value: MustacheValue) throws -> MustacheValue {
    switch value {
    case .text(let text): .text(try self.text(text))
    case .list(let elements): .list(try elements.map(self.value))
    case .object(let members): .object(try object(members))
    case .phrase(let key, let values): .phrase(key, try object(values))
    case .statement(let statement): .statement(try statement.mapTexts(plain))
    case .joined(let parts, let separator):
      .joined(try parts.map(self.value), separator: separator)
    case .markup, .bool, .number, .time: value
    }
  }

  func object(_ members: [String: MustacheValue]) throws -> [String: MustacheValue] {
    var result: [String: MustacheValue] = [:]
    for (key, member) in members {
      switch key {
      case "folder", "folders": result[key] = try folders(member)
      // Rule names and parameters, as people wrote them.
      case "details", "reason": result[key] = .string(Pseudonyms.withheld)
      default: result[key] = try value(member)
      }
    }
    return result
  }

  private func folders(_ value: MustacheValue) throws -> MustacheValue {
    switch value {
    case .text(let text): .text(try folders(text))
    case .joined(let parts, let separator):
      .joined(try parts.map { try folders($0) }, separator: separator)
    default: try self.value(value)
    }
  }

  /// What a sentence of the findings is about: words of casefile's and Microsoft's own stay, and
  /// everything else is replaced, whether it is known as an identifier or not.
  private func plain(_ text: String) throws -> String {
    let changed = try self.text(EvidenceText(text)).string
    if changed != text || Pseudonyms.isVocabulary(text) { return changed }
    return try pseudonym(EvidenceText(text), "id")
  }

  private static let vocabulary: Set<String> = {
    var words: Set<String> = [
      "true", "false", "auditbypassenabled", "auditenabled", "auditdisabled", "auditowner",
      "auditadmin", "auditdelegate", "auditlogagelimit", "unifiedauditlogingestionenabled",
      "m365_advanced_auditing", "mailitemsaccessed", "userloggedin",
    ]
    words.formUnion(LogonType.names.map { $0.name.lowercased() })
    words.formUnion(AddressField.allCases.map { $0.name.lowercased() })
    return words
  }()

  /// Numbers, names such as E001, A1 and C7, and lists of evidence.
  private static func isVocabulary(_ text: String) -> Bool {
    text.split(separator: ", ").allSatisfy { word in
      let digits = word.drop { $0.isUppercase && $0.isASCII }
      let isName = word.count - digits.count <= 2 && !digits.isEmpty
      return vocabulary.contains(word.lowercased())
        || (isName && digits.allSatisfy { $0.isNumber && $0.isASCII })
    }
  }
}
