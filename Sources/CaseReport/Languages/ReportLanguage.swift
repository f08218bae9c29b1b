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
  /// Those of reports by their names; those of the findings, and what regimes ask, by their English,
  /// of which English needs none. The law itself is quoted in its own language.
  package var sentences: [SentenceKey: Sentence]

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
    let parts = time.date.split(separator: "-")
    var text = ""
    for piece in Statement.pieces(date) {
      text += piece.text
      switch piece.place {
      case "year": text += parts[0]
      case "month": text += parts[1]
      case "day": text += parts[2]
      case let other?: text += "{\(other)}"
      case nil: break
      }
    }
    return text
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
    MustacheLanguage(
      sentences: sentences, number: { number($0) }, time: { time($0, $1, zone: zone) },
      isOne: { $0 == 1 || ($0 == 0 && zeroIsOne) })
  }
}
