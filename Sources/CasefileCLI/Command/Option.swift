import CaseModel
import TextFormats

/// An option as help, man page, completions and the reader of command lines know it.
struct OptionRow: Sendable {
  var name: String
  /// The placeholder of its value; `nil` for a switch.
  var value: String?
  var text: String
  var repeats = false
}

/// An option of a command, and the field of the command that it fills.
struct Option<Values>: Sendable {
  let row: OptionRow
  /// Puts what was written behind it into its field; nothing for a switch.
  let put: @Sendable (_ text: String, _ values: inout Values) throws(UsageProblem) -> Void

  typealias Field<Value> = WritableKeyPath<Values, Value> & Sendable

  /// One that is there or not.
  static func flag(_ name: String, _ field: Field<Bool>, _ text: String) -> Option {
    Option(row: OptionRow(name: name, value: nil, text: text)) { _, values in
      values[keyPath: field] = true
    }
  }

  /// One that stands once.
  ///
  /// - Parameters:
  ///   - value: the placeholder.
  ///   - expected: what the text should have been where `read` gives `nil`.
  static func value<Value>(
    _ name: String, _ value: String, _ field: Field<Value?>, _ text: String, expected: String,
    read: @escaping @Sendable (String) -> Value?
  ) -> Option {
    Option(row: OptionRow(name: name, value: value, text: text)) {
      found, values throws(UsageProblem) in
      values[keyPath: field] = try Option.read(name, found, expected, read)
    }
  }

  /// One that may stand several times: its values add up.
  static func values<Value>(
    _ name: String, _ value: String, _ field: Field<[Value]>, _ text: String, expected: String,
    read: @escaping @Sendable (String) -> Value?
  ) -> Option {
    Option(row: OptionRow(name: name, value: value, text: text, repeats: true)) {
      found, values throws(UsageProblem) in
      values[keyPath: field].append(try Option.read(name, found, expected, read))
    }
  }

  private static func read<Value>(
    _ name: String, _ found: String, _ expected: String, _ read: (String) -> Value?
  ) throws(UsageProblem) -> Value {
    if let value = read(found) { return value }
    throw .badValue(option: "--\(name)", found: found, expected: expected)
  }

  /// The same option of a command that has a group of options in a field.
  func inside<Outer>(_ group: WritableKeyPath<Outer, Values> & Sendable) -> Option<Outer> {
    let put = put
    return Option<Outer>(row: row) { text, values throws(UsageProblem) in
      try put(text, &values[keyPath: group])
    }
  }
}

// MARK: - Kinds of values

extension Option {
  static func text(
    _ name: String, _ value: String, _ field: Field<String?>, _ text: String
  ) -> Option {
    .value(name, value, field, text, expected: "text") { $0 }
  }

  static func texts(
    _ name: String, _ value: String, _ field: Field<[String]>, _ text: String
  ) -> Option {
    .values(name, value, field, text, expected: "text") { $0 }
  }

  static func time(
    _ name: String, _ field: Field<UTCTime?>, _ text: String, value: String = "TIME"
  ) -> Option {
    .value(
      name, value, field, text, expected: "a UTC time such as 2025-03-01T00:00:00Z",
      read: TimeReader.readDateOrTime)
  }

  static func number(
    _ name: String, _ value: String, _ field: Field<Int64?>, _ range: ClosedRange<Int64>,
    expected: String, _ text: String
  ) -> Option {
    .value(name, value, field, text, expected: expected) { found in
      Int64(found).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A number from 1 on.
  static func count(
    _ name: String, _ value: String, _ field: Field<Int64?>, _ text: String
  ) -> Option {
    .number(name, value, field, 1...(.max), expected: "a number of 1 or more", text)
  }

  /// One of the words of an enumeration.
  static func choice<Word: Choice>(
    _ name: String, _ field: Field<Word?>, _ text: String, value: String? = nil
  ) -> Option {
    .value(
      name, value ?? Word.placeholder, field, text, expected: Word.expected, read: Word.init)
  }

  static func choices<Word: Choice>(
    _ name: String, _ field: Field<[Word]>, _ text: String, value: String? = nil
  ) -> Option {
    .values(
      name, value ?? Word.placeholder, field, text, expected: Word.expected, read: Word.init)
  }
}

/// What an option takes a word of.
typealias Choice = RawRepresentable<String> & CaseIterable & Sendable

extension RawRepresentable<String> where Self: CaseIterable {
  fileprivate static var placeholder: String { allCases.map(\.rawValue).joined(separator: "|") }
  static var expected: String { allCases.map(\.rawValue).joined(separator: " or ") }
  fileprivate init?(_ word: String) { self.init(rawValue: word) }
}

/// `yes` or `no`, where nobody having said so is a third.
enum Answer: String, CaseIterable { case yes, no }
