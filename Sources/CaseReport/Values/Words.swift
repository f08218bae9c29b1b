import CaseModel
import TextFormats

/// A sentence, a time, or several of them: whatever a language writes.
typealias Words = MustacheValue

extension MustacheValue: ReportValue {
  static var shape: MustacheShape { .text }
  func value(_ copy: ReportCopy) throws -> MustacheValue {
    guard let pseudonyms = copy.pseudonyms else { return self }
    return try pseudonyms.value(self, copy.sharing)
  }
}

extension EvidenceText: ReportValue {
  static var shape: MustacheShape { .text }
  func value(_ copy: ReportCopy) throws -> MustacheValue { try Words.text(self).value(copy) }
}

extension String: ReportValue {
  static var shape: MustacheShape { .text }
  func value(_ copy: ReportCopy) throws -> MustacheValue { try Words.string(self).value(copy) }
}

extension Int: ReportValue {
  static var shape: MustacheShape { .number }
  func value(_ copy: ReportCopy) -> MustacheValue { .number(self) }
}

extension Int64: ReportValue {
  static var shape: MustacheShape { .number }
  func value(_ copy: ReportCopy) -> MustacheValue { .number(self) }
}

extension Bool: ReportValue {
  static var shape: MustacheShape { .flag }
  func value(_ copy: ReportCopy) -> MustacheValue { .bool(self) }
}

/// Structure and no text: a coordinate, an anchor, an offset. A language never groups its digits, and
/// no pseudonym stands for it.
struct Markup: ReportValue, ExpressibleByStringInterpolation {
  let text: String

  init(_ text: String) { self.text = text }
  init(stringLiteral text: String) { self.text = text }
  init(_ number: some BinaryInteger) { text = String(number) }

  static var shape: MustacheShape { .text }
  func value(_ copy: ReportCopy) -> MustacheValue { .markup(text) }
}

extension Array: ReportValue where Element: ReportValue {
  static var shape: MustacheShape { .list(Element.shape) }
  func value(_ copy: ReportCopy) throws -> MustacheValue {
    .list(try map { try $0.value(copy) })
  }
}

/// `nil`: this case has none.
extension Optional: ReportValue where Wrapped: ReportValue {
  static var shape: MustacheShape { Wrapped.shape }
  func value(_ copy: ReportCopy) throws -> MustacheValue {
    try map { try $0.value(copy) } ?? .nothing
  }
}
