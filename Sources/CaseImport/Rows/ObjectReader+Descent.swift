import CaseModel

/// Records further down in a row than any format has them, and records that are put together again.
extension ObjectReader {
  /// Takes each record below a value; every one is a row. False where there is none.
  ///
  /// - Parameter isMore: a record of the row was taken before.
  mutating func descend(
    _ bytes: RawSpan, _ value: Range<Int>, isMore: Bool = false, salvage: RawSpan,
    _ range: Range<Int>, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) -> Bool {
    var descent = descent
    var count = isMore ? 1 : 0
    var cuts: [[UInt8]] = []
    if areRows { output.format = JSONRowKinds.all.wrapped }
    // The words before the JSON of a text are passed.
    descent.inText(bytes, value, depth: 0) { inner, object in
      if ObjectReader.isCut(inner, object) {
        cuts.append(object.map { inner[$0] })
        return true
      }
      if count > 0 { output.startRow() }
      count += 1
      found(inner, object, salvage: salvage, range, input, end: end, &output)
      return true
    }
    if cuts.isEmpty { return count > 0 }
    // What a row holds a second time, and whole, is not lost (GELF's short_message).
    if count > 0 {
      descent.inText(bytes, value, depth: 0) { inner, object in
        if !ObjectReader.isCut(inner, object) {
          cuts.removeAll { ObjectReader.begins(inner, object, with: $0) }
        }
        return true
      }
    }
    for cut in cuts {
      if count > 0 { output.startRow() }
      count += 1
      found(cut.span.bytes, cut.indices, salvage: salvage, range, input, end: end, &output)
    }
    return true
  }

  private static func isCut(_ bytes: RawSpan, _ object: Range<Int>) -> Bool {
    var position = object.lowerBound
    do throws(JSONFault) {
      try JSONScan.pass(bytes, &position, object.upperBound, quote: 1, depth: 0)
      return false
    } catch {
      return error == .truncated
    }
  }

  /// The object begins as a cut one does, whose end may be marked by dots.
  private static func begins(
    _ bytes: RawSpan, _ object: Range<Int>, with cut: [UInt8]
  ) -> Bool {
    var count = cut.count
    while count > 0, [UInt8(ascii: "."), 0x20, 0xE2, 0x80, 0xA6].contains(cut[count - 1]) {
      count -= 1
    }
    return count <= object.count
      && (0..<count).allSatisfy { bytes[object.lowerBound + $0] == cut[$0] }
  }

  private mutating func found(
    _ inner: RawSpan, _ object: Range<Int>, salvage: RawSpan, _ range: Range<Int>,
    _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    var position = object.lowerBound
    output.dropUnclaimedItems()
    do throws(JSONFault) {
      if inner[position] != UInt8(ascii: "{") { throw .invalid(at: position) }
      try walk.record(
        inner, &position, object.upperBound, quote: 1, depth: 1, into: &output.batch)
    } catch {
      if case .truncated = error { output.noteCut(inner, object, quote: 1) }
      output.reject(
        salvage, range, input, end: end,
        fault: error.moved(from: object.lowerBound, to: input.position),
        operation: Salvage.texts("\"Operation", in: inner, object).first)
      return
    }
    take(
      inner, object.lowerBound..<position, salvage: salvage, range, input, end: end, isFound: true,
      &output)
  }

  /// A record that was put together from what a wrapper holds in several places.
  mutating func take(
    _ json: [UInt8], _ wrapper: RecordWrapper, _ bytes: RawSpan, _ salvage: RawSpan,
    _ range: Range<Int>, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    let span = json.span.bytes
    var position = 0
    output.dropUnclaimedItems()
    do throws(JSONFault) {
      try walk.record(span, &position, json.count, quote: 1, depth: 1, into: &output.batch)
    } catch {
      output.reject(salvage, range, input, end: end, fault: error, operation: nil)
      return
    }
    output.add(
      &walk, span, quote: 1, wrapper: wrapper, wrapperBytes: bytes, salvage: salvage, range, input,
      end: end)
  }

  /// A document of Elastic Agent, whose record lacks what the document says in fields of its own. False
  /// for all others.
  mutating func readDocument(
    _ bytes: RawSpan, _ object: Range<Int>, _ data: Slice, _ path: Int, salvage: RawSpan,
    _ range: Range<Int>, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) -> Bool {
    let path = JSONRowKinds.all.paths[path]
    guard path.last == .audit || path.last == .o365audit, data.kind == .object else {
      return false
    }
    let source = outer.fields[.source]
    let document = path[0] == .source ? source.start..<source.end : object
    guard let json = ElasticDocument.record(bytes, document, data.start..<data.end) else {
      return false
    }
    if areRows { output.format = JSONRowKinds.all.documents }
    take(json, RecordWrapper(), bytes, salvage, range, input, end: end, &output)
    return true
  }
}
