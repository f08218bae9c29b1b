/// A sentence of the findings as data: findings.json says it in English, a report in the language
/// of its reader. The English sentence, with `{0}`, `{1}`… for what it is about, is its key in the
/// language files.
///
/// Written as `Statement("…\(value)…")`: a test finds every one of them in the sources, and holds
/// the language files against them.
package struct Statement: Hashable, Sendable, ExpressibleByStringInterpolation {
  package enum Value: Hashable, Sendable {
    /// Evidence, or what people wrote: the same in every language.
    case text(String)
    case number(Int64)
    case time(UTCTime)
    case date(UTCTime)
    case statement(Statement)
    /// With `, ` between.
    case list([Statement])
  }

  package private(set) var pattern: String
  package private(set) var values: [Value]

  /// Of a sentence in several parts: `Statement("…" + "…")`.
  package init(_ whole: Statement) { self = whole }

  package init(stringLiteral text: String) {
    pattern = text
    values = []
  }

  package init(stringInterpolation: Interpolation) {
    pattern = stringInterpolation.pattern
    values = stringInterpolation.values
  }

  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var pattern = ""
    fileprivate var values: [Value] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}
    package mutating func appendLiteral(_ text: String) { pattern += text }
    package mutating func appendInterpolation(_ text: String) { append(.text(text)) }
    package mutating func appendInterpolation(_ number: some BinaryInteger) {
      append(.number(Int64(number)))
    }
    package mutating func appendInterpolation(_ time: UTCTime) { append(.time(time)) }
    package mutating func appendInterpolation(day time: UTCTime) { append(.date(time)) }
    package mutating func appendInterpolation(_ statement: Statement) {
      append(.statement(statement))
    }
    package mutating func appendInterpolation(_ statements: [Statement]) {
      append(.list(statements))
    }

    private mutating func append(_ value: Value) {
      pattern += "{\(values.count)}"
      values.append(value)
    }
  }

  /// Two parts of one sentence, where a line of source is too short for it.
  package static func + (first: Statement, second: Statement) -> Statement {
    var sum = first
    sum.pattern += Statement.filled(second.pattern) { "{\(first.values.count + $0)}" }
    sum.values += second.values
    return sum
  }

  /// As findings.json says it: times in ISO 8601, numbers as digits.
  package var english: String {
    Statement.filled(pattern) { place in
      switch values[place] {
      case .text(let text): text
      case .number(let number): String(number)
      case .time(let time): time.iso
      case .date(let time): time.date
      case .statement(let statement): statement.english
      case .list(let statements): statements.map(\.english).joined(separator: ", ")
      }
    }
  }

  /// The same sentence with other texts in it.
  package func mapTexts(_ change: (String) throws -> String) rethrows -> Statement {
    var result = self
    result.values = try values.map { value in
      switch value {
      case .text(let text): .text(try change(text))
      case .statement(let inner): .statement(try inner.mapTexts(change))
      case .list(let inner): .list(try inner.map { try $0.mapTexts(change) })
      case .number, .time, .date: value
      }
    }
    return result
  }

  /// The pieces of a pattern: text, and places of values: `{0}`, or `{amount}` in the words of a law.
  package static func pieces(_ pattern: String) -> [(text: String, place: String?)] {
    var pieces: [(text: String, place: String?)] = []
    var rest = pattern[...]
    while let open = rest.firstIndex(of: "{") {
      let inside = rest[rest.index(after: open)...].prefix {
        $0.isASCII && ($0.isNumber || $0.isLetter)
      }
      guard !inside.isEmpty, rest[inside.endIndex...].first == "}" else {
        pieces.append((String(rest[...open]), nil))
        rest = rest[rest.index(after: open)...]
        continue
      }
      pieces.append((String(rest[..<open]), String(inside)))
      rest = rest[rest.index(after: inside.endIndex)...]
    }
    pieces.append((String(rest), nil))
    return pieces
  }

  private static func filled(_ pattern: String, _ value: (Int) -> String) -> String {
    pieces(pattern).reduce(into: "") { result, piece in
      result += piece.text
      guard let place = piece.place else { return }
      result += Int(place).map(value) ?? "{\(place)}"
    }
  }
}

extension [Statement] {
  /// `a and b and c`
  package var joinedByAnd: Statement {
    chained { Statement("\($0) and \($1)") }
  }

  /// `a; b; c`
  package var joinedBySemicolon: Statement {
    chained { Statement("\($0); \($1)") }
  }

  private func chained(_ pair: (Statement, Statement) -> Statement) -> Statement {
    guard let first else { return "" }
    return dropFirst().reduce(first, pair)
  }
}

extension Statement: CustomStringConvertible {
  package var description: String { english }
}

extension Statement: Comparable {
  package static func < (left: Statement, right: Statement) -> Bool { left.english < right.english }
}
