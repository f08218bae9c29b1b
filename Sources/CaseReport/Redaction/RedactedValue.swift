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

extension ReportInput {
  /// What a report is made from: all of it, or what may be shared.
  var shared: ReportInput { pseudonyms == nil ? self : withheld() }

  /// Without what people wrote: names, reasons, commands, and the names of files.
  private func withheld() -> ReportInput {
    var input = self
    let gone = Pseudonyms.withheld
    func hide(_ text: String) -> String { text.isEmpty ? "" : gone }
    func hide(_ text: String?) -> String? { text.map { _ in gone } }
    input.document.title = gone
    input.document.organisation = hide(document.organisation)
    input.document.examiner = hide(document.examiner)
    input.document.qualifications = hide(document.qualifications)
    input.document.requester = hide(document.requester)
    input.document.authority = hide(document.authority)
    input.document.questions = document.questions.map { hide($0) }
    for index in input.document.triggers.indices {
      input.document.triggers[index].by = gone
      input.document.triggers[index].why = gone
    }
    input.review.byCategory = [:]
    input.adoption?.reason = gone
    for index in input.custody.indices {
      input.custody[index].actor = gone
      input.custody[index].host = gone
      input.custody[index].reason = hide(input.custody[index].reason)
    }
    for index in input.register.indices {
      input.register[index].originalName = EvidenceText(gone)
      let origin = input.register[index].origin
      input.register[index].origin.tenant = hide(origin.tenant)
      input.register[index].origin.collectedBy = hide(origin.collectedBy)
      input.register[index].origin.collectedTool = hide(origin.collectedTool)
      input.register[index].origin.sourceSystem = hide(origin.sourceSystem)
      input.register[index].origin.collectedCommand = hide(origin.collectedCommand)
      input.register[index].origin.receivedFrom = hide(origin.receivedFrom)
      input.register[index].origin.query.freeText = hide(origin.query.freeText)
    }
    for index in input.findings.request.scope.indicators.indices {
      input.findings.request.scope.indicators[index].why = gone
      input.findings.request.scope.indicators[index].decidedBy = gone
    }
    for index in input.findings.request.scope.knownGood.indices {
      input.findings.request.scope.knownGood[index].why = gone
      input.findings.request.scope.knownGood[index].decidedBy = gone
    }
    for index in input.findings.request.scope.windows.indices {
      input.findings.request.scope.windows[index].why = gone
      input.findings.request.scope.windows[index].decidedBy = gone
    }
    for index in input.findings.request.scope.accessEnds.indices {
      input.findings.request.scope.accessEnds[index].why = gone
      input.findings.request.scope.accessEnds[index].decidedBy = gone
    }
    for index in input.findings.request.scope.decisions.indices {
      input.findings.request.scope.decisions[index].by = gone
      input.findings.request.scope.decisions[index].what = gone
      input.findings.request.scope.decisions[index].why = gone
    }
    return input
  }
}
