import CaseModel
import TextFormats

extension Pseudonyms {
  /// A text of a report as a redacted copy has it: nothing reaches a template past this.
  func value(_ value: MustacheValue, _ sharing: Sharing) throws -> MustacheValue {
    switch sharing {
    case .named: try named(value)
    case .folders: try folders(value)
    case .withheld: .string(Pseudonyms.withheld)
    }
  }

  private func named(_ value: MustacheValue) throws -> MustacheValue {
    switch value {
    case .text(let text): .text(try self.text(text))
    case .list(let elements): .list(try elements.map(named))
    case .object(let members): .object(try members.mapValues(named))
    case .sentence(let key, let values): .sentence(key, try seen(values))
    case .statement(let statement): .statement(try statement.mapTexts(plain))
    case .joined(let parts, let separator):
      .joined(try parts.map(named), separator: separator)
    case .markup, .bool, .number, .time, .nothing: value
    }
  }

  /// What a sentence names: folders are called so in all of them.
  private func seen(_ values: [String: MustacheValue]) throws -> [String: MustacheValue] {
    var result: [String: MustacheValue] = [:]
    for (name, value) in values {
      result[name] = name == "folders" ? try folders(value) : try named(value)
    }
    return result
  }

  private func folders(_ value: MustacheValue) throws -> MustacheValue {
    switch value {
    case .text(let text): .text(try folders(text))
    case .joined(let parts, let separator):
      .joined(try parts.map { try folders($0) }, separator: separator)
    default: try named(value)
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
