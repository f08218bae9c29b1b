import CaseModel
import TextFormats

/// When a record was (R4).
extension RecordBuilder {
  func setTime(
    _ fields: RecordFields, _ bytes: RawSpan, _ wrapper: RecordWrapper, _ wrapperBytes: RawSpan,
    _ row: inout RecordRow
  ) throws(RecordRefusal) {
    let text = FieldText(quote: quote)
    if let time = text.plainTime(fields[.creationTime], bytes) {
      row.time = time
      return
    }
    let own = text.bytes(fields[.creationTime], bytes)
    if let time = try time(own, "CreationTime is", &row) {
      row.time = time
      return
    }
    // The zero of a clock says as little as nothing.
    if !own.isEmpty, TimeReader.read(own[...]) == nil {
      throw RecordRefusal(
        reason: .noTime,
        detail: "CreationTime is '\(EvidenceText(bytes: own).visible)', expected ISO 8601")
    }
    let outer = FieldText(quote: wrapper.quote).bytes(wrapper.time, wrapperBytes)
    if outer.isEmpty { throw RecordRefusal(reason: .noTime, detail: "it has no CreationTime") }
    guard let time = try time(outer, "it has no CreationTime, and the column's", &row) else {
      throw RecordRefusal(
        reason: .noTime,
        detail: "it has no CreationTime, and the column's '\(EvidenceText(bytes: outer).visible)'"
          + " is culture-dependent")
    }
    row.time = time
    row.marks.insert(.wrapperTime)
  }

  /// - Throws: where day and month may be either, with what the numbers prove of the file.
  private func time(
    _ text: [UInt8], _ what: String, _ row: inout RecordRow
  ) throws(RecordRefusal) -> UTCTime? {
    switch RecordedTime.read(text[...], dayOrder) {
    case .none: return nil
    case .time(let time, let mayBeShifted):
      if mayBeShifted { row.marks.insert(.shiftedTime) }
      return time
    case .dayOrMonth(let first, let second):
      let found = "\(what) '\(EvidenceText(bytes: text).visible)'"
      if first > 12 {
        throw RecordRefusal(reason: .timeDayFirst, detail: found + ", whose first number is a day")
      }
      if second > 12 {
        throw RecordRefusal(
          reason: .timeMonthFirst, detail: found + ", whose second number is a day")
      }
      throw RecordRefusal(
        reason: .timeOrder, detail: found + ", which does not tell the day from the month")
    }
  }
}
