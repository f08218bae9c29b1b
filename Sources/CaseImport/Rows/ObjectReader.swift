import CaseModel

/// Makes records of one JSON value: the record itself, a wrapper that carries it as JSON or as JSON
/// text, or records further down.
struct ObjectReader: Sendable {
  var walk = RecordWalk()
  var outer = RecordWalk()
  var descent = JSONDescent()
  /// Where the objects are the rows themselves, which tell their format.
  let areRows: Bool
  private var last = JSONRowKinds.Last()
  private static let resultNames = RecordFields.set([
    .resultIndex, .auditSearchRequestMetadata, .moreRecordsAvailable,
  ])

  init(areRows: Bool = false) { self.areRows = areRows }

  /// The object that `walk` passed in `bytes`, which hold the row.
  mutating func take(
    _ bytes: RawSpan, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    let range = input.position..<end
    take(bytes, range, salvage: bytes, range, input, end: end, &output)
  }

  /// An object that was made from the fields of a row; what it holds is salvaged from it.
  mutating func read(
    _ json: [UInt8], _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    let span = json.span.bytes
    var position = 0
    do throws(JSONFault) {
      try walk.record(span, &position, json.count, quote: 1, depth: 0, into: &output.batch)
    } catch {
      output.reject(
        span, 0..<json.count, input, end: end, fault: error,
        operation: Salvage.text("\"Operation", in: span, 0..<json.count))
      return
    }
    take(span, 0..<json.count, salvage: span, 0..<json.count, input, end: end, &output)
  }

  /// JSON text inside a JSON text.
  mutating func unwrap(
    _ text: Slice, _ bytes: RawSpan, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    output.format = JSONRowKinds.all.others
    unwrap(text, RecordWrapper(), bytes, bytes, input.position..<end, input, end: end, &output)
  }

  /// - Parameters:
  ///   - object: that `walk` passed in `bytes`.
  ///   - range: of the row in `salvage`.
  ///   - isFound: the object was found further down in its row.
  mutating func take(
    _ bytes: RawSpan, _ object: Range<Int>, salvage: RawSpan, _ range: Range<Int>,
    _ input: WalkInput, end: Int, isFound: Bool = false, _ output: inout WalkOutput
  ) {
    noteResult(bytes, &output)
    if JSONWrapper.isPossible(walk.fields),
      let (data, path) = JSONWrapper.record(in: walk, bytes)
    {
      if areRows, !isFound {
        output.format = JSONRowKinds.all.bit(walk.fields, path: path, &last)
      }
      swap(&walk, &outer)
      if readDocument(
        bytes, object, data, path, salvage: salvage, range, input, end: end, &output)
      {
        return
      }
      unwrap(
        data, JSONWrapper.fields(outer.fields, bytes), bytes, salvage, range, input, end: end,
        &output)
    } else if !isFound, JSONWrapper.lacksRecord(walk.fields),
      descend(bytes, object, salvage: salvage, range, input, end: end, &output)
    {
      return
    } else {
      if areRows, !isFound {
        output.format = JSONRowKinds.all.bit(walk.fields, path: nil, &last)
      }
      output.add(
        &walk, bytes, quote: 1, wrapper: JSONWrapper.ownFields(walk.fields, bytes),
        wrapperBytes: bytes, salvage: salvage, range, input, end: end)
    }
  }

  private mutating func unwrap(
    _ data: Slice, _ wrapper: RecordWrapper, _ bytes: RawSpan, _ salvage: RawSpan,
    _ range: Range<Int>, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    if data.kind == .string {
      var text: [UInt8] = []
      JSONText.decode(data, bytes, quote: 1, into: &text)
      inside(
        text.span.bytes, 0..<text.count, wrapper, bytes, salvage, range, input, end: end, &output)
    } else {
      inside(
        bytes, data.start..<data.end, wrapper, bytes, salvage, range, input, end: end, &output)
    }
  }

  /// The record in a part of `inner`, which is the block or a decoded text.
  private mutating func inside(
    _ inner: RawSpan, _ part: Range<Int>, _ wrapper: RecordWrapper, _ bytes: RawSpan,
    _ salvage: RawSpan, _ range: Range<Int>, _ input: WalkInput, end: Int,
    _ output: inout WalkOutput
  ) {
    var position = part.lowerBound
    // What the wrapper itself names is not the record's.
    output.dropUnclaimedItems()
    do throws(JSONFault) {
      if try JSONScan.next(inner, &position, part.upperBound) != UInt8(ascii: "{") {
        if descend(inner, part, salvage: salvage, range, input, end: end, &output) { return }
        throw .invalid(at: position)
      }
      try walk.record(inner, &position, part.upperBound, quote: 1, depth: 1, into: &output.batch)
    } catch {
      rejectInside(
        inner, part, wrapper, bytes, salvage, range, input, end: end, fault: error, &output)
      return
    }
    if walk.fields.hasAny(JSONWrapper.innerKeys) {
      if let merged = JSONWrapper.merged(inner, part.lowerBound..<position) {
        return take(merged, wrapper, bytes, salvage, range, input, end: end, &output)
      }
      if !JSONRowKinds.all.isRecord(walk.fields) {
        return output.reject(
          salvage, range, input, end: end, .notAnObject,
          "the members of its AuditData are no JSON object", operation: nil)
      }
    }
    let isNamed = !walk.fields[.operation].isAbsent || !wrapper.operation.isAbsent
    if !isNamed,
      descend(
        inner, part.lowerBound..<position, salvage: salvage, range, input, end: end, &output)
    {
      return
    }
    output.add(
      &walk, inner, quote: 1, wrapper: wrapper, wrapperBytes: bytes, salvage: salvage, range,
      input, end: end)
  }

  private func rejectInside(
    _ inner: RawSpan, _ part: Range<Int>, _ wrapper: RecordWrapper, _ bytes: RawSpan,
    _ salvage: RawSpan, _ range: Range<Int>, _ input: WalkInput, end: Int, fault: JSONFault,
    _ output: inout WalkOutput
  ) {
    // What the wrapper says is believed of a record alone (R17).
    let operation =
      JSONScan.isObject(inner, part) ? FieldText(quote: 1).bytes(wrapper.operation, bytes) : []
    if case .truncated = fault { output.noteCut(inner, part, quote: 1) }
    output.reject(
      salvage, range, input, end: end,
      fault: fault.moved(from: part.lowerBound, to: input.position),
      operation: operation.isEmpty ? nil : EvidenceText(bytes: operation))
  }

  private func noteResult(_ bytes: RawSpan, _ output: inout WalkOutput) {
    if !walk.fields.hasAny(ObjectReader.resultNames) { return }
    let text = FieldText(quote: 1)
    output.noteResult(
      index: text.integer(walk.fields[.resultIndex], bytes),
      count: text.integer(walk.fields[.resultCount], bytes),
      isMore: MoreRecords.isStated(
        walk.fields[.auditSearchRequestMetadata], walk.fields[.moreRecordsAvailable], bytes))
  }
}
