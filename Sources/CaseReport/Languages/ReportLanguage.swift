import CaseModel
import TextFormats

/// A language that reports are written in: its sentences, and how it writes numbers and times.
package struct ReportLanguage: Equatable, Sendable {
  /// BCP 47: `pt-BR`.
  package var id: String
  package var name: String
  /// Zero takes the form `one` too (Unicode CLDR, plural rules of Portuguese).
  package var zeroIsOne: Bool
  /// Between groups of three digits.
  package var group: String
  /// With `{year}`, `{month}` and `{day}`.
  package var date: String
  package var phrases: [String: MustachePhrase]
  /// Sentences of the findings, by the English one; English needs none.
  package var said: [String: String]
  /// What regimes ask, by the English text; the law itself is quoted in its own language.
  package var regimes: [String: String]

  package func number(_ number: Int64) -> String {
    let digits = Array(String(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0, digits[index - 1] != "-" { text += group }
      text.append(digit)
    }
    return text
  }

  package func day(_ time: UTCTime) -> String {
    let parts = time.date.split(separator: "-").map(String.init)
    return date.replacing("{year}", with: parts[0]).replacing("{month}", with: parts[1])
      .replacing("{day}", with: parts[2])
  }

  /// `2025-03-01 07:08:09`, with ` UTC` where nothing else says it, and the time in a second zone.
  package func time(_ time: UTCTime, _ form: TimeForm, zone: DisplayZone?) -> String {
    if form == .date { return day(time) }
    let text = "\(day(time)) \(time.clock)" + (form == .moment ? " UTC" : "")
    guard let zone else { return text }
    let local = zone.local(time)
    let day = local.time.day == time.day ? "" : day(local.time) + " "
    return "\(text) (\(day)\(local.time.clock) \(local.abbreviation))"
  }

  func mustache(zone: DisplayZone?) -> MustacheLanguage {
    var language = MustacheLanguage(
      phrases: phrases, number: { number($0) }, time: { time($0, $1, zone: zone) },
      isOne: { $0 == 1 || ($0 == 0 && zeroIsOne) })
    language.said = said
    return language
  }
}
