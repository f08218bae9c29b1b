import CaseModel
import TextFormats

/// A line of a collector's log, in lower case, and what is found in it by the words before it.
struct LogLine {
  private let text: [UInt8]

  init(_ line: Substring) { text = Array(line.lowercased().utf8) }

  func holds(_ words: String) -> Bool { place(behind: words) != nil }

  func rest(behind words: String) -> String? {
    place(behind: words).map { String(decoding: text[$0...], as: UTF8.self) }
  }

  func word(behind words: String) -> String? {
    let word = rest(behind: words)?.prefix { $0.isLetter || $0.isNumber }
    return word?.isEmpty == false ? word.map(String.init) : nil
  }

  func number(behind words: String) -> Int64? {
    rest(behind: words).flatMap { Int64($0.prefix { $0.isNumber }) }
  }

  /// `-ExchangeItem`, an element of a list, behind the time that the log puts before each line.
  var element: String? {
    let parts = text.split(separator: 0x20)
    guard let last = parts.last else { return nil }
    let isMarked = last.first == UInt8(ascii: "-")
    let word = isMarked ? last.dropFirst() : last
    let isElement = isMarked || parts.dropLast().last?.elementsEqual("-".utf8) == true
    guard isElement, !word.isEmpty, word.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else {
      return nil
    }
    return String(decoding: word, as: UTF8.self)
  }

  /// `between A and B`, or `window A -> B`; whether its times have a zone.
  var span: (span: TimeSpan, isZoned: Bool)? {
    for (words, divider) in [(" between ", " and "), ("window ", " -> ")] {
      guard let rest = rest(behind: words) else { continue }
      let sides = rest.split(separator: divider, maxSplits: 1)
      if sides.count == 2, let from = LogLine.time(sides[0]), let to = LogLine.time(sides[1]),
        from < to
      {
        return (TimeSpan(from: from, to: to), !rest.isYearFirstWithoutZone)
      }
    }
    return nil
  }

  /// The time that a text begins with: ISO 8601, the same with a blank and no zone, or as PowerShell
  /// writes a time into a text, month first whatever the culture.
  static func time(_ text: Substring) -> UTCTime? {
    let text = text.drop { $0 == " " }
    let begin = text.prefix { !" ,;".contains($0) }
    if begin.contains("t") {
      return TimeReader.read((begin.last == "." ? begin.dropLast() : begin).uppercased())
    }
    let digits = text.prefix(19).split { "-/ :".contains($0) }
    guard digits.count == 6, digits.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return nil }
    let isYearFirst = digits[0].utf8.count == 4
    // What a culture writes has other widths, or halves of the day.
    let widths = digits.map(\.utf8.count)
    guard widths == (isYearFirst ? [4, 2, 2, 2, 2, 2] : [2, 2, 4, 2, 2, 2]),
      !["am", "pm"].contains(String(text.dropFirst(19).drop { $0 == " " }.prefix(2)))
    else { return nil }
    let date = isYearFirst ? digits[0...2] : [digits[2], digits[0], digits[1]]
    return TimeReader.read(
      date.joined(separator: "-") + "T" + digits[3...].joined(separator: ":") + "Z")
  }

  private func place(behind words: String) -> Int? {
    let words = Array(words.utf8)
    guard text.count >= words.count else { return nil }
    for start in 0...(text.count - words.count)
    where text[start] == words[0] && text[start...].starts(with: words) {
      return start + words.count
    }
    return nil
  }
}

extension String {
  /// `2026-03-10 00:00:00`: in the zone of whoever ran the script.
  fileprivate var isYearFirstWithoutZone: Bool {
    let begin = prefix(11)
    return begin.last == " " && begin.dropFirst(4).first == "-"
  }
}
