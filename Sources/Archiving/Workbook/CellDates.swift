import Files

/// What the number formats of a workbook show as dates: which cells those are, and from when their days
/// are counted (ECMA-376 part 1, 18.8.30 and 18.17.4).
struct CellDates {
  enum Form: Equatable { case number, date, time, dateAndTime }

  /// Days are counted from 1904 on.
  var is1904 = false
  /// By number of the cell's style.
  private var forms: [Form] = []

  init() {}

  /// - Parameter part: for messages.
  init(_ source: ByteStream, part: String) throws {
    let xml = try XMLReader(source, part: part)
    var codes: [Int: Form] = [:]
    var isInFormats = false
    while true {
      switch try xml.next() {
      case .finished: return
      case .text: break
      case .end: if xml.isNamed("cellXfs") { isInFormats = false }
      case .start:
        if xml.isNamed("numFmt"), let id = xml.value("numFmtId"), let code = xml.value("formatCode")
        {
          if let id = Int(try xml.string(id)) { codes[id] = CellDates.form(try xml.string(code)) }
        } else if xml.isNamed("cellXfs") {
          isInFormats = true
        } else if isInFormats, xml.isNamed("xf") {
          let id = try xml.value("numFmtId").flatMap { Int(try xml.string($0)) } ?? 0
          forms.append(codes[id] ?? CellDates.builtIn(id))
        }
      }
    }
  }

  func form(_ style: Int) -> Form { forms.indices.contains(style) ? forms[style] : .number }

  /// The formats that have no code in the file; 27 to 36 and 50 to 58 are dates of East Asian cultures.
  static func builtIn(_ id: Int) -> Form {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: .date
    case 18...21, 32...35, 45, 47, 55, 56: .time
    case 22: .dateAndTime
    default: .number
    }
  }

  /// What a code of a format shows: its letters outside quotes and brackets, up to the first `;`.
  static func form(_ code: String) -> Form {
    var letters: [Character] = []
    var (isQuoted, isPassed) = (false, false)
    // Between brackets stand colours, cultures, and durations such as `[h]`.
    var bracket: [Character]?
    for character in code.lowercased() {
      if isPassed {
        isPassed = false
      } else if isQuoted {
        isQuoted = character != "\""
      } else if let inside = bracket {
        if character == "]", !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) {
          return .number
        }
        bracket = character == "]" ? nil : inside + [character]
      } else if character == ";" {
        break
      } else if character == "\"" {
        isQuoted = true
      } else if character == "[" {
        bracket = []
      } else if "\\_*".contains(character) {
        isPassed = true
      } else {
        letters.append(character)
      }
    }
    let text = String(letters).replacing("am/pm", with: "h").replacing("a/p", with: "h")
    if text.contains("general") { return .number }
    let hasTime = text.contains("h") || text.contains("s")
    let hasDate = text.contains("y") || text.contains("d") || (text.contains("m") && !hasTime)
    return hasDate ? (hasTime ? .dateAndTime : .date) : (hasTime ? .time : .number)
  }

  // MARK: - Days

  /// A date, year first; without a zone, because a workbook has none. `nil` for what is no date.
  ///
  /// - Parameter serial: days, and parts of a day.
  func text(_ serial: Double, _ form: Form) -> String? {
    guard form != .number, serial >= 0, serial < 2_958_466 else { return nil }
    let milliseconds = Int64((serial * 86_400_000).rounded())
    var days = milliseconds / 86_400_000
    let time = milliseconds % 86_400_000
    if form == .time, days == 0 { return CellDates.clock(time) }
    if is1904 {
      days += 1_462
    } else if days < 60 {
      // 1900 was no leap year, and the 60th day of a workbook is its 29 February.
      days += 1
    } else if days == 60 {
      return nil
    }
    let date = CellDates.date(days - 25_569)
    return form == .date && time == 0 ? date : "\(date)T\(CellDates.clock(time))"
  }

  private static func clock(_ milliseconds: Int64) -> String {
    let seconds = milliseconds / 1_000
    let part = milliseconds % 1_000
    return "\(padded(seconds / 3_600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
      + (part == 0 ? "" : ".\(padded(part, 3))")
  }

  /// - Parameter days: from 1970-01-01 on.
  private static func date(_ days: Int64) -> String {
    // Years that begin in March have their leap day at the end.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let day = shifted - era * 146_097
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let ofMonth = dayOfYear - (153 * month + 2) / 5 + 1
    let isNext = month >= 10
    return
      "\(padded(year + era * 400 + (isNext ? 1 : 0), 4))-\(padded(isNext ? month - 9 : month + 3))-\(padded(ofMonth))"
  }

  private static func padded(_ number: Int64, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
